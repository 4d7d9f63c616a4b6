"""Register a product."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import Conflict, new_id
from nscl_traceability.domain.gtin import internal_gtin, normalise_gtin
from nscl_traceability.domain.product import Product
from nscl_traceability.handlers.commands import RegisterProduct
from nscl_traceability.handlers.ports import TraceabilityWork


def register_product(cmd: RegisterProduct, work: TraceabilityWork) -> dict[str, Any]:
    """Register the product under its GTIN, or an internal one.

    Raises:
        Conflict: ``gtin-taken``.
        InvalidInput: the GTIN is not one.
    """
    gtin = normalise_gtin(cmd.gtin) if cmd.gtin else _internal(cmd, work)
    if (other := work.products.by_gtin(gtin)) is not None:
        raise Conflict("gtin-taken", field="gtin", gtin=gtin, name=other.name)
    product = Product.register(
        new_id(),
        gtin=gtin,
        name=cmd.name,
        producer=cmd.producer,
        ocop_stars=cmd.ocop_stars,
        project_id=cmd.project_id,
        description=cmd.description,
        details=cmd.details,
    )
    work.products.add(product)
    return {"id": product.id, "gtin": product.gtin}


def _internal(cmd: RegisterProduct, work: TraceabilityWork) -> str:
    # somebody may have entered a number of this range by hand
    while True:
        gtin = internal_gtin(cmd.admin_code, work.next_number("internal-gtin"))
        if work.products.by_gtin(gtin) is None:
            return gtin
