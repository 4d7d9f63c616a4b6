"""Commands that may be refused, one by one or in the same moment."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from nscl_shared.kernel import DomainError
from nscl_shared.messaging import CommandBus


def attempted(bus: CommandBus, command: object) -> Any:
    """Run a command; return its answer or why it was refused."""
    try:
        return bus.execute(command)
    except DomainError as error:
        return error


def attempted_at_once(bus: CommandBus, commands: Sequence[object]) -> list[Any]:
    """Run each command in a thread of its own; return in their order what came of them."""
    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(partial(attempted, bus), commands))
