"""What people see while the platform starts and a demo plays."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from nscl_shared.cli.console import err
from nscl_shared.runtime.state import PartState, PlatformState


class StartDisplay:
    """One line per part as it becomes ready, with its seconds; a spinner for the rest."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self.began = time.monotonic()
        self._seen: dict[str, tuple[str, int]] = {}
        self._status = err.status("starting …")

    def __enter__(self) -> Self:
        """Begin the spinner (only where there is a terminal)."""
        self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the spinner."""
        self._status.stop()

    def __call__(self, state: PlatformState) -> None:
        """Tell what changed; called by the supervising thread."""
        for part in state.parts:
            key = (part.state, part.restarts)
            if self._seen.get(part.name) != key:
                self._seen[part.name] = key
                self._tell(part)
        waiting = [part.name for part in state.parts if part.state != "ready"]
        self._status.update(f"starting {', '.join(waiting)}" if waiting else "ready")

    def seconds(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self.began

    def _tell(self, part: PartState) -> None:
        if part.state == "ready":
            err.print(
                f"[green]✓[/] {part.name:<16} {part.seconds_to_ready:5.1f} s   "
                f"127.0.0.1:{part.port}"
            )
        elif part.state == "crashed":
            err.print(
                f"[yellow]![/] {part.name} ended unexpectedly; starting it again "
                f"(nscl logs {part.name})"
            )


class PlayDisplay:
    """The ``progress`` callback of a demo player: ``(step, done, total)``."""

    def __init__(self, progress: Progress) -> None:
        """Draw on ``progress``."""
        self.progress = progress
        self._tasks: dict[str, int] = {}

    def __call__(self, step: str, done: int, total: int) -> None:
        """Move the bar of ``step``."""
        if step not in self._tasks:
            self._tasks[step] = self.progress.add_task(step, total=total)
        self.progress.update(self._tasks[step], completed=done, total=total)  # type: ignore[arg-type]


@contextmanager
def play_display() -> Iterator[PlayDisplay]:
    """Yield a display with one bar per step."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err) as progress:
        yield PlayDisplay(progress)
