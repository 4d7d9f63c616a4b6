"""Stamp batches in and out of the database, the journal of acts, the manifests of files."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from nscl_shared.kernel import new_id
from nscl_shared.persistence import AggregateRepository
from nscl_traceability.domain import intervals as iv
from nscl_traceability.domain.intervals import Intervals
from nscl_traceability.domain.stamp_batch import BatchState, StampBatch
from nscl_traceability.domain.stamp_rules import Standing
from nscl_traceability.domain.stamp_states import StampStates
from nscl_traceability.handlers.stamp_commands import RecordPrintFile
from nscl_traceability.storage.documents import CertificateCopy, StampBatchDocument
from nscl_traceability.storage.documents_stamps import PrintFileDocument, StampActDocument

_BATCH = (
    "number", "key_id", "product_id", "firm_id", "lot_id", "gtin", "lot_number", "requested",
    "quantity", "note", "requested_on", "requested_by", "decided_on", "decided_by", "refusal",
    "issued_on",
)  # fmt: skip
_KINDS = tuple(field.name for field in fields(StampStates))
# of an act that touched more ranges than this, the journal shows the first ones
RANGES_SHOWN = 20


class StampBatchRepository(AggregateRepository[StampBatch]):
    """The stamp batches."""

    document = StampBatchDocument
    missing = "batch-not-found"

    def active(self, lot_id: str) -> int:
        """Return how many stamps of a lot are activated."""
        return active_stamps([lot_id]).get(lot_id, 0)

    def to_domain(self, document: StampBatchDocument) -> StampBatch:
        """Return the stored batch."""
        return StampBatch(
            id=document.id,
            version=document.version,
            state=BatchState(document.state),
            stamps=states_of(document),
            **{name: document[name] for name in _BATCH},
        )

    def to_fields(self, aggregate: StampBatch) -> dict[str, Any]:
        """Return the document's fields."""
        return {
            **{name: getattr(aggregate, name) for name in _BATCH},
            **{kind: list(map(list, getattr(aggregate.stamps, kind))) for kind in _KINDS},
            "state": aggregate.state.value,
        }


def states_of(document: StampBatchDocument) -> StampStates:
    """Return what has become of the batch's stamps."""
    return StampStates(**{kind: _intervals(document[kind]) for kind in _KINDS})


def _intervals(stored: list[list[int]]) -> Intervals:
    return tuple((first, last) for first, last in stored)


class StampActs:
    """The journal."""

    def note(
        self,
        batch_id: str,
        kind: str,
        *,
        stamps: Intervals,
        by: str,
        reason: str = "",
        note: str = "",
    ) -> None:
        """Write one act, in the transaction of its effect."""
        StampActDocument(
            id=new_id(),
            batch_id=batch_id,
            kind=kind,
            quantity=iv.count(stamps),
            ranges=list(map(list, stamps[:RANGES_SHOWN])),
            reason=reason,
            note=note,
            by=by,
            at=datetime.now(UTC),
        ).save(force_insert=True)


class Standings:
    """Certificates that cover a product: those of it and those of the whole firm."""

    def of(self, firm_id: str, product_name: str) -> list[Standing]:
        """Return them, in force or not."""
        return [
            Standing(copy.expires_on, copy.revoked_on)
            for copy in CertificateCopy.objects(firm_id=firm_id)
            if not copy.product_names or product_name in copy.product_names
        ]


class PrintFiles:
    """The manifests of print files."""

    def note(self, file: RecordPrintFile) -> None:
        """Keep the manifest, or count that the same file was handed out again."""
        key = f"{file.batch_id}/{file.form}/{file.first}-{file.last}/{file.sha256}"
        now = datetime.now(UTC)
        named = ("batch_id", "form", "first", "last", "size", "sha256")
        first_time = {
            **{name: getattr(file, name) for name in named},
            "count": file.last - file.first + 1,
            "made_by": file.by,
            "made_at": now,
        }
        PrintFileDocument._get_collection().update_one(  # noqa: SLF001  # mongoengine's way
            {"_id": key},
            {
                "$setOnInsert": first_time,
                "$set": {"last_by": file.by, "last_at": now},
                "$inc": {"times": 1},
            },
            upsert=True,
        )


def active_stamps(lot_ids: Collection[str]) -> dict[str, int]:
    """Return how many stamps are activated, by lot."""
    found: dict[str, int] = {}
    rows = StampBatchDocument._get_collection()  # noqa: SLF001  # mongoengine's way
    read = {"lot_id": 1, "quantity": 1, "activated": 1}
    for row in rows.find({"lot_id": {"$in": list(lot_ids)}}, read):
        found[row["lot_id"]] = found.get(row["lot_id"], 0) + _active(row)
    return found


def _active(row: Mapping[str, Any]) -> int:
    # a batch of the time before activation counts whole
    if row.get("activated") is None:
        return int(row["quantity"])
    return iv.count(row["activated"])
