"""Change products: facts, certificates, pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_shared.kernel import Stale
from nscl_traceability.handlers import product_commands as c
from nscl_traceability.handlers.ports import TraceabilityWork


def update_product(cmd: c.UpdateProduct, work: TraceabilityWork) -> dict[str, Any]:
    """Replace what is known.

    Raises:
        NotFound: ``product-not-found``.
        Stale: ``changed-meanwhile``.
    """
    product = work.products.get(cmd.product_id)
    if product.version != cmd.version:
        raise Stale("changed-meanwhile", id=product.id)
    product.update(
        name=cmd.name,
        ocop_stars=cmd.ocop_stars,
        project_id=cmd.project_id,
        description=cmd.description,
        details=cmd.details,
    )
    return {"id": product.id, "version": product.version}


def add_certificate(cmd: c.AddCertificate, work: TraceabilityWork) -> dict[str, Any]:
    """Keep a certificate."""
    work.products.get(cmd.product_id).add_certificate(cmd.certificate)
    return {"id": cmd.certificate.certificate_id}


def remove_certificate(cmd: c.RemoveCertificate, work: TraceabilityWork) -> dict[str, Any]:
    """Take a certificate out."""
    work.products.get(cmd.product_id).remove_certificate(cmd.certificate_id)
    return {}


def add_picture(cmd: c.AddPicture, work: TraceabilityWork) -> dict[str, Any]:
    """Keep a picture."""
    work.products.get(cmd.product_id).add_picture(cmd.picture)
    return {"id": cmd.picture.picture_id}


def remove_picture(cmd: c.RemovePicture, work: TraceabilityWork) -> dict[str, Any]:
    """Take a picture out."""
    work.products.get(cmd.product_id).remove_picture(cmd.picture_id)
    return {}


PRODUCT_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    c.AddCertificate: add_certificate,
    c.AddPicture: add_picture,
    c.RemoveCertificate: remove_certificate,
    c.RemovePicture: remove_picture,
    c.UpdateProduct: update_product,
}
