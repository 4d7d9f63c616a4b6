"""A part: one process of the platform, described before it is started."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


def nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Part:
    """How one process is started, known to be ready, and stopped.

    ``ready`` answers quickly and never raises; ``prepare`` runs before every
    start (also after a crash); ``after`` names the parts that must be ready
    first; ``needs`` those that are stopped only after this one; ``grace`` is how many seconds SIGTERM may take before SIGKILL;
    ``on_orphaned`` is the signal the kernel sends when the supervisor dies;
    ``port`` is where it listens.
    """

    name: str
    command: tuple[str, ...]
    log: Path
    ready: Callable[[], bool]
    port: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = nothing
    after: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    grace: float = 10.0
    on_orphaned: signal.Signals = signal.SIGKILL
