"""``nscl up``."""

from __future__ import annotations

from typing import Annotated

import typer

from nscl_shared.cli.console import err, human_size
from nscl_shared.cli.demos import play_demo, show_report
from nscl_shared.cli.options import Province, Services, selection
from nscl_shared.cli.progress import StartDisplay
from nscl_shared.cli.signals import Stop, stoppable, wait_for_stop
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.platform import Platform
from nscl_shared.runtime.session import running
from nscl_shared.runtime.usage import usage


def up(
    province: Province = "",
    services: Services = "",
    demo_year: Annotated[
        bool, typer.Option(help="Load the year 2022 of Lạng Sơn, once, and print its report.")
    ] = False,
) -> None:
    """Start everything and stay in the foreground until Ctrl-C.

    A private RabbitMQ node, the embedded database, a mail sink, the front door and
    one process per service start; a process that dies is started again. Nothing
    touches servers that already run on this machine. To use existing ones, set
    NSCL_AMQP_URI, NSCL_MONGODB_URI or NSCL_SMTP_URI.
    """
    layout = Layout.current()
    try:
        with (
            stoppable(),
            StartDisplay() as display,
            running(layout, selection(province, services), display) as platform,
        ):
            welcome(platform, display.seconds())
            if demo_year:
                show_report(play_demo(platform, layout))
            err.print("Stop with Ctrl-C, or 'nscl down' in another terminal.")
            wait_for_stop()
    except Stop:
        err.print("stopped; nothing is left running")


def welcome(platform: Platform, seconds: float) -> None:
    """Say where everything is."""
    facts = platform.facts()
    memory = sum(item.memory for item in usage(platform.layout))
    err.print(f"\n[bold]NSCL is ready[/] after {seconds:.1f} s, using {human_size(memory)}")
    err.print(f"  pages     {facts['url']}/")
    err.print(f"  account   admin, password in {facts['admin_password_file']}")
    err.print("  mail      nscl mail")
    err.print(f"  logs      nscl logs -f   ({platform.layout.log})\n")
