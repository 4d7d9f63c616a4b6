"""Parts of products and lots as they are shown."""

from __future__ import annotations

from typing import Any

from nscl_traceability.domain.product_parts import Place, ProductDetails
from nscl_traceability.storage.parts import values


def details_view(details: ProductDetails) -> dict[str, Any]:
    """Return what the label and the law ask for."""
    known = dict(vars(details))
    place = details.place
    return {**known, "standards": list(details.standards), "place": _place(place)}


def _place(place: Place | None) -> dict[str, Any] | None:
    return {**vars(place), "written": place.written} if place else None


def certificate_view(part: Any) -> dict[str, Any]:
    """Return a certificate; its file is named, where it lies is not."""
    known = values(part)
    file = known.pop("file")
    return {**known, "file_name": file.name if file else None}


def picture_view(product_id: str, part: Any) -> dict[str, Any]:
    """Return a picture with the addresses of its sizes, the narrowest first."""
    base = f"/traceability/products/{product_id}/pictures/{part.picture_id}"
    sizes = [
        {"width": one.width, "height": one.height, "url": f"{base}/{one.width}.jpg"}
        for one in part.renditions
    ]
    return {"picture_id": part.picture_id, "alt": part.alt, "sizes": sizes}


def lot_details(document: Any) -> dict[str, Any]:
    """Return what only those with an account are shown of a lot."""
    return {
        "node": document.node,
        "version": document.version,
        "overdrawn": bool(document.overdrawn),
        "inputs": [values(part) for part in document.inputs],
        "tests": [_test_view(part) for part in document.tests],
    }


def _test_view(part: Any) -> dict[str, Any]:
    known = values(part)
    file = known.pop("file")
    return {**known, "file_name": file.name if file else None}
