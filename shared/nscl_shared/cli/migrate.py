"""``nscl migrate``."""

from __future__ import annotations

import os
import subprocess
import sys

import typer

from nscl_shared.cli.console import err
from nscl_shared.cli.options import Province, Services, selection
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import is_owned, owned
from nscl_shared.runtime.platform import Selection, provinces_path
from nscl_shared.runtime.state import read_state
from nscl_shared.runtime.supervisor import Supervisor


def migrate(province: Province = "", services: Services = "") -> None:
    """Bring every selected service's database up to date; safe to repeat.

    Services do the same when they start. Uses NSCL_MONGODB_URI, else the running
    platform's database, else starts the database for this alone.
    """
    chosen = selection(province, services)
    layout = Layout.current()
    uri = os.environ.get("NSCL_MONGODB_URI", "")
    state = read_state(layout) if is_owned(layout) else None
    if uri or state:
        _migrate_all(chosen, uri or (state.facts["mongodb_uri"] if state else ""))
        return
    with owned(layout) as ports:
        database = Database(layout, ports)
        supervisor = Supervisor(layout, database.parts(), {})
        supervisor.start()
        try:
            supervisor.wait_ready()
            _migrate_all(chosen, database.mongodb_uri)
        finally:
            supervisor.stop()


def _migrate_all(chosen: Selection, uri: str) -> None:
    common = {
        "NSCL_MONGODB_URI": uri,
        "NSCL_PROVINCE": chosen.profile().code,
        "NSCL_PROVINCES_PATH": str(provinces_path()),
    }
    for name in chosen.manifests():
        command = [sys.executable, "-m", "nscl_shared.runtime.migrate", name]
        done = subprocess.run(command, env={**os.environ, **common}, check=False)
        if done.returncode:
            err.print(f"✗ {name}: its migration failed; nothing after it was tried", markup=False)
            raise typer.Exit(1)
        err.print(f"[green]✓[/] {name}")
