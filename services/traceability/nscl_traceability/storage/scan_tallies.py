"""Counts of scans that are not recorded one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pymongo import UpdateOne

from nscl_shared.persistence import database
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.storage.documents import ALIAS


class Tally(NamedTuple):
    """What is counted together; ``hour`` of the local ``day``."""

    day: date
    hour: int
    commune: str | None
    outcome: Verdict


def add_tallies(counts: Mapping[Tally, int]) -> None:
    """Add counts to those of other replicas and earlier times."""
    changes = [_change(tally, count) for tally, count in counts.items()]
    database(ALIAS)["scan_tallies"].bulk_write(changes, ordered=False)


def _change(tally: Tally, count: int) -> UpdateOne:
    day = tally.day.isoformat()
    row_id = f"{day}T{tally.hour:02}/{tally.commune or '-'}/{tally.outcome.value}"
    fields = {
        "day": day,
        "hour": tally.hour,
        "commune": tally.commune,
        "outcome": tally.outcome.value,
    }
    return UpdateOne(
        {"_id": row_id}, {"$inc": {"count": count}, "$setOnInsert": fields}, upsert=True
    )
