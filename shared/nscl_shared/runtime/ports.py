"""Ports: the same ones every time, others where something else sits on them.

A port is *claimed* for the life of this process by binding a Unix socket of
the same number in Linux's abstract namespace: two instances that start at the
same moment cannot choose the same port, and a dead one leaves no claim behind.
"""

from __future__ import annotations

import json
import os
import random
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nscl_shared.runtime.layout import write_private
from nscl_shared.runtime.problems import RuntimeProblem

LOOPBACK = "127.0.0.1"
PREFERRED_BASE = 8322
# Below Linux's ephemeral range, away from 4369, 5672, 15672, 27017, 80, 8000, 8080.
RANDOM_RANGE = (20_000, 32_000)


def is_free(port: int) -> bool:
    """Tell whether nobody listens on ``port`` of the loopback interface."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def listens(port: int) -> bool:
    """Tell whether somebody accepts connections on ``port`` of the loopback interface."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((LOOPBACK, port)) == 0


def base_from_environment() -> int:
    """Return ``NSCL_PORT_BASE`` (default 8322); 0 asks for random ports (tests)."""
    text = os.environ.get("NSCL_PORT_BASE", str(PREFERRED_BASE))
    if not text.isdecimal() or int(text) > RANDOM_RANGE[1]:
        raise RuntimeProblem(f"NSCL_PORT_BASE={text!r} is not a port number below 32000")
    return int(text)


@dataclass
class PortBook:
    """Names to ports, remembered in ``path`` (JSON object)."""

    path: Path
    base: int = field(default_factory=base_from_environment)
    claims: list[socket.socket] = field(default_factory=list, repr=False)
    chosen: dict[str, int] = field(default_factory=dict)

    def choose(self, name: str, offset: int) -> int:
        """Return the port of ``name``: last time's, else base + ``offset``, else a free one."""
        if name not in self.chosen:
            self.chosen[name] = next(p for p in self._candidates(name, offset) if self._claim(p))
            self._remember()
        return self.chosen[name]

    def remembered(self) -> dict[str, int]:
        """Return the ports of the last run."""
        try:
            return dict(json.loads(self.path.read_text()))
        except (OSError, ValueError):
            return {}

    def release(self) -> None:
        """Give up the claims; the ports stay remembered."""
        while self.claims:
            self.claims.pop().close()

    def _candidates(self, name: str, offset: int) -> Iterator[int]:
        if name in (remembered := self.remembered()):
            yield remembered[name]
        if self.base:
            yield self.base + offset
        for _ in range(1000):
            yield random.randint(*RANDOM_RANGE)  # noqa: S311  (no secret)
        raise RuntimeProblem("no free port found between 20000 and 32000")

    def _claim(self, port: int) -> bool:
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0nscl-port-{port}")
        except OSError:
            claim.close()
            return False
        if not is_free(port):
            claim.close()
            return False
        self.claims.append(claim)
        return True

    def _remember(self) -> None:
        write_private(self.path, json.dumps({**self.remembered(), **self.chosen}, indent=1))
