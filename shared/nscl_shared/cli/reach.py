"""Where the broker and the database of this machine's platform, or of the environment, are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from amqp import AMQPError
from kombu.exceptions import OperationalError

from nscl_shared.history import NoHistory
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import is_owned
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.state import read_state


def amqp_uri() -> str:
    """Return ``NSCL_AMQP_URI``, else the address of the running platform's broker.

    Raises:
        RuntimeProblem: neither is there.
    """
    return os.environ.get("NSCL_AMQP_URI") or _fact("amqp_uri")


def mongodb_uri() -> str:
    """Return ``NSCL_MONGODB_URI``, else the address of the running platform's database.

    Raises:
        RuntimeProblem: neither is there.
    """
    return os.environ.get("NSCL_MONGODB_URI") or _fact("mongodb_uri")


def management_uri() -> str:
    """Return ``NSCL_RABBITMQ_API``, else the address of the running broker's management API.

    Raises:
        RuntimeProblem: neither is there.
    """
    if given := os.environ.get("NSCL_RABBITMQ_API") or (
        "" if os.environ.get("NSCL_AMQP_URI") else _fact("management_uri")
    ):
        return given
    raise RuntimeProblem(
        "the broker's management API is not known",
        "Set NSCL_RABBITMQ_API=https://user:password@broker.example:15671",
    )


@contextmanager
def broker_explained() -> Iterator[None]:
    """Turn what a broker out of reach, or without history, raises into words.

    Raises:
        RuntimeProblem: instead of the others' errors.
    """
    try:
        yield
    except NoHistory as error:
        raise RuntimeProblem(str(error), "Start a service that announces something") from error
    except (OSError, AMQPError, OperationalError) as error:
        raise RuntimeProblem(
            f"the broker does not answer: {error}", "See 'nscl status'; start with 'nscl up'"
        ) from error


def _fact(name: str) -> str:
    layout = Layout.current()
    state = read_state(layout) if is_owned(layout) else None
    if state is None or name not in state.facts:
        raise RuntimeProblem(
            f"no platform runs in {layout.home}",
            "Start it with 'nscl up', or set NSCL_AMQP_URI and NSCL_MONGODB_URI",
        )
    return state.facts[name]
