"""How far a recall reaches: lots made of the first one, their stamps, their firms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from nscl_traceability.domain.lot_parts import RecallMark
from nscl_traceability.domain.recall_parts import ReachedLot, Scope, StampRange
from nscl_traceability.storage.documents import (
    LotDocument,
    ProductDocument,
    StampBatchDocument,
)
from nscl_traceability.storage.graph import downstream
from nscl_traceability.storage.parts import mark_part

CHUNK = 500


class Reach:
    """Finds what a recall concerns and marks it."""

    def scope(self, node: str) -> Scope:
        """Return all that was made of the lot ``node``, and the lot itself."""
        trace = downstream(node)
        lots = known_lots(trace.levels)
        here = {lot.node for lot in lots}
        outside = tuple(one for one in trace.levels if one not in here)
        return Scope(tuple(lots), tuple(_stamps([lot.lot_id for lot in lots])), outside, trace.cut)

    def mark(self, lot_ids: Collection[str], mark: RecallMark) -> int:
        """Mark the lots that stand under no open recall; one write, whatever the stamps."""
        rows = _lots().find({"_id": {"$in": list(lot_ids)}}, {"recall": 1})
        free = [row["_id"] for row in rows if not _open(row.get("recall"))]
        return self._set({"_id": {"$in": free}}, mark)

    def remark(self, recall_id: str, mark: RecallMark | None) -> int:
        """Set what the lots of one recall are marked with; ``None`` takes the mark off."""
        return self._set({"recall.recall_id": recall_id}, mark)

    @staticmethod
    def _set(condition: dict[str, Any], mark: RecallMark | None) -> int:
        part = mark_part(mark)
        stored = part.to_mongo().to_dict() if part else None
        change = {"$set": {"recall": stored}} if stored else {"$unset": {"recall": ""}}
        done = _lots().update_many(condition, {**change, "$inc": {"version": 1}})
        return int(done.modified_count)


def known_lots(levels: Mapping[str, int]) -> list[ReachedLot]:
    """Return the lots of this register among the nodes, by level and number."""
    rows = [row for nodes in _chunks(levels) for row in _lots().find({"node": {"$in": nodes}})]
    products = _products({row["product_id"] for row in rows})
    found = [_reached(row, products[row["product_id"]], levels[row["node"]]) for row in rows]
    return sorted(found, key=lambda lot: (lot.level, lot.number))


def _reached(row: Mapping[str, Any], product: Mapping[str, Any], level: int) -> ReachedLot:
    return ReachedLot(
        lot_id=row["_id"],
        node=row["node"],
        gtin=product["gtin"],
        name=product["name"],
        number=row["number"],
        firm_id=product["firm_id"],
        firm_name=product["firm_name"],
        level=level,
    )


def _products(ids: Collection[str]) -> dict[str, dict[str, Any]]:
    rows = ProductDocument._get_collection()  # noqa: SLF001  # mongoengine's way
    fields = dict.fromkeys(("gtin", "name", "firm_id", "firm_name"), 1)
    return {
        row["_id"]: row
        for some in _chunks(ids)
        for row in rows.find({"_id": {"$in": some}}, fields)
    }


def _stamps(lot_ids: Collection[str]) -> Iterable[StampRange]:
    rows = StampBatchDocument._get_collection()  # noqa: SLF001  # mongoengine's way
    for some in _chunks(lot_ids):
        for row in rows.find({"lot_id": {"$in": some}}):
            yield StampRange(
                batch_id=row["_id"],
                batch_number=row["number"],
                lot_id=row["lot_id"],
                first=1,
                last=row["quantity"],
            )


def _open(mark: Mapping[str, Any] | None) -> bool:
    return bool(mark) and not (mark or {}).get("closed_on")


def _chunks(given: Iterable[str]) -> Iterable[list[str]]:
    some = list(given)
    return (some[start : start + CHUNK] for start in range(0, len(some), CHUNK))


def _lots() -> Any:
    return LotDocument._get_collection()  # noqa: SLF001  # mongoengine's way
