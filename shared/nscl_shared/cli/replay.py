"""``nscl replay``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated, Any

import typer
from amqp import AMQPError
from kombu.exceptions import OperationalError
from pymongo.errors import PyMongoError

from nscl_shared.cli.actor import actor
from nscl_shared.cli.console import err, print_json
from nscl_shared.cli.moments import moment
from nscl_shared.cli.options import AsJson
from nscl_shared.cli.reach import amqp_uri, mongodb_uri
from nscl_shared.cli.replay_display import ReplayDisplay
from nscl_shared.history import Busy, HistoryLost, NoHistory, Outcome, Replay, Superseded
from nscl_shared.persistence import connect
from nscl_shared.persistence.generations import GRACE, Moved
from nscl_shared.persistence.read_models import ReadModels
from nscl_shared.plugins import load_object, service_manifests
from nscl_shared.runtime.problems import RuntimeProblem

SHOWN = 10
INTERRUPTED = 130


def replay(
    service: Annotated[str, typer.Option("--service", help="The service, e.g. reporting.")],
    start: Annotated[
        str,
        typer.Option(
            "--from", help="first, an offset, a time (2026-01-31T12:00), or how long ago: 2h, 3d."
        ),
    ] = "first",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only compare; exit code 1 when something differs.")
    ] = False,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Swap even if the live one knows more.")
    ] = False,
    back: Annotated[
        bool, typer.Option("--back", help="Swap back to the generation before.")
    ] = False,
    discard_old: Annotated[
        bool, typer.Option("--discard-old", help="Drop the generation before; no way back then.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build the read models of a service again from the history of all events.

    The service goes on meanwhile. Readers see the old figures until the new
    ones are complete, then the new ones, in one step. A replay that was killed
    goes on where it was when it is started again.
    """
    if sum((dry_run, back, discard_old)) > 1:
        raise RuntimeProblem(
            "--dry-run, --back and --discard-old exclude each other", "Give one of them"
        )
    with ReplayDisplay(quiet=as_json) as display, _in_words():
        worker = Replay(service, _prepared(service), amqp_uri(), actor(), display)
        if discard_old:
            _discard(worker, as_json=as_json)
            return
        if back:
            outcome = worker.back(accept_loss=accept_loss)
        else:
            outcome = worker.rebuild(_start(start), dry_run=dry_run, accept_loss=accept_loss)
    if outcome is None:
        raise RuntimeProblem("there is no generation to swap back to", "Nothing was changed")
    _tell(outcome, dry_run=dry_run, as_json=as_json)
    if not outcome.swapped and not (dry_run and not outcome.differing):
        raise typer.Exit(1)


def _prepared(service: str) -> ReadModels:
    manifest = service_manifests([service])[service]
    if not manifest.read_models:
        raise RuntimeProblem(
            f"{service} has no read models: its data are not computed from events alone",
            "Its database is restored from a backup, see docs/operations",
        )
    connect(service, mongodb_uri())
    load_object(manifest.setup)()
    found: ReadModels = load_object(manifest.read_models)
    return found


def _start(text: str) -> Any:
    if text == "first":
        return text
    return int(text) if text.isdigit() else moment(text)


def _discard(worker: Replay, *, as_json: bool) -> None:
    gone = worker.discard()
    if gone:
        err.print(f"waiting {GRACE.seconds} s for those who may still be reading")
        time.sleep(GRACE.total_seconds())
    dropped = worker.sweep()
    if as_json:
        print_json({"discarded": gone, "dropped": dropped})
    else:
        err.print(f"✓ {len(gone)} generation(s) discarded, {len(dropped)} collections dropped")


def _tell(outcome: Outcome, *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        since = outcome.reaches_back_to
        print_json({**asdict(outcome), "reaches_back_to": since and since.isoformat()})
        return
    for line in _lines(outcome, dry_run=dry_run):
        err.print(line, markup=False)


def _lines(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    if outcome.resumed:
        yield "went on where a replay was interrupted"
    if outcome.entries:
        yield (
            f"{outcome.entries:,} entries: {outcome.applied:,} applied, "
            f"{outcome.ignored:,} of other kinds, {outcome.skipped:,} skipped as unreadable"
        )
    for fault in outcome.faults[:SHOWN]:
        yield f"  skipped {fault['offset']}: {fault['reason']}"
    if outcome.entries and (outcome.first_offset or outcome.lost):
        yield (
            f"the history reaches back to {outcome.reaches_back_to or 'an unknown time'} "
            f"(offset {outcome.first_offset}); what was before is in no replay"
        )
    for each in outcome.differences[:SHOWN]:
        loss = "; the live one knows more" if each.loss else ""
        fields = f" in {', '.join(each.fields)}" if each.fields else ""
        yield f"  {each.kind} in the live one: {each.collection}/{each.id}{fields}{loss}"
    yield f"{outcome.differing:,} documents differ, {outcome.lost:,} of them would lose something"
    yield _verdict(outcome, dry_run=dry_run)


def _verdict(outcome: Outcome, *, dry_run: bool) -> str:
    if outcome.swapped:
        return (
            f"✓ readers see generation {outcome.generation}; the one before is kept: "
            "'nscl replay --back' returns to it, '--discard-old' drops it"
        )
    if dry_run:
        return "✗ nothing was changed" if outcome.differing else "✓ equal; nothing was changed"
    return "✗ not swapped, because something would be lost; --accept-loss swaps all the same"


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except Busy as error:
        raise RuntimeProblem(str(error), "Wait until it is done") from error
    except (Superseded, Moved) as error:
        raise RuntimeProblem(str(error), "See who else replays; nothing was swapped") from error
    except (NoHistory, HistoryLost) as error:
        raise RuntimeProblem(str(error), "See docs/operations/history.md") from error
    except (OSError, AMQPError, OperationalError) as error:
        raise RuntimeProblem(f"the broker does not answer: {error}", "See 'nscl status'") from error
    except PyMongoError as error:
        raise RuntimeProblem(
            f"the database does not answer: {error}", "See 'nscl status', then start it again"
        ) from error
    except KeyboardInterrupt:
        err.print("✗ interrupted; the same command goes on, '--discard-old' gives it up")
        raise typer.Exit(INTERRUPTED) from None
