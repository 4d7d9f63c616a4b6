"""What a scan has to know of batches, products and lots: read from the database.

Raw rows are read, not documents of this release: members that a newer or older
release writes are taken as they are, absent ones mean that nothing happened
(wholly activated, nothing voided, no recall).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nscl_traceability.domain.intervals import contains
from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.verdict import Reason, StampState
from nscl_traceability.queries.lot_way import Way, way_of
from nscl_traceability.queries.products import lot_view, product_view
from nscl_traceability.storage.documents import (
    CertificateCopy,
    LotDocument,
    ProductDocument,
    StampBatchDocument,
)

Row = Mapping[str, Any]
# members of a batch that hold intervals of stamps that should not be met in a shop
FLAWS = {"voided": Reason.VOIDED, "scrapped": Reason.SCRAPPED, "lost": Reason.LOST}
CERTIFICATE = ("number", "scheme", "standard", "certifier", "expires_on")


@dataclass(frozen=True)
class BatchFacts:
    """A batch of stamps."""

    id: str
    number: int
    gtin: str
    lot_number: str
    quantity: int
    row: Row

    def holds(self, index: int) -> bool:
        """Tell whether the batch has a stamp ``index``."""
        return 1 <= index <= self.quantity

    def flaws(self, index: int) -> tuple[Reason, ...]:
        """Return what is wrong with stamp ``index`` by the batch's intervals.

        Of what has ended it is not told that it is not in use: it may well have been.
        """
        found = [
            reason for name, reason in FLAWS.items() if contains(self.row.get(name) or (), index)
        ]
        activated = self.row.get("activated")
        if not found and activated is not None and not contains(activated, index):
            found.append(Reason.NOT_ACTIVATED)
        return tuple(found)


@dataclass(frozen=True)
class ItemFacts:
    """A product, and one of its lots or none, as the page shows them.

    ``certificates`` are all of the firm's that cover the product, whatever their dates, and
    those that were ``entered`` with the product, which nobody else has confirmed;
    ``way`` is what events had told of the lot by ``read_at``, on the clock that only goes on:
    the moment before anything was read.
    """

    product: dict[str, Any]
    lot: dict[str, Any] | None
    recall: Mapping[str, Any] | None
    certificates: tuple[dict[str, Any], ...]
    sources: frozenset[str]
    way: Way = field(default_factory=Way)
    read_at: float = field(default_factory=time.monotonic)

    @property
    def path(self) -> str:
        """The path of the item's Digital Link."""
        lot = f"/10/{self.lot['lot_number']}" if self.lot else ""
        return f"/01/{self.product['gtin']}{lot}"

    def live_certificates(self, today: date) -> list[dict[str, Any]]:
        """Return the certificates in force on a day."""
        return in_force(self.certificates, today)

    def state(self, batch: BatchFacts, place: StampPlace) -> StampState:
        """Return what is known of one stamp on the item."""
        expires_on = self.lot["expires_on"] if self.lot else None
        return StampState(expires_on, batch.flaws(place.index), recalled=self.recall is not None)


def load_batch(number: int) -> BatchFacts | None:
    """Read a batch by its number; None when there is none."""
    row = _rows(StampBatchDocument).find_one({"number": number})
    if row is None:
        return None
    return BatchFacts(row["_id"], number, row["gtin"], row["lot_number"], int(row["quantity"]), row)


def load_item(gtin: str, lot_number: str) -> ItemFacts | None:
    """Read a product by its GTIN-14, and its lot unless ``lot_number`` is empty.

    None when the product, or a lot that is asked for, is not known.
    """
    read_at = time.monotonic()
    product = _rows(ProductDocument).find_one({"gtin": gtin})
    if product is None:
        return None
    lot = None
    if lot_number:
        wanted = {"product_id": product["_id"], "number": lot_number}
        lot = _rows(LotDocument).find_one(wanted)
        if lot is None:
            return None
    view = product_view(ProductDocument._from_son(product))  # noqa: SLF001  # mongoengine's way
    return ItemFacts(
        product=view,
        lot=lot_view(LotDocument._from_son(lot)) if lot else None,  # noqa: SLF001
        recall=lot.get("recall") if lot else None,
        certificates=(*certificates_of(view["firm_id"], view["name"]), *_entered(view)),
        sources=frozenset(row["_id"] for row in (product, lot) if row),
        way=way_of(view, lot_number) if lot else Way(),
        read_at=read_at,
    )


def known_gtins(most: int) -> Iterator[str]:
    """Yield the GTINs of the ``most`` products that were registered last."""
    rows = _rows(ProductDocument).find({}, {"gtin": 1}).sort("_id", -1).limit(most)
    return (row["gtin"] for row in rows)


def certificates_of(firm_id: str, product_name: str) -> tuple[dict[str, Any], ...]:
    """Read a firm's certificates, not revoked, that cover the product or the whole firm."""
    # read by firm alone: servers plan that by index, and a firm has few
    return tuple(
        {**{name: copy[name] for name in CERTIFICATE}, "entered": False}
        for copy in CertificateCopy.objects(firm_id=firm_id)
        if copy.revoked_on is None
        and (not copy.product_names or product_name in copy.product_names)
    )


def _entered(product: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for held in product["certificates"]:
        known = {name: held[name] for name in ("number", "scheme", "expires_on")}
        yield {**known, "standard": "", "certifier": held["issuer"], "entered": True}


def in_force(certificates: Iterable[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Return those that have not expired on a day."""
    return [
        each for each in certificates if each["expires_on"] is None or each["expires_on"] >= today
    ]


def _rows(document: Any) -> Any:
    return document._get_collection()  # noqa: SLF001  # mongoengine's way
