"""``nscl dead-letters``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from nscl_shared.cli.actor import actor
from nscl_shared.cli.console import err, out, print_json
from nscl_shared.cli.moments import moment
from nscl_shared.cli.options import AsJson
from nscl_shared.cli.reach import amqp_uri, broker_explained, mongodb_uri
from nscl_shared.dead_letters import DeadLetter, DeadLetterOffice, Filter, InUse
from nscl_shared.messaging.registry import queues_of
from nscl_shared.persistence import connect
from nscl_shared.plugins import load_object, service_manifests
from nscl_shared.runtime.problems import RuntimeProblem

REASON_WIDTH = 60

dead_letters = typer.Typer(
    no_args_is_help=True,
    help="Look at messages that could not be handled, try them again, or drop them.",
)

Service = Annotated[str, typer.Option("--service", help="One service; default: all.")]
Type = Annotated[str, typer.Option("--type", help="Event type, * for any part.")]
Code = Annotated[str, typer.Option(help="Error code, e.g. malformed-event.")]
Cause = Annotated[str, typer.Option(help="Cause, as the list shows it: one fault, many letters.")]
Reason = Annotated[str, typer.Option("--reason-has", help="Part of the reason's text.")]
Since = Annotated[str, typer.Option(help="From this time on: 2026-01-31, 12:00 of it, or 2h, 3d.")]
Until = Annotated[str, typer.Option(help="Before this time, in the same forms.")]
Why = Annotated[str, typer.Option("--reason", help="Why you do it; goes into the audit log.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
All = Annotated[bool, typer.Option("--all", help="All that fit the filters, not one by its id.")]
Id = Annotated[str, typer.Argument(help="Id as the list shows it.")]
OptionalId = Annotated[str, typer.Argument(help="Id as the list shows it; or give --all.")]


@dead_letters.command("list")
def listing(
    service: Service = "",
    event_type: Type = "",
    code: Code = "",
    cause: Cause = "",
    reason_has: Reason = "",
    since: Since = "",
    until: Until = "",
    as_json: AsJson = False,
) -> None:
    """List dead letters, with the fault that many of them may share.

    They stay where they are. Needs the broker, not the services.
    """
    wanted = Filter("", event_type, code, cause, reason_has, moment(since), moment(until))
    found = _each_office(service, lambda office: office.matching(wanted))
    if as_json:
        print_json([{**asdict(letter), "cause": letter.cause} for letter in found])
        return
    table = Table("id", "queue", "type", "subject", "attempts", "cause", "reason")
    for letter in found:
        table.add_row(
            letter.id,
            letter.queue,
            letter.type.removeprefix("vn.nscl."),
            letter.subject,
            str(letter.attempts),
            letter.cause,
            letter.reason[:REASON_WIDTH],
        )
    out.print(table if found else "no dead letters")


@dead_letters.command()
def show(letter_id: Id, service: Service = "", as_json: AsJson = False) -> None:
    """Show one dead letter whole: where it comes from, why it died, what it says."""
    found = _each_office(service, lambda office: office.matching(Filter(id=letter_id)))
    if not found:
        raise _missing(letter_id)
    if as_json:
        print_json([{**asdict(letter), "cause": letter.cause} for letter in found])
        return
    for letter in found:
        for name, value in asdict(letter).items():
            if name != "body":
                out.print(f"{name:12} {value}", markup=False)
        out.print(f"\n{letter.payload}\n", markup=False)


@dead_letters.command()
def replay(
    letter_id: OptionalId = "",
    every: All = False,
    service: Service = "",
    event_type: Type = "",
    code: Code = "",
    cause: Cause = "",
    reason: Why = "",
) -> None:
    """Give letters to their subscription again, after the fault is mended.

    What had its effect already has no second one.
    """
    wanted = _meant(letter_id, every, Filter(letter_id, event_type, code, cause))
    done = _each_office(service, lambda office: office.replay(wanted, actor=actor(), reason=reason))
    _tell(done, letter_id, "given to its subscription again")


@dead_letters.command()
def drop(
    reason: Annotated[str, typer.Option("--reason", help="Why; goes into the audit log.")],
    letter_id: OptionalId = "",
    every: All = False,
    service: Service = "",
    event_type: Type = "",
    code: Code = "",
    cause: Cause = "",
    yes: Yes = False,
) -> None:
    """Take letters out for good; the audit log keeps their text and your reason."""
    wanted = _meant(letter_id, every, Filter(letter_id, event_type, code, cause))
    if not yes:
        typer.confirm("They will never have their effect. Drop them?", abort=True, err=True)
    done = _each_office(service, lambda office: office.drop(wanted, actor=actor(), reason=reason))
    _tell(done, letter_id, "dropped")


def _each_office(
    service: str, act: Callable[[DeadLetterOffice], list[DeadLetter]]
) -> list[DeadLetter]:
    manifests = service_manifests([service] if service else None)
    found: list[DeadLetter] = []
    broker, data = amqp_uri(), mongodb_uri()
    for name, manifest in manifests.items():
        queues = queues_of(load_object(manifest.service_class))
        if not queues:
            continue
        connect(name, data)
        try:
            with broker_explained():
                found += act(DeadLetterOffice(broker, name, queues))
        except InUse as error:
            raise RuntimeProblem(str(error), "Close the other list first") from error
    return found


def _meant(letter_id: str, every: bool, wanted: Filter) -> Filter:
    if bool(letter_id) == every:
        raise RuntimeProblem("name one letter by its id, or all with --all", "See the list first")
    return wanted


def _tell(done: list[DeadLetter], letter_id: str, what: str) -> None:
    if letter_id and not done:
        raise _missing(letter_id)
    for letter in done:
        err.print(f"✓ {letter.id} of {letter.queue} {what}", markup=False)
    if not done:
        err.print("no dead letters fit")


def _missing(letter_id: str) -> RuntimeProblem:
    return RuntimeProblem(
        f"there is no dead letter {letter_id!r}", "List them with 'nscl dead-letters list'"
    )
