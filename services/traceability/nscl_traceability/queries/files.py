"""Where files of products and lots lie, and which files are referred to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from nscl_shared.kernel import NotFound
from nscl_traceability.storage.documents import LotDocument, ProductDocument


def picture_file(product_id: str, picture_id: str, width: int) -> str:
    """Return the file of a product's picture in one of its widths.

    Raises:
        NotFound: ``attachment-not-found``.
    """
    product = ProductDocument.objects(id=product_id).only("pictures").first()
    for picture in product.pictures if product else ():
        for size in picture.renditions:
            if (picture.picture_id, size.width) == (picture_id, width):
                return str(size.attachment_id)
    raise NotFound("attachment-not-found", id=picture_id)


def certificate_file(product_id: str, certificate_id: str) -> Any:
    """Return the file of a certificate that was entered by hand.

    Raises:
        NotFound: ``attachment-not-found``.
    """
    product = ProductDocument.objects(id=product_id).only("certificates").first()
    found = product.certificates if product else ()
    return _file([one.file for one in found if one.certificate_id == certificate_id])


def report_file(lot_id: str, test_id: str) -> Any:
    """Return the file of a laboratory's report.

    Raises:
        NotFound: ``attachment-not-found``.
    """
    lot = LotDocument.objects(id=lot_id).only("tests").first()
    return _file([one.file for one in (lot.tests if lot else ()) if one.test_id == test_id])


def referenced(ids: Collection[str]) -> set[str]:
    """Return those of the files that a product or a lot refers to."""
    wanted = list(ids)
    found: set[str] = set()
    for field in ("pictures.renditions.attachment_id", "certificates.file.attachment_id"):
        found |= set(ProductDocument.objects(__raw__={field: {"$in": wanted}}).distinct(field))
    field = "tests.file.attachment_id"
    found |= set(LotDocument.objects(__raw__={field: {"$in": wanted}}).distinct(field))
    return found & set(wanted)


def _file(found: list[Any]) -> Any:
    if not found or found[0] is None:
        raise NotFound("attachment-not-found", id="–")
    return found[0]
