"""What people see of a replay: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from nscl_shared.cli.console import err

LINE_SECONDS = 2.0


class ReplayDisplay:
    """The ``watcher`` of a replay; quiet when somebody else wants to read the result."""

    def __init__(self, *, quiet: bool) -> None:
        """Show nothing yet."""
        self._quiet = quiet
        self._stage = ""
        self._began = time.monotonic()
        self._told = float("-inf")
        self._bar: Progress | None = None
        if err.is_terminal and not quiet:
            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeElapsedColumn(),
                TimeRemainingColumn(),
                console=err,
            )
            self._task = self._bar.add_task("reading the history", total=None, rate="")

    def __enter__(self) -> Self:
        """Begin the bar (only where there is a terminal)."""
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the bar."""
        if self._bar:
            self._bar.stop()

    def stage(self, what: str) -> None:
        """Tell what is being done or waited for."""
        if self._bar:
            self._bar.update(self._task, description=what)
        elif what != self._stage and not self._quiet:
            err.print(what, markup=False)
        self._stage = what

    def reading(self, done: int, total: int) -> None:
        """Tell how far the history is read."""
        rate = done / max(time.monotonic() - self._began, 0.001)
        if self._bar:
            self._bar.update(
                self._task,
                description="reading the history",
                completed=done,
                total=total,
                rate=f"{rate:,.0f}/s",
            )
        elif not self._quiet and (done >= total or self._due()):
            seconds = (total - done) / rate
            err.print(f"{done:,} of {total:,} entries, {rate:,.0f}/s, {seconds:,.0f} s left")

    def _due(self) -> bool:
        now = time.monotonic()
        if now - self._told < LINE_SECONDS:
            return False
        self._told = now
        return True
