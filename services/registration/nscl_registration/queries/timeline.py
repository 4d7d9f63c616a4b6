"""The history of a case: steps, hands, money and reports in the order of their entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nscl_registration.queries.applications import show_application
from nscl_registration.queries.paging import page_of

Row = dict[str, Any]


def timeline_of(
    application_id: str, *, owner: str | None = None, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of a case, the earliest entry first.

    Each entry has ``number``, ``kind`` (``step``, ``assigned``, ``money``, ``progress``),
    ``on`` and ``by``; which officer has the case is not told to its ``owner``.

    Raises:
        NotFound: there is none, or it is not ``owner``'s.
    """
    case = show_application(application_id, owner=owner)
    found = page_of(_entries(case, hands=owner is None), _number, cursor=cursor, limit=limit)
    return {"case": case, **found}


def _entries(case: Row, *, hands: bool) -> list[Row]:
    steps = [{**step, "kind": "step", "at": place} for place, step in enumerate(case["history"], 1)]
    others = [
        *_after(case["assignments"] if hands else (), "assigned"),
        *_after(case["money"], "money"),
        *_after(case["progress"], "progress"),
    ]
    rows = sorted([*steps, *others], key=lambda row: row["at"])
    return [{**row, "number": number} for number, row in enumerate(rows, 1)]


def _after(lines: Iterable[Row], kind: str) -> Iterable[Row]:
    """Yield what was entered after so many steps."""
    for line in lines:
        told = {"kind": kind, "movement": line.get("kind"), "at": line["steps"]}
        yield {**line, **told}


def _number(row: Row) -> str:
    return str(row["number"])
