"""``nscl contracts``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nscl_shared.cli.console import err, out

contracts = typer.Typer(
    help="The published event contracts: JSON Schemas and the AsyncAPI document.",
    no_args_is_help=True,
)
Folder = Annotated[Path, typer.Option(help="Where the contracts are kept.")]
DEFAULT = Path("contracts")


@contracts.command()
def export(folder: Folder = DEFAULT) -> None:
    """Write schemas/<type>.json and asyncapi.yaml from the contract classes."""
    from nscl_contracts.export import export as write

    for path in write(folder):
        out.print(str(path), markup=False)


@contracts.command()
def check(folder: Folder = DEFAULT) -> None:
    """Tell whether the written files are current and break no released version.

    The exit code is 1 when something is wrong.
    """
    from nscl_contracts.export import check as find_problems

    problems = find_problems(folder)
    for problem in problems:
        err.print(f"✗ {problem}", markup=False)
    if problems:
        raise typer.Exit(1)
    err.print("the contracts are current")
