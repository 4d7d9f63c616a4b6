"""``nscl demo``."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from nscl_shared.cli.console import err, print_json
from nscl_shared.cli.demos import YEAR, play_demo, save_report, show_report
from nscl_shared.cli.options import AsJson
from nscl_shared.cli.progress import StartDisplay
from nscl_shared.cli.signals import Stop, stoppable
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.platform import Selection
from nscl_shared.runtime.session import running


def demo(
    fresh: Annotated[bool, typer.Option(help="Forget an earlier demo and play it again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Start everything, play the year 2022 of Lạng Sơn, print the report, stop everything.

    It has a state directory of its own (demo/state below the usual one), so that it
    can run beside 'nscl up'. An interrupted demo continues where it was. The report is
    written to demo/report-2022.json. The exit code is 0 only if all of it ran.
    """
    folder = Layout.current().home / "demo"
    layout = Layout(folder / "state")
    if fresh:
        shutil.rmtree(layout.home, ignore_errors=True)
    try:
        with (
            stoppable(),
            StartDisplay() as display,
            running(layout, Selection("lang-son"), display) as platform,
        ):
            report = play_demo(platform, layout)
    except Stop:
        err.print("stopped before the end; 'nscl demo' continues")
        raise typer.Exit(130) from None
    path = folder / f"report-{YEAR}.json"
    save_report(path, report)
    if as_json:
        print_json(report)
    else:
        show_report(report)
    err.print(f"report written to {path}; everything is stopped ({display.seconds():.0f} s)")
