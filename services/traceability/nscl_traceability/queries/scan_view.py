"""What a consumer sees after scanning a stamp."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.verdict import Verdict, verdict
from nscl_traceability.queries.products import lot_view, product_view
from nscl_traceability.storage.documents import (
    CertificateCopy,
    LotDocument,
    ProductDocument,
    StampBatchDocument,
)
from nscl_traceability.storage.keyring import keyring


@dataclass(frozen=True)
class ScanView:
    """The verdict and, for an authentic stamp, what it is on."""

    verdict: Verdict
    place: StampPlace | None = None
    product: dict[str, Any] | None = None
    lot: dict[str, Any] | None = None
    certificates: list[dict[str, Any]] = field(default_factory=list)


UNKNOWN = ScanView(Verdict.UNKNOWN)


def scan_view(gtin: str, lot_number: str, serial: str, today: date) -> ScanView:
    """Return what to show; a forged serial is recognised without the database."""
    place = keyring().authenticate(serial)
    if place is None:
        return UNKNOWN
    batch = StampBatchDocument.objects(number=place.batch_number).first()
    if batch is None or not 1 <= place.index <= batch.quantity:
        return UNKNOWN
    if (batch.gtin, batch.lot_number) != (gtin.zfill(14), lot_number):
        return UNKNOWN
    return _authentic(place, batch, today)


def _authentic(place: StampPlace, batch: Any, today: date) -> ScanView:
    product = ProductDocument.objects.get(id=batch.product_id)
    lot = LotDocument.objects.get(id=batch.lot_id)
    return ScanView(
        verdict(authentic=True, expires_on=lot.expires_on, today=today),
        place,
        product_view(product),
        lot_view(lot),
        live_certificates(product.firm_id, product.name, today),
    )


def live_certificates(firm_id: str, product_name: str, today: date) -> list[dict[str, Any]]:
    """Return the firm's certificates in force that cover the product or the whole firm."""
    return [
        {name: copy[name] for name in ("number", "scheme", "standard", "certifier", "expires_on")}
        # read by firm alone: servers plan that by index, and a firm has few
        for copy in CertificateCopy.objects(firm_id=firm_id)
        if copy.revoked_on is None
        and (copy.expires_on is None or copy.expires_on >= today)
        and (not copy.product_names or product_name in copy.product_names)
    ]
