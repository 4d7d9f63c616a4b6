"""How much memory each running part uses, with everything it started."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.state import PartState, read_state


@dataclass(frozen=True)
class Usage:
    """``memory`` is resident bytes, ``cpu_seconds`` what it used since its start."""

    part: PartState
    memory: int
    cpu_seconds: float


def usage(layout: Layout) -> list[Usage]:
    """Return the usage of the supervisor and every running part."""
    state = read_state(layout)
    parts = [state.supervisor, *state.parts] if state else []
    return [_usage(part) for part in parts if part.runs()]


def _usage(part: PartState) -> Usage:
    memory, cpu = 0, 0.0
    for process in _family(part):
        try:
            memory += process.memory_info().rss
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        cpu += times.user + times.system
    return Usage(part, memory, cpu)


def _family(part: PartState) -> list[psutil.Process]:
    try:
        leader = psutil.Process(part.pid)
    except psutil.NoSuchProcess:
        return []
    # The supervisor's children are the other parts.
    return [leader] if part.name == "supervisor" else [leader, *leader.children(recursive=True)]
