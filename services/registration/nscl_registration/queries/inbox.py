"""What waits for whom: the cases of each role in the state that calls for a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.deadlines import deadline_of
from nscl_registration.domain.steps import standing
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_appraisal import AppraisalDocument
from nscl_registration.storage.lists import facet
from nscl_shared.persistence.ladder import ladder_of, loaded
from nscl_shared.province import current_profile

ROW = ("id", "case_number", "firm_name", "project_id", "year", "estimated_cost_vnd", "state")
MOST_SEATS = 200


@dataclass(frozen=True)
class Queue:
    """A work list: the state that its cases are in and the roles that it is for."""

    state: State
    roles: frozenset[str]
    own: bool = False
    seat: bool = False


QUEUES: Mapping[str, Queue] = {
    "to-receive": Queue(State.SUBMITTED, frozenset({"officer"})),
    "answered": Queue(State.RESUBMITTED, frozenset({"officer"})),
    "to-decide": Queue(State.APPRAISED, frozenset({"officer"})),
    "agreements": Queue(State.APPROVED, frozenset({"officer"})),
    "to-appraise": Queue(State.RECEIVED, frozenset({"appraiser"}), seat=True),
    "to-settle": Queue(State.ACCEPTED, frozenset({"finance"})),
    "to-close": Queue(State.SETTLED, frozenset({"finance"})),
    "to-submit": Queue(State.DRAFT, frozenset({"firm"}), own=True),
    "to-complete": Queue(State.SUPPLEMENT_REQUESTED, frozenset({"firm"}), own=True),
    "to-report": Queue(State.IN_PROGRESS, frozenset({"firm"}), own=True),
}


def inbox(
    name: str,
    account: str,
    *,
    today: date,
    overdue: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of a work list, the oldest case first.

    Each row has ``since``, ``due_on`` and ``source`` (``None`` without a rule of the
    province) and ``overdue``.
    """
    queue = QUEUES[name]
    seats = _seats(account) if queue.seat else None

    def meets(row: Mapping[str, Any]) -> bool:
        if row["state"] != queue.state or (seats is not None and row["_id"] not in seats):
            return False
        return not overdue or _late(row, today)

    found = ladder_of(ApplicationDocument).page(
        facet({"owner_account_id": account}, "owner_account_id")
        if queue.own
        else facet({"state": queue.state.value}, "state"),
        after=cursor,
        size=limit,
        meets=_filter(meets, needed=queue.own or queue.seat or overdue),
    )
    rows = [_row(document, today) for document in loaded(ApplicationDocument, found.rows)]
    return {"items": rows, "next": found.next}


def _filter(
    meets: Callable[[Mapping[str, Any]], bool], *, needed: bool
) -> Callable[[Mapping[str, Any]], bool] | None:
    return meets if needed else None


def _seats(account: str) -> set[str]:
    found = AppraisalDocument.objects(members__account_id=account).only("id").limit(MOST_SEATS)
    return {document.id for document in found}


def _late(row: Mapping[str, Any], today: date) -> bool:
    document = loaded(ApplicationDocument, [dict(row)])[0]
    return bool(_row(document, today)["overdue"])


def _row(document: Any, today: date) -> dict[str, Any]:
    since = document.history[standing(document.history)[-1]].on
    found = deadline_of(document.state, since, current_profile().step_deadlines)
    return {
        **{name: getattr(document, name) for name in ROW},
        "since": since,
        "due_on": found.due_on if found else None,
        "source": found.source if found else None,
        "overdue": bool(found and found.passed(today)),
    }
