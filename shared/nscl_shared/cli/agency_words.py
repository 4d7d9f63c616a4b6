"""How the command line speaks of agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.table import Table

from nscl_shared.agencies import Agency, Credentials, Grant
from nscl_shared.agencies.credentials import URI
from nscl_shared.audit import AuditEntry
from nscl_shared.cli.console import err, out

SCHEMAS = "NSCL_AGENCY_SCHEMAS=contracts/schemas/partner"
PYTHON = "python3 examples/agency-client-python/client.py"
NODE = "node examples/agency-client-node/client.js"


def print_grants(grants: Sequence[Grant]) -> None:
    """Say which events each binding covers, and whether later ones are covered."""
    for grant in grants:
        if grant.grows:
            err.print(f"  {grant.pattern} (also what is added to it later), now:", markup=False)
            for name in grant.types:
                err.print(f"      {name}", markup=False)
        else:
            err.print(f"  {grant.pattern}", markup=False)


def print_credentials(made: Credentials, file: Path | None) -> None:
    """Show the address once, and the two commands that read with it."""
    err.print("\nIts address, shown this once (hand it over on a safe way):")
    out.print(made.uri, markup=False)
    if file is not None:
        err.print(f"Also in {file}, readable by you alone: set -a; . {file}; set +a", markup=False)
    err.print("\nTo see its events (docs/guide/agency.md tells how to install the two clients):")
    for client in (PYTHON, NODE):
        err.print(f"  {URI}='{made.uri}' {SCHEMAS} {client}", markup=False)


def table(agencies: Sequence[Agency]) -> Table:
    """Return one row per agency."""
    found = Table()
    found.add_column("agency", no_wrap=True)
    for heading in ("granted", "backlog", "limits", "readers", "since", "state"):
        found.add_column(heading, overflow="fold")
    for each in agencies:
        found.add_row(
            f"{each.name}\n{each.title}".strip(),
            "\n".join(pattern.removeprefix("vn.nscl.") for pattern in each.patterns),
            f"{each.backlog}, oldest\n{_moment(each.oldest)}" if each.oldest else str(each.backlog),
            f"{each.limits.events:,} events\n{each.limits.age}",
            str(each.consumers),
            _moment(each.since),
            each.behind or "well",
        )
    return found


def print_agency(agency: Agency, entries: Sequence[AuditEntry]) -> None:
    """Print all of one agency, and its audit trail."""
    for name, value in as_data(agency).items():
        shown = ", ".join(value) if isinstance(value, list) else value
        out.print(f"{name:12} {'' if shown is None else shown}", markup=False)
    out.print("\nwhat was done, and by whom:")
    for entry in entries:
        out.print(f"  {entry.at}  {entry.action:16} {entry.actor}", markup=False)


def as_data(agency: Agency) -> dict[str, Any]:
    """Return an agency as JSON values."""
    return {
        "agency": agency.name,
        "title": agency.title,
        "queue": agency.queue,
        "state": agency.behind or "well",
        "patterns": list(agency.patterns),
        "backlog": agency.backlog,
        "oldest": agency.oldest and agency.oldest.isoformat(),
        "max_events": agency.limits.events,
        "max_age": agency.limits.age,
        "consumers": agency.consumers,
        "connections": list(agency.connections),
        "since": agency.since and agency.since.isoformat(),
    }


def entry_data(entry: AuditEntry) -> dict[str, Any]:
    """Return an entry of the audit log as JSON values."""
    return asdict(entry)


def _moment(when: datetime | None) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M:%S}" if when else "–"
