"""``nscl contracts``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

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
    """Tell whether the written files are current and follow what was released.

    A break is refused, new members need a minor step of the version, new words a patch.

    The exit code is 1 when something is wrong.
    """
    from nscl_contracts.export import check as find_problems

    if problems := find_problems(folder):
        _tell(problems)
        raise typer.Exit(1)
    err.print("the contracts are current")


@contracts.command()
def release(folder: Folder = DEFAULT) -> None:
    """Freeze the current schemas in released/; refused while `check` finds something.

    The exit code is 1 when it is refused; nothing is written then.
    """
    from nscl_contracts.errors import NotReleasable
    from nscl_contracts.export import release as freeze

    try:
        written = freeze(folder)
    except NotReleasable as refused:
        _tell(refused.problems)
        raise typer.Exit(1) from None
    err.print(f"{len(written)} contracts are released")


@contracts.command()
def consumers(
    event: Annotated[str, typer.Option(help="Only what is relied on of this type.")] = "",
    consumer: Annotated[str, typer.Option(help="Only what this consumer relies on.")] = "",
) -> None:
    """List who relies on which members of which event."""
    from nscl_contracts.expectations import expectations

    table = Table("consumer", Column("event", overflow="fold"), "relies on")
    for stated in expectations():
        if event in {"", stated.event_type} and consumer in {"", stated.consumer}:
            table.add_row(stated.consumer, stated.event_type, ", ".join(stated.members))
    if not table.row_count:
        err.print("nobody relies on that")
        raise typer.Exit(1)
    out.print(table)


@contracts.command()
def site(out_: Annotated[Path, typer.Option("--out", help="Where the site is written.")]) -> None:
    """Write the registry of all events as a static site, in Vietnamese and English."""
    from nscl_contracts.site import write_site

    written = write_site(out_)
    err.print(f"{len(written)} files; open {out_ / 'index.html'}", markup=False)


def _tell(problems: list[str]) -> None:
    for problem in problems:
        err.print(f"✗ {problem}", markup=False, soft_wrap=True)
