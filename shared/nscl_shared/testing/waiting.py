"""Waits for a condition instead of a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PAUSE = 0.05


def until(condition: Callable[[], Any], what: str, seconds: float) -> Any:
    """Return the first true answer of ``condition``.

    Raises:
        AssertionError: there was none within ``seconds``; it says ``what`` was waited for.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(PAUSE)
    raise AssertionError(f"not within {seconds} s: {what}")
