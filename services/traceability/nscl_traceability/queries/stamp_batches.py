"""Stamp batches for lists and details: who asked for what, and what became of the stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from nscl_shared.kernel import NotFound
from nscl_traceability.storage.documents import LotDocument, ProductDocument, StampBatchDocument
from nscl_traceability.storage.documents_stamps import PrintFileDocument, StampActDocument
from nscl_traceability.storage.stamp_batches import states_of

PAGE = 50
ACTS_SHOWN = 100
# requests wait in the order they came in; of everything else the newest comes first
QUEUES = ("requested", "approved")
_NAMES = (
    "number", "key_id", "product_id", "firm_id", "lot_id", "gtin", "lot_number", "state",
    "requested", "quantity", "note", "requested_on", "requested_by", "decided_on", "decided_by",
    "refusal", "issued_on",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BatchFilter:
    """What to list; ``firms`` limits to these units, ``cursor`` is the last number seen."""

    state: str | None = None
    cursor: int | None = None
    firms: Sequence[str] | None = None


def list_batches(wanted: BatchFilter) -> tuple[list[dict[str, Any]], int | None]:
    """Return batches with product and quota, and the cursor of the next page."""
    order = "number" if wanted.state in QUEUES else "-number"
    found = list(
        StampBatchDocument.objects(__raw__=_conditions(wanted)).order_by(order).limit(PAGE + 1)
    )
    following = found[PAGE - 1].number if len(found) > PAGE else None
    return _with_names(found[:PAGE]), following


def _conditions(wanted: BatchFilter) -> dict[str, Any]:
    after = "$gt" if wanted.state in QUEUES else "$lt"
    return {
        **({} if wanted.firms is None else {"firm_id": _any_of(wanted.firms)}),
        **({"state": wanted.state} if wanted.state else {}),
        **({"number": {after: wanted.cursor}} if wanted.cursor else {}),
    }


def _any_of(firms: Sequence[str]) -> Any:
    # nearly all accounts act for one firm, and every server plans that by index
    return firms[0] if len(firms) == 1 else {"$in": list(firms)}


def _with_names(found: Sequence[Any]) -> list[dict[str, Any]]:
    products = ProductDocument.objects(id__in=[d.product_id for d in found])
    lots = LotDocument.objects(id__in=[d.lot_id for d in found])
    product_of = {product.id: product for product in products}
    lot_of = {lot.id: lot for lot in lots}
    return [
        {
            **batch_view(document),
            "product_name": product_of[document.product_id].name,
            "firm_name": product_of[document.product_id].firm_name,
            "lot_quantity": lot_of[document.lot_id].quantity,
            "lot_unit": lot_of[document.lot_id].unit,
            "stamps_left": stamps_left(lot_of[document.lot_id]),
        }
        for document in found
    ]


def show_batch(batch_id: str) -> dict[str, Any]:
    """Return a stamp batch with its figures and the ranges behind them.

    Raises:
        NotFound: ``batch-not-found``.
    """
    document = StampBatchDocument.objects(id=batch_id).first()
    if document is None:
        raise NotFound("batch-not-found", id=batch_id)
    states = states_of(document)
    return {**batch_view(document), "ranges": {**asdict(states), "in_stock": states.stock}}


def batch_view(document: Any) -> dict[str, Any]:
    """Return what is shown of a stamp batch."""
    return {
        "id": document.id,
        **{name: document[name] for name in _NAMES},
        "figures": asdict(states_of(document).figures),
    }


def stamps_left(lot: Any) -> int:
    """Return how many more stamps may be asked for."""
    used = lot.stamps_issued + (lot.stamps_requested or 0)
    return int(lot.quantity + (lot.stamps_replaced or 0) - used)


def acts_of(batch_id: str) -> list[dict[str, Any]]:
    """Return what was done with the batch's stamps, the newest first."""
    names = ("kind", "quantity", "ranges", "reason", "note", "by", "at")
    acts = StampActDocument.objects(batch_id=batch_id).order_by("-id").limit(ACTS_SHOWN)
    return [{name: act[name] for name in names} for act in acts]


def print_files_of(batch_id: str) -> list[dict[str, Any]]:
    """Return the manifests of the batch's print files, the newest first."""
    names = (
        "form", "first", "last", "count", "size", "sha256", "made_by", "made_at", "times",
        "last_by", "last_at",
    )  # fmt: skip
    files = PrintFileDocument.objects(batch_id=batch_id).order_by("-made_at").limit(ACTS_SHOWN)
    return [{name: file[name] for name in names} for file in files]
