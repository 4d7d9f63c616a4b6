"""The command line against a real broker, its management API, and a real database."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import amqp
import pytest
from typer.testing import CliRunner

from nscl_shared.agencies import Management
from nscl_shared.cli.main import app
from nscl_shared.kernel import new_id
from nscl_shared.runtime.broker import VHOST


@dataclass(frozen=True)
class Nscl:
    """``nscl`` as an operator runs it; ``environment`` says where the servers are."""

    environment: dict[str, str]

    def __call__(self, *words: str, code: int | None = 0, **environment: str) -> str:
        done = CliRunner().invoke(app, ["agency", *words], env=self.environment | environment)
        assert code in (None, done.exit_code), done.output
        return done.output

    def data(self, *words: str) -> Any:
        done = CliRunner().invoke(app, ["agency", *words, "--json"], env=self.environment)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    def inherited(self) -> dict[str, str]:
        return os.environ | self.environment


@pytest.fixture
def nscl(broker, database) -> Nscl:
    return Nscl(
        {
            "NSCL_AMQP_URI": broker.amqp_uri,
            "NSCL_RABBITMQ_API": broker.management_uri,
            "NSCL_MONGODB_URI": database.mongodb_uri,
        }
    )


@pytest.fixture
def api(broker) -> Iterator[Management]:
    with closing(Management(broker.management_uri, VHOST)) as management:
        yield management


@pytest.fixture
def name(api) -> Iterator[str]:
    """A name that no other test uses; what is left of it goes."""
    name = f"so-{new_id()}"
    yield name
    api.delete_user(f"agency.{name}")
    api.delete_queue(f"agency.{name}")


@pytest.fixture
def agency(nscl, name) -> dict[str, Any]:
    """An agency with a limit of five events; its address and queue."""
    made = nscl.data("add", name, "--events", "registration.*", "--max-events", "5")
    return made | {"name": name}


@pytest.fixture
def connect() -> Callable[[str], amqp.Connection]:
    return connected


def connected(uri: str) -> amqp.Connection:
    there = urlsplit(uri)
    connection = amqp.Connection(
        f"{there.hostname}:{there.port}",
        userid=there.username,
        password=there.password,
        virtual_host=there.path.strip("/"),
        connect_timeout=5,
    )
    connection.connect()
    return connection
