"""The ``nscl`` command: own commands one file each, further ones from plugins.

Group of entry points ``nscl.commands``: name → a Typer app or a function that
Typer can turn into a command.  A command is imported only when it is used.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from nscl_shared.cli.console import fail
from nscl_shared.plugins import PluginError, load_object, plugins
from nscl_shared.runtime.problems import RuntimeProblem

COMMANDS_GROUP = "nscl.commands"
OWN = {
    name: "nscl_shared.cli.{0}:{0}".format(name.replace("-", "_"))
    for name in (
        "up",
        "down",
        "status",
        "doctor",
        "demo",
        "report",
        "logs",
        "mail",
        "token",
        "migrate",
        "contracts",
        "province",
        "events",
        "dead-letters",
        "replay",
        "agency",
    )
}


class LazyGroup(TyperGroup):
    """Finds commands by name when asked, and turns expected failures into words."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return our commands in teaching order, then the plugins'."""
        return [*OWN, *(name for name in plugins(COMMANDS_GROUP) if name not in OWN)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import one command."""
        if cmd_name in OWN:
            return as_command(cmd_name, load_object(OWN[cmd_name]))
        plugin = plugins(COMMANDS_GROUP).get(cmd_name)
        return as_command(cmd_name, plugin.load()) if plugin else None

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an expected failure is printed with its remedy."""
        try:
            return super().invoke(ctx)
        except (RuntimeProblem, PluginError) as problem:
            fail(problem)


def as_command(name: str, target: Any) -> Any:
    """Return a click command for a Typer app or a plain function."""
    if not isinstance(target, typer.Typer):
        single = typer.Typer(add_completion=False)
        single.command(name)(target)
        target = single
    command = get_command(target)
    command.name = name
    return command


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def nscl() -> None:
    """Run and look after NSCL, the productivity and quality platform, on one machine.

    Everything it starts and stores lives in the state directory ./.nscl
    (or NSCL_HOME); removing that directory removes the instance.

    First steps: 'nscl doctor' says what is missing, 'nscl up --demo-year' starts
    everything with the year 2022 of Lạng Sơn, 'nscl status' shows what runs.
    """
