"""``nscl status``."""

from __future__ import annotations

from typing import Any

import typer
from rich.table import Table

from nscl_shared.cli.console import human_size, out, print_json
from nscl_shared.cli.options import AsJson
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import is_owned
from nscl_shared.runtime.state import PlatformState, read_state
from nscl_shared.runtime.usage import usage


def status(as_json: AsJson = False) -> None:
    """Show what runs: state, port, process, restarts and memory of every part.

    The exit code is 0 when everything is ready, 3 when nothing runs, 1 otherwise.
    """
    layout = Layout.current()
    state = read_state(layout)
    if state is None or not is_owned(layout):
        if as_json:
            print_json({"running": False, "home": str(layout.home)})
        else:
            out.print(f"nothing runs in {layout.home}; start it with 'nscl up'")
        raise typer.Exit(3)
    rows = _rows(layout, state)
    if as_json:
        facts = {k: v for k, v in state.facts.items() if not k.endswith("_uri")}
        print_json({"running": True, "home": str(layout.home), **facts, "parts": rows})
    else:
        out.print(_table(rows), f"pages: {state.facts.get('url', '')}/")
    raise typer.Exit(0 if all(part.state == "ready" for part in state.parts) else 1)


def _rows(layout: Layout, state: PlatformState) -> list[dict[str, Any]]:
    used = {item.part.name: item for item in usage(layout)}
    return [
        {
            "name": part.name,
            "state": part.state,
            "port": part.port,
            "pid": part.pid,
            "restarts": part.restarts,
            "seconds_to_ready": part.seconds_to_ready and round(part.seconds_to_ready, 2),
            "memory_bytes": used[part.name].memory if part.name in used else 0,
            "cpu_seconds": round(used[part.name].cpu_seconds, 1) if part.name in used else 0,
        }
        for part in (state.supervisor, *state.parts)
    ]


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table("part", "state", "port", "pid", "restarts", "ready after", "memory", "cpu")
    for row in rows:
        ready = row["seconds_to_ready"]
        table.add_row(
            row["name"],
            row["state"],
            str(row["port"] or ""),
            str(row["pid"] or ""),
            str(row["restarts"] or ""),
            f"{ready:.1f} s" if ready else "",
            human_size(row["memory_bytes"]),
            f"{row['cpu_seconds']:.1f} s",
        )
    total = sum(row["memory_bytes"] for row in rows)
    table.add_row("together", "", "", "", "", "", human_size(total), "", style="bold")
    return table
