"""``nscl agency``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote, urlsplit

import typer

from nscl_shared.agencies import (
    AgencyOffice,
    Backfill,
    Credentials,
    Journal,
    Limits,
    Management,
    account,
    granted,
)
from nscl_shared.agencies.journal import BACKFILL
from nscl_shared.agencies.watch import changes, serve_limits
from nscl_shared.cli import agency_words as words
from nscl_shared.cli.actor import actor
from nscl_shared.cli.console import err, out, print_json
from nscl_shared.cli.moments import moment
from nscl_shared.cli.options import AsJson
from nscl_shared.cli.reach import amqp_uri, broker_explained, management_uri, mongodb_uri
from nscl_shared.runtime.problems import RuntimeProblem

agency = typer.Typer(
    no_args_is_help=True,
    help="Let other agencies subscribe to events, without personal data.",
)

Name = Annotated[str, typer.Argument(help="Short name: so-cong-thuong.")]
Server = Annotated[
    str,
    typer.Option(
        envvar="NSCL_AGENCY_SERVER",
        help="Where the agency reaches the broker: amqps://mq.example:5671; default: as we do.",
    ),
]
File = Annotated[
    Path | None,
    typer.Option("--credentials", help="File for the address with its password (mode 0600)."),
]


@agency.callback()
def group() -> None:
    """Let other agencies subscribe to events, without personal data."""


@agency.command()
def add(
    name: Name,
    events: Annotated[
        str, typer.Option(help="What it gets: 'registration.*,traceability.stamps-*'.")
    ],
    title: Annotated[str, typer.Option(help="Full name, for lists.")] = "",
    max_events: Annotated[int, typer.Option(help="So many wait at most; the oldest go.")] = 100_000,
    max_age: Annotated[str, typer.Option(help="Longest wait of an event: 12h, 30d.")] = "30d",
    server: Server = "",
    credentials: File = None,
    as_json: AsJson = False,
) -> None:
    """Make an account with a queue for the events named, and nothing else.

    The password is shown once. After a crash, the same command finishes the work.
    """
    account(name)
    grants, limits = granted(events), Limits.read(max_events, max_age)
    with _office() as office:
        made, found = office.add(name, grants, limits, title=title, server=_server(server))
    if found:
        err.print(f"an add that broke off had left its {' and '.join(found)}; finished it")
    err.print(f"✓ agency {name} may read its queue {made.user}, which gets:")
    words.print_grants(grants)
    _hand_over(made, credentials, as_json=as_json, patterns=[grant.pattern for grant in grants])


@agency.command("list")
def listing(as_json: AsJson = False) -> None:
    """List the agencies: what they get, what waits for them, who falls behind."""
    with _office() as office:
        agencies = office.every()
    if as_json:
        print_json([words.as_data(each) for each in agencies])
    else:
        out.print(words.table(agencies) if agencies else "no agencies; see 'nscl agency add'")


@agency.command()
def show(name: Name, as_json: AsJson = False) -> None:
    """Show one agency: its grant, limits, connections, and what was done for it."""
    with _office() as office:
        found = office.one(name)
        entries = office.journal.entries(found.queue)
    if as_json:
        print_json({**words.as_data(found), "audit": [words.entry_data(each) for each in entries]})
    else:
        words.print_agency(found, entries)


@agency.command()
def rotate(
    name: Name, server: Server = "", credentials: File = None, as_json: AsJson = False
) -> None:
    """Give the agency a new password; who is connected with the old one is cut off."""
    with _office() as office:
        made = office.rotate(name, server=_server(server))
    err.print(f"✓ {name} has a new password; connections with the old one are closed")
    _hand_over(made, credentials, as_json=as_json)


@agency.command()
def remove(
    name: Name, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False
) -> None:
    """Take the agency's account and queue away, with the events in it."""
    with _office() as office:
        found = office.one(name)
        err.print(f"{name} has {found.backlog} events not delivered, {found.consumers} readers")
        if not yes:
            typer.confirm("They will be lost. Remove it?", abort=True, err=True)
        lost = office.remove(name)
    err.print(f"✓ {name} is removed; {lost} undelivered events are lost")


@agency.command()
def backfill(
    name: Name,
    start: Annotated[str, typer.Option("--from", help="first, or a time: 2026-01-31, 12h, 3d.")],
    until: Annotated[
        str, typer.Option(help="Only before this time; default: when the agency was added.")
    ] = "",
) -> None:
    """Send the agency what it is granted of the past, to its queue alone.

    What came since it was added is left out. Without personal data, as always.
    """
    begin: Any = start if start == "first" else moment(start)
    if begin is None:
        raise RuntimeProblem("--from is empty", "Write first, or a time: 2026-01-31, 12h, 3d")
    now, end = datetime.now(UTC), moment(until)
    with _office() as office:
        found = office.complete(name)
        filled = Backfill.until_added(office.amqp_uri, found, begin, now)
        if end:
            filled = Backfill(office.amqp_uri, found, begin, min(end, now), now)
        office.journal.note(BACKFILL, found.queue, start=start, until=filled.until.isoformat())
        sent = filled.run()
    err.print(f"✓ {sent} events from before {filled.until:%Y-%m-%d %H:%M:%S} UTC sent to {name}")


@agency.command()
def watch(
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks.")] = 30.0,
    once: Annotated[
        bool, typer.Option("--once", help="Look once; exit 1 if one is behind.")
    ] = False,
    metrics: Annotated[
        str, typer.Option(help="Also tell Prometheus the limits, at host:port.")
    ] = "",
) -> None:
    """Say which agencies fall behind, and when they have caught up; Ctrl-C ends it."""
    if metrics:
        serve_limits(metrics)
    with _office() as office:
        for changed in changes(office.every):
            for each, state in changed:
                out.print(f"{each.name}: {state or 'well again'} ({each.backlog} wait)")
            if once:
                raise typer.Exit(1 if changed else 0)
            time.sleep(every)


@contextmanager
def _office() -> Iterator[AgencyOffice]:
    broker = amqp_uri()
    with (
        closing(Journal(mongodb_uri(), actor())) as journal,
        closing(Management(management_uri(), _vhost(broker))) as api,
        broker_explained(),
    ):
        yield AgencyOffice(api, broker, journal)


def _vhost(uri: str) -> str:
    return unquote(urlsplit(uri).path.removeprefix("/")) or "/"


def _server(given: str) -> str:
    """Return the address for the agency, with the virtual host.

    Raises:
        RuntimeProblem: ``given`` is no address of a broker.
    """
    if not given:
        return amqp_uri()
    there = urlsplit(given)
    if there.scheme not in ("amqp", "amqps") or not there.hostname:
        raise RuntimeProblem(f"--server {given!r} is no address", "Write amqps://mq.example:5671")
    return given if there.path.strip("/") else given.rstrip("/") + urlsplit(amqp_uri()).path


def _hand_over(
    made: Credentials, file: Path | None, *, as_json: bool, patterns: list[str] | None = None
) -> None:
    if file is not None:
        made.write(file)
    if as_json:
        granted_too = {"patterns": patterns} if patterns is not None else {}
        print_json({"agency": made.user, "queue": made.user, "uri": made.uri, **granted_too})
    else:
        words.print_credentials(made, file)
