"""Counts of scans that are not recorded one by one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from pymongo import UpdateOne

from nscl_shared.persistence import database
from nscl_traceability.domain.signals import ForgedTally
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.storage.documents import ALIAS


class Tally(NamedTuple):
    """What is counted together; ``hour`` of the local ``day``.

    ``gtin`` is that of the product which forged serials name, as far as it is known.
    """

    day: date
    hour: int
    commune: str | None
    outcome: Verdict
    gtin: str | None = None


def add_tallies(counts: Mapping[Tally, int]) -> None:
    """Add counts to those of other replicas and earlier times."""
    changes = [_change(tally, count) for tally, count in counts.items()]
    database(ALIAS)["scan_tallies"].bulk_write(changes, ordered=False)


def forged_hours(days: Collection[date], least: int) -> list[ForgedTally]:
    """Return the hours of ``days`` and communes with at least so many forged serials."""
    names = sorted(day.isoformat() for day in days)
    # the range is what the embedded server reads by the index
    span = {"day": {"$gte": names[0], "$lte": names[-1]}}
    wanted = {"day": {"$in": names}, "outcome": Verdict.UNKNOWN.value}
    place = {name: f"${name}" for name in ("day", "hour", "commune")}
    each = {"gtin": "$gtin", "count": "$count"}
    stages: list[dict[str, Any]] = [
        {"$match": span},
        {"$match": wanted},
        {"$group": {"_id": place, "count": {"$sum": "$count"}, "parts": {"$push": each}}},
        {"$match": {"count": {"$gte": least}}},
    ]
    return [_forged(row) for row in database(ALIAS)["scan_tallies"].aggregate(stages)]


def _forged(row: Mapping[str, Any]) -> ForgedTally:
    place = row["_id"]
    return ForgedTally(
        day=date.fromisoformat(place["day"]),
        hour=place["hour"],
        commune=place.get("commune"),
        count=row["count"],
        gtins={part["gtin"]: part["count"] for part in row["parts"] if part.get("gtin")},
    )


def _change(tally: Tally, count: int) -> UpdateOne:
    day = tally.day.isoformat()
    row_id = f"{day}T{tally.hour:02}/{tally.commune or '-'}/{tally.outcome.value}"
    # without a product it is the row of releases that noted none
    named = {"gtin": tally.gtin} if tally.gtin else {}
    row_id = "/".join([row_id, *named.values()])
    fields = {
        "day": day,
        "hour": tally.hour,
        "commune": tally.commune,
        "outcome": tally.outcome.value,
        **named,
    }
    return UpdateOne(
        {"_id": row_id}, {"$inc": {"count": count}, "$setOnInsert": fields}, upsert=True
    )
