"""Scans as the rules for signals read them, and how far they have been read.

Scans are read in the order of their ids, which are made of the moment at which a scan
server wrote the row.  Two servers may write at once and the later id may be seen first;
so nothing is read that is younger than any such transaction can last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pymongo import ReplaceOne, UpdateOne

from nscl_shared.kernel import Conflict
from nscl_shared.persistence import database
from nscl_traceability.domain.signals import Origin, SeenScan, Sighting
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.handlers.signal_ports import ForgedTally, ScanPage
from nscl_traceability.storage.documents import (
    ALIAS,
    LotDocument,
    ProductDocument,
    StampBatchDocument,
)

ROW = "scans"
SIGHTINGS, HEAT, WATCH = "stamp_sightings", "scan_heat", "scan_watch"


class ScanWatch:
    """The scans that are watched; joins the transaction it is used in."""

    def page(self, until: datetime, most: int) -> ScanPage | None:
        """Return the next scans that were kept before ``until``; None when there are none."""
        begin = _last()
        wanted = {"_id": {"$gt": begin, "$lt": first_id(until)}}
        rows = list(database(ALIAS)["scans"].find(wanted).sort("_id", 1).limit(most))
        return ScanPage(begin, rows[-1]["_id"], [_scan(row) for row in rows]) if rows else None

    def advance(self, page: ScanPage) -> None:
        """Count the page's scans by day and commune, and go on after it next time.

        Raises:
            Conflict: ``changed-meanwhile``: somebody else has looked at it.
        """
        watch = database(ALIAS)[WATCH]
        now = {"last": page.end, "at": datetime.now(UTC)}
        if not page.begin:
            watch.insert_one({"_id": ROW, **now})
        elif not watch.update_one({"_id": ROW, "last": page.begin}, {"$set": now}).matched_count:
            raise Conflict("changed-meanwhile", id=ROW)
        database(ALIAS)[HEAT].bulk_write(_heat(page.scans), ordered=False)

    def sightings(self, stamps: Collection[str]) -> dict[str, Sighting]:
        """Return where stamps were scanned last."""
        rows = database(ALIAS)[SIGHTINGS].find({"_id": {"$in": list(stamps)}}) if stamps else ()
        return {row["_id"]: Sighting(row["commune"], row["at"]) for row in rows}

    def keep_sightings(self, sightings: Mapping[str, Sighting]) -> None:
        """Note where stamps were scanned last."""
        changes: list[Any] = [
            ReplaceOne({"_id": stamp}, {"commune": one.commune, "at": one.at}, upsert=True)
            for stamp, one in sightings.items()
        ]
        if changes:
            database(ALIAS)[SIGHTINGS].bulk_write(changes, ordered=False)

    def origins(self, batch_numbers: Collection[int]) -> Mapping[int, Origin]:
        """Return the goods that batches are for, by the batches' numbers."""
        batches = list(StampBatchDocument.objects(number__in=list(batch_numbers)))
        lots = _by_id(LotDocument, {batch.lot_id for batch in batches})
        products = _by_id(ProductDocument, {batch.product_id for batch in batches})
        return {
            batch.number: _origin(batch, lots[batch.lot_id], products[batch.product_id])
            for batch in batches
            if batch.lot_id in lots and batch.product_id in products
        }

    def forged(self, days: Collection[date], least: int) -> Sequence[ForgedTally]:
        """Return the hours of ``days`` with at least so many forged serials."""
        wanted = {
            "day": {"$in": [day.isoformat() for day in days]},
            "outcome": Verdict.UNKNOWN.value,
            "count": {"$gte": least},
        }
        rows = database(ALIAS)["scan_tallies"].find(wanted)
        return [
            ForgedTally(
                date.fromisoformat(row["day"]), row["hour"], row.get("commune"), row["count"]
            )
            for row in rows
        ]


def first_id(moment: datetime) -> str:
    """Return what sorts before the ids (UUIDv7) that are made from ``moment`` on."""
    millis = f"{int(moment.timestamp() * 1000):012x}"
    return f"{millis[:8]}-{millis[8:]}"


def _last() -> str:
    row = database(ALIAS)[WATCH].find_one({"_id": ROW})
    return str(row["last"]) if row else ""


def _scan(row: Mapping[str, Any]) -> SeenScan:
    return SeenScan(
        stamp=row["stamp"],
        at=row["at"],
        day=date.fromisoformat(row["day"]),
        commune=row.get("commune"),
        outcome=row["outcome"],
        reasons=tuple(row.get("reasons") or ()),
    )


def _heat(scans: Sequence[SeenScan]) -> list[Any]:
    places = Counter((scan.day, scan.commune) for scan in scans)
    bad = Verdict.SUSPICIOUS.value
    suspicious = Counter((scan.day, scan.commune) for scan in scans if scan.outcome == bad)
    return [
        UpdateOne(
            {"_id": f"{day}/{commune or '-'}"},
            {
                "$inc": {"scans": count, "suspicious": suspicious[day, commune]},
                "$setOnInsert": {"day": day.isoformat(), "commune": commune},
            },
            upsert=True,
        )
        for (day, commune), count in places.items()
    ]


def _by_id(document: Any, ids: Collection[str]) -> dict[str, Any]:
    return {one.id: one for one in document.objects(id__in=list(ids))}


def _origin(batch: Any, lot: Any, product: Any) -> Origin:
    return Origin(
        batch_id=batch.id,
        batch_number=batch.number,
        product_id=product.id,
        gtin=product.gtin,
        name=product.name,
        lot_id=lot.id,
        lot_number=lot.number,
        firm_id=product.firm_id,
        firm_name=product.firm_name,
        expires_on=lot.expires_on,
    )
