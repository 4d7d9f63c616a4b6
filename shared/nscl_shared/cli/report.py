"""``nscl report``."""

from __future__ import annotations

from typing import Annotated

import typer

from nscl_shared.cli.client import ask, running_facts
from nscl_shared.cli.console import print_json
from nscl_shared.cli.demos import show_report
from nscl_shared.cli.options import AsJson


def report(
    year: Annotated[int, typer.Argument(help="Programme year.")],
    url: Annotated[str, typer.Option(help="Another platform, e.g. https://nscl.example.vn")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the yearly report, as the reporting service computes it from events."""
    base = url.rstrip("/") or running_facts()["url"]
    answer = ask("GET", f"{base}/api/reporting/years/{year}/report")
    if as_json:
        print_json(answer)
    else:
        show_report(answer)
