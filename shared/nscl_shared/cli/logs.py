"""``nscl logs``."""

from __future__ import annotations

import sys
import time
from collections import deque
from pathlib import Path
from typing import Annotated, TextIO

import typer

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.problems import RuntimeProblem

PAUSE = 0.2


def logs(
    part: Annotated[str, typer.Argument(help="A service, or broker, database, frontdoor, …")] = "",
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Wait for more lines.")] = False,
    lines: Annotated[int, typer.Option("--lines", "-n", help="How many of the last.")] = 20,
) -> None:
    """Show the last log lines of one part, or of all (each line then names its part)."""
    files = _files(Layout.current(), part)
    for path in files:
        for line in _last(path, lines):
            _show(path, line, named=not part)
    if follow:
        try:
            _follow(files, named=not part)
        except KeyboardInterrupt:
            raise typer.Exit from None


def _files(layout: Layout, part: str) -> list[Path]:
    known = sorted(layout.log.glob("*.log"))
    chosen = [path for path in known if part in ("", path.stem)]
    if not chosen:
        names = ", ".join(path.stem for path in known) or "none yet"
        raise RuntimeProblem(f"there is no log of {part or 'anything'}", f"Logs: {names}")
    return chosen


def _last(path: Path, lines: int) -> deque[str]:
    with path.open(encoding="utf-8", errors="replace") as file:
        return deque(file, maxlen=lines)


def _show(path: Path, line: str, *, named: bool) -> None:
    sys.stdout.write(f"{path.stem:<14} {line}" if named else line)


def _follow(files: list[Path], *, named: bool) -> None:
    opened: list[tuple[Path, TextIO]] = []
    try:
        for path in files:
            opened.append((path, path.open(encoding="utf-8", errors="replace")))
            opened[-1][1].seek(0, 2)
        while True:
            for path, file in opened:
                for line in file:
                    _show(path, line, named=named)
            sys.stdout.flush()
            time.sleep(PAUSE)
    finally:
        for _, file in opened:
            file.close()
