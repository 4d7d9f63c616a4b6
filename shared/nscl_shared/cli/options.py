"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from nscl_shared.runtime.platform import Selection

Province = Annotated[
    str,
    typer.Option(
        help="Folder below provinces/ whose profile to run; default lang-son.",
        envvar="NSCL_PROVINCE",
    ),
]
Services = Annotated[
    str,
    typer.Option(
        help="Comma-separated services instead of the profile's own selection.",
        envvar="NSCL_SERVICES",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print data for programs, not for people.")]


def selection(province: str, services: str) -> Selection:
    """Return the selection that the two options name."""
    names = tuple(name.strip() for name in services.split(",") if name.strip())
    return Selection(province, names)
