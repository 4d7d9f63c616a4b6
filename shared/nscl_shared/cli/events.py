"""``nscl events``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from nscl_contracts import type_matches
from nscl_contracts.redaction import redact
from nscl_shared.cli.console import out
from nscl_shared.cli.moments import moment
from nscl_shared.cli.options import AsJson
from nscl_shared.cli.reach import amqp_uri, broker_explained
from nscl_shared.history import HistoryEntry, HistoryReader

QUIET_SECONDS = 1.5
LATE = timedelta(days=1)  # how long an event may have waited in an outbox
GIST_MEMBERS = 4
GIST_WIDTH = 40

events = typer.Typer(no_args_is_help=True, help="Look at the events that services announce.")


@events.callback()
def group() -> None:
    """Look at the events that services announce."""


@events.command()
def tail(
    event_type: Annotated[
        str, typer.Option("--type", help="Pattern of types, e.g. 'vn.nscl.registration.#'.")
    ] = "#",
    since: Annotated[
        str,
        typer.Option(help="first, next, a time (2026-01-31T12:00), or how long ago: 90m, 2h, 3d."),
    ] = "next",
    until: Annotated[str, typer.Option(help="Only before this time; waits for no more.")] = "",
    subject: Annotated[str, typer.Option(help="Only events about this id.")] = "",
    count: Annotated[int, typer.Option(help="Stop after so many events.")] = 0,
    follow: Annotated[bool, typer.Option(help="Wait for what comes next.")] = True,
    personal: Annotated[bool, typer.Option("--personal", help="Show personal data, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print events as they come, or those of the past; Ctrl-C ends it.

    Personal data are left out unless you ask for them.
    """
    chosen = _chosen(event_type, since, until, subject, follow=follow)
    for shown, entry in enumerate(chosen, start=1):
        event = _redacted(entry.event, personal=personal)
        out.print(_json_line(entry, event) if as_json else _line(entry, event), markup=False)
        if shown == count:
            return


def _chosen(
    event_type: str, since: str, until: str, subject: str, *, follow: bool
) -> Iterator[HistoryEntry]:
    start: Any = since if since in ("first", "next") else moment(since)
    end = moment(until)
    for entry in _entries(start, follow=follow and end is None):
        event, when = entry.event, entry.moment
        if when and end and when >= end + LATE:
            return
        fits = type_matches(event_type, str(event.get("type", "")))
        if fits and subject in ("", event.get("subject")) and _within(when, start, end):
            yield entry


def _within(when: datetime | None, start: Any, end: datetime | None) -> bool:
    """Tell whether ``when`` is asked for; the broker starts with the chunk around ``start``."""
    if when is None:
        return True
    return not (isinstance(start, datetime) and when < start) and (end is None or when < end)


def _entries(start: Any, *, follow: bool) -> Iterator[HistoryEntry]:
    with broker_explained():
        yield from HistoryReader(amqp_uri()).entries(
            start, quiet_seconds=None if follow else QUIET_SECONDS
        )


def _redacted(event: Any, *, personal: bool) -> dict[str, Any]:
    if personal or not isinstance(event.get("data"), dict):
        return dict(event)
    return {**event, "data": redact(str(event.get("type", "")), event["data"])}


def _json_line(entry: HistoryEntry, event: dict[str, Any]) -> str:
    return json.dumps({"offset": entry.offset, "event": event}, ensure_ascii=False)


def _line(entry: HistoryEntry, event: dict[str, Any]) -> str:
    if not event:
        return f"{entry.offset:>8}  {entry.body}"
    when = entry.moment
    moment_text = f"{when.astimezone():%Y-%m-%d %H:%M:%S}" if when else "?"
    kind = str(event.get("type", "?")).removeprefix("vn.nscl.")
    return f"{entry.offset:>8}  {moment_text}  {kind:44}  {event.get('subject')}  {_gist(event)}"


def _gist(event: dict[str, Any]) -> str:
    data = event.get("data")
    members = data.items() if isinstance(data, dict) else ()
    plain = [
        f"{name}={str(value)[:GIST_WIDTH]}"
        for name, value in members
        if isinstance(value, str | int) and value != event.get("subject")
    ]
    return " ".join(plain[:GIST_MEMBERS])
