"""Run the platform inside a ``with`` block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.runtime.platform import Platform, Selection
from nscl_shared.runtime.state import PlatformState

START_SECONDS = 180.0


@contextmanager
def running(
    layout: Layout, selection: Selection, on_change: Callable[[PlatformState], None]
) -> Iterator[Platform]:
    """Yield the platform once all of it is ready; stop all of it on leaving.

    Raises:
        RuntimeProblem: it already runs, something is not installed or does not start.
    """
    with owned(layout) as ports:
        platform = Platform(layout, ports, selection)
        supervisor = platform.supervisor(on_change)
        supervisor.start()
        try:
            supervisor.wait_ready(START_SECONDS)
            yield platform
        finally:
            supervisor.stop()
