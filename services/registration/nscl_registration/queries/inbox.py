"""What waits for whom: the cases of each role in the state that calls for a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import merge
from itertools import islice, takewhile
from typing import Any

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.deadlines import deadline_of
from nscl_registration.queries.paging import every, page_of
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_appraisal import AppraisalDocument
from nscl_registration.storage.lists import facet, wait_key
from nscl_shared.persistence.ladder import Ladder, ladder_of
from nscl_shared.province import current_profile

FIELDS = ("case_number", "firm_name", "project_id", "year", "estimated_cost_vnd", "state")
READ = (*FIELDS, "officer_id", "assignments", "wait_key")
MOST_SEATS = 500
DAY = len("2022-04-20")
FEW = 20  # of one list, read at a time for what is due first of several
NEXT = "next"  # the work list of all deadlines
Row = dict[str, Any]


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


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What of a work list is asked for: on which day, whose cases, only those overdue.

    ``officer_id``: the cases of an officer, ``NOBODY``: those that no officer has.
    """

    account: str
    today: date
    officer_id: str | None = None
    overdue: bool = False


def inbox(
    name: str, wanted: Wanted, *, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of a work list, the oldest case first.

    All cases of a list have the same time, so that the oldest is due first.  Each row has
    ``since``, ``due_on`` and ``source`` (``None`` without a rule of the province) and
    ``overdue``.
    """
    queue, upto = QUEUES[name], _last_key(QUEUES[name].state, wanted)
    if queue.seat:
        found = page_of(_seated(queue.state, wanted), _key, cursor=cursor, limit=limit)
    else:
        page = _ladder().page(_list(queue, wanted), after=cursor, size=limit, fields=READ)
        found = {"items": page.rows, "next": page.next}
    rows = list(takewhile(lambda row: upto is None or _key(row) < upto, found["items"]))
    whole = len(rows) == len(found["items"])
    return {
        "items": [_row(row, wanted.today) for row in rows],
        "next": found["next"] if whole else None,
    }


def next_deadlines(
    names: Iterable[str], wanted: Wanted, *, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of several work lists, what is due first first.

    Only states with a deadline count.  A cursor is a day and the case due on it.
    """
    lists = [_due(name, wanted, cursor, limit=FEW) for name in names]
    found = list(islice(merge(*lists, key=_due_key), limit + 1))
    more = len(found) > limit
    return {"items": found[:limit], "next": _due_key(found[limit - 1]) if more else None}


def _due(name: str, wanted: Wanted, cursor: str | None, limit: int) -> Iterator[Row]:
    """Yield the first rows of a list that are due after ``cursor``."""
    days = _days(QUEUES[name].state)
    if days is None:
        return
    after = _since(cursor, days)
    yield from every(lambda at: inbox(name, wanted, cursor=at or after, limit=limit))


def _since(cursor: str | None, days: timedelta) -> str | None:
    """Return where a list goes on after what was due last; a cursor that is none begins anew."""
    try:
        return cursor and wait_key(date.fromisoformat(cursor[:DAY]) - days, cursor[DAY + 1 :])
    except (ValueError, OverflowError):
        return None


def _due_key(row: Row) -> str:
    return wait_key(row["due_on"], row["id"])


def _days(state: State) -> timedelta | None:
    found = deadline_of(state, date.min, current_profile().step_deadlines)
    return found.due_on - date.min if found else None


def _last_key(state: State, wanted: Wanted) -> str | None:
    """Return before which key cases are overdue, when only those are asked for."""
    if not wanted.overdue:
        return None
    days = _days(state)
    return wait_key(wanted.today - days) if days is not None else ""


def _list(queue: Queue, wanted: Wanted) -> str:
    values = {
        "state": queue.state.value,
        "officer_id": wanted.officer_id,
        "owner_account_id": wanted.account,
    }
    if queue.own:
        return facet(values, "state", "owner_account_id")
    return facet(values, "state", "officer_id") if wanted.officer_id else facet(values, "state")


def _ladder() -> Ladder:
    return Ladder(ladder_of(ApplicationDocument).collection, key="wait_key", field="queues")


def _seated(state: State, wanted: Wanted) -> list[Row]:
    """Return the cases whose council the caller sits on and has still to score."""
    account = wanted.account
    seats = AppraisalDocument.objects(members__account_id=account, conclusion=None)
    ids = [document.id for document in seats.only("id").limit(MOST_SEATS)]
    rows = _ladder().collection.find({"_id": {"$in": ids}}, dict.fromkeys(READ, 1))
    return sorted((row for row in rows if row["state"] == state), key=_key)


def _key(row: Row) -> str:
    return str(row["wait_key"])


def _row(row: Row, today: date) -> Row:
    since = date.fromisoformat(row["wait_key"][:DAY])
    found = deadline_of(row["state"], since, current_profile().step_deadlines)
    given = (row.get("assignments") or [{}])[-1]
    return {
        "id": row["_id"],
        **{name: row[name] for name in FIELDS},
        "officer_id": row.get("officer_id"),
        "officer": given.get("officer"),
        "since": since,
        "due_on": found.due_on if found else None,
        "source": found.source if found else None,
        "overdue": bool(found and found.passed(today)),
    }
