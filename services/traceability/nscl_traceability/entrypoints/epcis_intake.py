"""From a document that was sent to captured events, and whether the caller may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from eventlet import tpool

from nscl_shared.auth import Principal
from nscl_shared.kernel import Conflict, DomainError, Forbidden, new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.settings import settings
from nscl_shared.web import Request
from nscl_traceability.domain.epcis.captured import (
    CapturedDocument,
    CapturedEvent,
    read_document,
    read_sound_part,
    told,
)
from nscl_traceability.domain.epcis.formats import to_milliseconds
from nscl_traceability.domain.epcis.terms import PLACE_PATH
from nscl_traceability.entrypoints.epcis_answers import CAPTURE_LIMIT
from nscl_traceability.entrypoints.epcis_element_rights import unowned_elements
from nscl_traceability.entrypoints.intake import visible_firms
from nscl_traceability.handlers.epcis_commands import CaptureEvents
from nscl_traceability.queries.epcis_rights import owned_gtins
from nscl_traceability.storage.epcis_repository import keep_shared, known_events

ASIDE_BYTES = 32 * 1024
BEHAVIOURS = ("rollback", "proceed")
MOST_TRIES = 3


class CaptureLimit(DomainError):
    """A document holds more events than are taken at once."""

    status = 413


class MalformedRequest(DomainError):
    """A header says something that is not known here."""

    status = 400


def behaviour(request: Request) -> str:
    """Return what to do when part of a document is wrong.

    Raises:
        MalformedRequest: ``epcis-behaviour``.
    """
    wanted = request.headers.get("GS1-Capture-Error-Behaviour", "rollback")
    if wanted not in BEHAVIOURS:
        raise MalformedRequest(
            "epcis-behaviour", field="GS1-Capture-Error-Behaviour", wanted=wanted[:40]
        )
    return wanted


def read(request: Request, *, proceed: bool = False) -> tuple[CapturedDocument, list[DomainError]]:
    """Return what was sent, ready to be stored; a large document is read beside the hub.

    Raises:
        InvalidDocument: it breaks a rule of EPCIS.
        CaptureLimit: ``epcis-capture-limit``.
    """
    if len(request.raw_body) < ASIDE_BYTES:
        return _read(request.json(), proceed)
    found: tuple[CapturedDocument, list[DomainError]] = tpool.execute(
        lambda: _read(request.json(), proceed)
    )
    return found


def _read(document: Any, proceed: bool) -> tuple[CapturedDocument, list[DomainError]]:  # noqa: FBT001
    if proceed:
        captured, faults = read_sound_part(document)
    else:
        captured, faults = read_document(document), []
    if len(captured.events) > CAPTURE_LIMIT:
        raise CaptureLimit("epcis-capture-limit", count=len(captured.events), most=CAPTURE_LIMIT)
    return captured, [told(fault) for fault in faults]


def require_rights(user: Principal, document: CapturedDocument) -> frozenset[str]:
    """Let a firm's account capture what concerns its own products or places only.

    Return the keys of master data that it may capture where nobody else did.

    Raises:
        Forbidden: ``epcis-not-yours``, naming the event; ``epcis-element-not-yours``.
    """
    firms, events = visible_firms(user), document.events
    if firms is None:
        return frozenset()
    own = owned_gtins({gtin for event in events for gtin in event.gtins}, firms)
    places = {place_of_firm(firm) for firm in firms}
    for event in events:
        if not (event.gtins & own or event.places & places):
            raise Forbidden("epcis-not-yours", field=event.event_id, event=event.event_id)
    return unowned_elements(document.elements, firms, places)


def place_of_firm(firm_id: str) -> str:
    """Return the address that stands for a firm's place where it has no GLN."""
    return f"{settings().public_url}{PLACE_PATH}{firm_id}"


def capture(
    bus: CommandBus,
    user: Principal,
    document: CapturedDocument,
    errors: Sequence[DomainError] = (),
    *,
    proceed: bool = False,
    key: str | None = None,
) -> Mapping[str, Any]:
    """Store the events and master data and return the job.

    With ``proceed`` events that are known already are left out and named in the
    job; else one of them refuses all.

    Raises:
        Conflict: ``epcis-known``: all (or, without ``proceed``, some) are stored already.
        Forbidden: ``epcis-not-yours``, ``epcis-element-not-yours``, ``epcis-element-taken``.
    """
    unowned = require_rights(user, document)
    keep_shared(document)
    events, left_out = document.events, [_problem(error) for error in errors]
    for _ in range(MOST_TRIES):
        command = CaptureEvents(
            capture_id=new_id(),
            account_id=user.subject,
            behaviour="proceed" if proceed else "rollback",
            at=to_milliseconds(datetime.now(UTC)),
            events=events,
            errors=left_out,
            elements=document.elements,
            unowned=unowned,
        )
        try:
            answer: Mapping[str, Any] = bus.execute(command, key=key)
        except Conflict as conflict:
            if conflict.code != "already-exists":
                raise
        else:
            return answer
        known = known_events(events)
        nothing_left = len(known) == len(events) and not document.elements
        if known and (nothing_left or not proceed):
            raise _known(document.events, known)
        left_out += [_problem(_known_one(name)) for name in known.values()]
        events = tuple(event for event in events if event.id not in known)
    raise _known(document.events, known_events(document.events))


def _known(events: Sequence[CapturedEvent], known: Mapping[str, str]) -> Conflict:
    refused = Conflict("epcis-known", known=len(known), count=len(events))
    refused.details = tuple(_known_one(name) for name in known.values())
    return refused


def _known_one(event_id: str) -> DomainError:
    return DomainError("epcis-known-event", field=event_id, event=event_id)


def _problem(error: DomainError) -> dict[str, Any]:
    """Return an error as the job keeps it: told in the reader's language when it is read."""
    params = {name: _kept(value) for name, value in error.params.items()}
    return {"code": error.code, "field": error.field, "params": params}


def _kept(value: object) -> object:
    return value if isinstance(value, int | float) else str(value)
