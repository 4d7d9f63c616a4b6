"""pytest fixtures: a private RabbitMQ node and a private database server per session.

Registered by the root ``conftest.py``.  They start when a test first asks for
them, on random free ports, and end with the test run in whatever way it ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nscl_shared.runtime.broker import Broker
from nscl_shared.runtime.database import CACHE, Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.process import require_program
from nscl_shared.runtime.supervisor import Supervisor

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def supervised(layout: Layout, parts: list[Part]) -> Iterator[Supervisor]:
    """Run ``parts`` inside the block; the caller owns the state directory."""
    supervisor = Supervisor(layout, parts, {})
    supervisor.start()
    try:
        supervisor.wait_ready()
        yield supervisor
    finally:
        supervisor.stop()


@contextmanager
def running_database(home: Path, *, cache: str = CACHE) -> Iterator[Database]:
    """Run a server with its data in ``home``; connect to ``mongodb_uri``."""
    layout = Layout(home)
    with owned(layout, base=0) as ports:
        server = Database(layout, ports, cache)
        with supervised(layout, server.parts()):
            yield server


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A running node; connect to ``broker.amqp_uri``."""
    layout = Layout(tmp_path_factory.mktemp("broker"))
    with owned(layout, base=0) as ports:
        node = Broker(layout, ports)
        # nothing of it is kept, so it need not take leave of all its queues
        parts = [replace(part, grace=0.0) for part in node.parts()]
        with supervised(layout, parts):
            yield node


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A running server; connect to ``database.mongodb_uri``."""
    with running_database(tmp_path_factory.mktemp("database")) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium (``playwright.sync_api.Browser``): one, as a process can drive only one."""
    from playwright.sync_api import sync_playwright  # a tool of the tests, not of the kit

    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=require_program("chromium", "chromium"), args=list(QUIET)
        )
        yield chromium
        chromium.close()
