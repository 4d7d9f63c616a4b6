"""How the command line speaks: words to people on stderr, data to programs on stdout."""

from __future__ import annotations

import json
import sys
from typing import Any, NoReturn

import typer
from rich.console import Console

out = Console(soft_wrap=True)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def print_json(data: Any) -> None:
    """Print ``data`` as JSON to stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def fail(problem: object, code: int = 1) -> NoReturn:
    """Print what went wrong and leave with ``code``; never a traceback."""
    err.print("[bold red]✗[/] ", end="")
    err.print(str(problem), markup=False)
    raise typer.Exit(code)


def human_size(size: float) -> str:
    """Return bytes as ``12 MB`` (10⁶)."""
    return f"{size / 1e6:,.0f} MB"
