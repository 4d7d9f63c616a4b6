"""``nscl down``."""

from __future__ import annotations

import os
import signal
from typing import Annotated

import typer

from nscl_shared.cli.console import err
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import is_owned
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.process import wait_gone
from nscl_shared.runtime.state import read_state


def down(
    seconds: Annotated[float, typer.Option(help="How long an orderly stop may take.")] = 60.0,
) -> None:
    """Stop what 'nscl up' started, in order; also ends what a killed one left behind."""
    layout = Layout.current()
    state = read_state(layout)
    if state is None:
        err.print(f"nothing runs in {layout.home}")
        return
    if is_owned(layout) and state.supervisor.runs() and state.supervisor.pid:
        os.kill(state.supervisor.pid, signal.SIGTERM)
        itself = (state.supervisor.pid, state.supervisor.created or 0.0)
        if not wait_gone([itself], seconds):
            raise RuntimeProblem(
                f"the supervisor (pid {itself[0]}) still runs after {seconds:.0f} s",
                f"Look at 'nscl logs', then end it with: kill -9 {itself[0]}",
            )
    if left := state.kill_leftovers():
        err.print(f"ended what was left behind: {', '.join(left)}")
    err.print("stopped; nothing is left running")
