"""Signals for lists: one by one, by stamp, and how many of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from nscl_shared.persistence.paging import every
from nscl_traceability.queries.signal_places import commune_name
from nscl_traceability.storage.documents_signals import SignalDocument
from nscl_traceability.storage.parts import values

PAGE = 50
MOST_STAMPS = 200
_NAMES = (
    "kind", "at", "commune", "stamp", "count", "product_count", "other_commune", "km", "minutes", "hour",
    "case_id",
)  # fmt: skip
_ORIGIN = (
    "batch_id", "batch_number", "product_id", "gtin", "name", "lot_id", "lot_number", "firm_id",
    "firm_name",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SignalFilter:
    """What to list, of the days from ``first`` to ``last``; ``cursor`` is the last id seen.

    ``taken``: ``"no"`` for those that no case looks into, ``"yes"`` for the others.
    """

    first: date
    last: date
    kind: str = ""
    commune: str = ""
    product_id: str = ""
    stamp: str = ""
    taken: str = ""
    cursor: str | None = None

    @property
    def conditions(self) -> dict[str, Any]:
        """Return the same for the database."""
        asked = {
            "kind": self.kind,
            "commune": self.commune,
            "origin.product_id": self.product_id,
            "stamp": self.stamp,
        }
        wanted: dict[str, Any] = {name: value for name, value in asked.items() if value}
        wanted["day"] = {"$gte": self.first.isoformat(), "$lte": self.last.isoformat()}
        if self.taken:
            wanted["case_id"] = None if self.taken == "no" else {"$ne": None}
        return wanted


def list_signals(wanted: SignalFilter) -> tuple[list[dict[str, Any]], str | None]:
    """Return signals, the newest first, and the cursor of the next page."""
    conditions = wanted.conditions
    if wanted.cursor:
        conditions["_id"] = {"$lt": wanted.cursor}
    found = list(SignalDocument.objects(__raw__=conditions).order_by("-id").limit(PAGE + 1))
    following = found[PAGE - 1].id if len(found) > PAGE else None
    return [signal_view(document) for document in found[:PAGE]], following


def every_signal(wanted: SignalFilter) -> Iterator[dict[str, Any]]:
    """Yield all signals of the list, page by page."""
    return every(lambda cursor: list_signals(replace(wanted, cursor=cursor)))


def signals_of(ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return some signals, the newest first."""
    found = SignalDocument.objects(id__in=list(ids)).order_by("-id")
    return [signal_view(document) for document in found]


def count_kinds(wanted: SignalFilter) -> dict[str, int]:
    """Return how many signals there are of each kind."""
    group: dict[str, Any] = {"_id": "$kind", "n": {"$sum": 1}}
    stages: list[dict[str, Any]] = [{"$match": wanted.conditions}, {"$group": group}]
    return {row["_id"]: row["n"] for row in _aggregate(stages)}


def suspicious_stamps(wanted: SignalFilter, most: int = MOST_STAMPS) -> list[dict[str, Any]]:
    """Return stamps by how many signals name them, at most ``most``.

    Kinds are in the order of their names; ``cases`` are those that look into one of the signals.
    """
    conditions = {**wanted.conditions, "stamp": wanted.stamp or {"$ne": None}}
    group: dict[str, Any] = {
        "_id": "$stamp",
        "signals": {"$sum": 1},
        "kinds": {"$addToSet": "$kind"},
        "communes": {"$addToSet": "$commune"},
        "cases": {"$addToSet": "$case_id"},
        "ids": {"$push": "$_id"},
        "first_day": {"$min": "$day"},
        "last_day": {"$max": "$day"},
        **{name: {"$first": f"$origin.{name}"} for name in _ORIGIN},
    }
    stages: list[dict[str, Any]] = [
        {"$match": conditions},
        {"$group": group},
        {"$sort": {"signals": -1, "last_day": -1, "_id": 1}},
        {"$limit": most},
    ]
    return [_stamp_view(row) for row in _aggregate(stages)]


def signal_view(document: Any) -> dict[str, Any]:
    """Return what is shown of a signal."""
    day = date.fromisoformat(document.day)
    origin = values(document.origin) if document.origin else {}
    return {
        "id": document.id,
        "day": day,
        **{name: document[name] for name in _NAMES},
        "commune_name": commune_name(document.commune, day),
        "other_commune_name": commune_name(document.other_commune, day),
        **{name: origin.get(name) for name in _ORIGIN},
    }


def _stamp_view(row: dict[str, Any]) -> dict[str, Any]:
    last = date.fromisoformat(row["last_day"])
    communes = sorted(code for code in row["communes"] if code)
    return {
        "stamp": row["_id"],
        "signals": row["signals"],
        "kinds": sorted(row["kinds"]),
        "communes": [{"code": code, "name": commune_name(code, last)} for code in communes],
        "cases": sorted(one for one in row["cases"] if one),
        "signal_ids": row["ids"],
        "first_day": date.fromisoformat(row["first_day"]),
        "last_day": last,
        **{name: row[name] for name in _ORIGIN},
    }


def _aggregate(stages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield from SignalDocument._get_collection().aggregate(stages)  # noqa: SLF001
