"""Scans as the rules for signals read them, and how far they have been read.

Scans are read in the order of their moments, a span of time after the other.  A scan is
in the journal before it is a row (``scan_log``), and moves from there in one transaction.
So all scans before the oldest entry of the journal are rows, and none comes later; a scan
is written into the journal soon after its moment, or never.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pymongo import ReplaceOne, UpdateOne

from nscl_shared.kernel import Conflict
from nscl_shared.persistence import database
from nscl_traceability.domain.signals import ForgedTally, Goods, Origin, SeenScan, Sighting
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.handlers.signal_ports import Mark, ScanPage
from nscl_traceability.storage.documents import (
    ALIAS,
    LotDocument,
    ProductDocument,
    StampBatchDocument,
)
from nscl_traceability.storage.scan_fold import JOURNAL, SCANS
from nscl_traceability.storage.scan_tallies import forged_hours

ROW = "scans"
SIGHTINGS, HEAT, WATCH = "stamp_sightings", "scan_heat", "scan_watch"
# where to begin when nothing was looked at before
AT_FIRST = timedelta(days=7)
# time from the moment of a scan until it is in the journal, at most
MOST_UNWRITTEN = timedelta(seconds=30)


class ScanWatch:
    """The scans that are watched; joins the transaction it is used in."""

    def page(self, until: datetime, span: timedelta, most: int) -> ScanPage | None:
        """Return the next scans before ``until``, of ``span`` at most; None at the end of them."""
        last, complete = _last(), min(until, _complete())
        begin = last or Mark(until - AT_FIRST)
        end = min(complete, begin.at + span)
        if end <= begin.at:
            return None
        rows = _between(begin, end, most)
        full = len(rows) == most
        place = Mark(rows[-1]["at"], rows[-1]["_id"]) if full else Mark(end)
        return ScanPage(last, place, [_scan(row) for row in rows], full or end < complete)

    def advance(self, page: ScanPage) -> None:
        """Count the page's scans by day and commune, and go on after it next time.

        Raises:
            Conflict: ``changed-meanwhile``: somebody else has looked at it.
        """
        watch, new = database(ALIAS)[WATCH], _place(page.end)
        if page.begin is None:
            watch.insert_one({"_id": ROW, **new})
        elif not watch.update_one({"_id": ROW, **_place(page.begin)}, {"$set": new}).matched_count:
            raise Conflict("changed-meanwhile", id=ROW)
        if page.scans:
            database(ALIAS)[HEAT].bulk_write(_heat(page.scans), ordered=False)

    def sightings(self, stamps: Collection[str]) -> dict[str, Sighting]:
        """Return where stamps were scanned last."""
        rows = database(ALIAS)[SIGHTINGS].find({"_id": {"$in": list(stamps)}}) if stamps else ()
        return {row["_id"]: Sighting(row["commune"], row["at"]) for row in rows}

    def keep_sightings(self, sightings: Mapping[str, Sighting], known: Collection[str]) -> None:
        """Note where stamps were scanned last; ``known`` are those that have a row already."""
        rows = {stamp: {"commune": one.commune, "at": one.at} for stamp, one in sightings.items()}
        new = [{"_id": stamp, **row} for stamp, row in rows.items() if stamp not in known]
        moved = [ReplaceOne({"_id": stamp}, rows[stamp]) for stamp in rows.keys() & set(known)]
        # a row that is inserted costs a tenth of one that is replaced
        if new:
            database(ALIAS)[SIGHTINGS].insert_many(new, ordered=False)
        if moved:
            database(ALIAS)[SIGHTINGS].bulk_write(moved, ordered=False)

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
        return forged_hours(days, least)

    def products(self, gtins: Collection[str]) -> Mapping[str, Goods]:
        """Return the products that have one of the GTINs, by GTIN."""
        found = ProductDocument.objects(gtin__in=list(gtins)) if gtins else ()
        return {product.gtin: Goods(**_goods(product)) for product in found}


def watched_until() -> datetime | None:
    """Return the moment up to which scans were looked at, None before the first look."""
    last = _last()
    return last.at if last else None


def _last() -> Mark | None:
    row = database(ALIAS)[WATCH].find_one({"_id": ROW})
    return Mark(row["at"], row["last"]) if row else None


def _place(mark: Mark) -> dict[str, Any]:
    return {"at": mark.at, "last": mark.id}


def _complete() -> datetime:
    """Return the moment before which no scan waits in the journal."""
    oldest = list(database(ALIAS)[JOURNAL].find().sort("_id", 1).limit(1))
    moments: list[datetime] = [scan["at"] for entry in oldest for scan in entry["scans"]]
    moments += [entry["at"] - MOST_UNWRITTEN for entry in oldest]
    return min(moments, default=datetime.max.replace(tzinfo=UTC))


def _between(begin: Mark, end: datetime, most: int) -> list[dict[str, Any]]:
    """Read by the index of moments, which neither a range of ids nor an alternative would use."""
    rest = _read({"at": begin.at}, most=None) if begin.id else []
    first = "$gt" if begin.id else "$gte"
    found = [row for row in rest if row["_id"] > begin.id]
    return [*found, *_read({"at": {first: begin.at, "$lt": end}}, most)][:most]


def _read(wanted: dict[str, Any], most: int | None) -> list[dict[str, Any]]:
    rows = database(ALIAS)[SCANS].find(wanted).sort([("at", 1), ("_id", 1)])
    return list(rows.limit(most) if most else rows)


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
        **_goods(product),
        batch_id=batch.id,
        batch_number=batch.number,
        lot_id=lot.id,
        lot_number=lot.number,
        expires_on=lot.expires_on,
    )


def _goods(product: Any) -> dict[str, Any]:
    named = {name: product[name] for name in ("gtin", "name", "firm_id", "firm_name")}
    return {"product_id": product.id, **named}
