"""Where the broker and the database of this machine's platform, or of the environment, are."""

from __future__ import annotations

import os

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


def _fact(name: str) -> str:
    layout = Layout.current()
    state = read_state(layout) if is_owned(layout) else None
    if state is None or name not in state.facts:
        raise RuntimeProblem(
            f"no platform runs in {layout.home}",
            "Start it with 'nscl up', or set NSCL_AMQP_URI and NSCL_MONGODB_URI",
        )
    return state.facts[name]
