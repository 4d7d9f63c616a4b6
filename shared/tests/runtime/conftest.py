"""Helpers of the runtime's tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.ports import PortBook
from nscl_shared.runtime.supervisor import Supervisor

Start = Callable[..., Supervisor]


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """An empty state directory."""
    return Layout(tmp_path / "state").create()


@pytest.fixture
def ports(layout: Layout) -> Iterator[PortBook]:
    """Random free ports of an owned state directory."""
    with owned(layout, base=0) as book:
        yield book


@pytest.fixture
def start(layout: Layout) -> Iterator[Start]:
    """Start parts under a supervisor, which is stopped after the test."""
    with ExitStack() as stack:

        def run(*parts: Part) -> Supervisor:
            supervisor = Supervisor(layout, parts, {})
            supervisor.start()
            stack.callback(supervisor.stop)
            return supervisor

        yield run


def eventually(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Poll until ``condition`` holds; fail the test after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
