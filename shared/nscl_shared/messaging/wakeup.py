"""A nudge from a commit to the relay of the same process, so that it need not poll fast."""

from __future__ import annotations

import threading
from functools import cache


@cache
def wakeup(service: str) -> threading.Event:
    """Return the process-wide flag of ``service``: set = something may be pending."""
    return threading.Event()
