"""Ctrl-C, ``nscl down`` and a closed terminal all mean the same: stop in order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(BaseException):
    """Raised in the main thread when the user wants to stop."""


def _raise_stop(_number: int, _frame: object) -> None:
    # Once is enough: stopping itself must not be interrupted.
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise Stop


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals into ``Stop`` inside the block."""
    before = {number: signal.signal(number, _raise_stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait_for_stop() -> None:
    """Sleep until ``Stop`` is raised."""
    while True:
        threading.Event().wait(3600)
