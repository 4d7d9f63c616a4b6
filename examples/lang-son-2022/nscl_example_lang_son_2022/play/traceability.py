"""OCOP products get into the traceability register, with a lot and stamps each."""

from __future__ import annotations

from nscl_example_lang_son_2022.model import TracedProduct
from nscl_example_lang_son_2022.play.stage import TRACEABILITY, Stage

API = "/api/traceability"


def trace(stage: Stage) -> None:
    """Register every traced product, its lot and its stamps."""
    stage.each("traceability", stage.data.traced_products, lambda p: _trace(stage, p))


def _trace(stage: Stage, product: TracedProduct) -> None:
    product_id = _register(stage, product)
    lot_id = _record_lot(stage, product, product_id)
    body = {"quantity": product.stamps, "issued_on": product.stamps_issued_on.isoformat()}
    officer = stage.actor(TRACEABILITY.username)
    officer.post(f"issue stamps {product.key}", f"{API}/lots/{lot_id}/stamp-batches", body)


def _register(stage: Stage, product: TracedProduct) -> str:
    body = {
        "name": product.name,
        "firm": stage.firm(stage.data.unit(product.unit)),
        "ocop_stars": product.ocop_stars,
        "project_id": stage.ids[product.project],
        "description": product.description,
    }
    officer = stage.actor(TRACEABILITY.username)
    answer = officer.post(f"register traced product {product.key}", f"{API}/products", body)
    return str(answer["id"])


def _record_lot(stage: Stage, product: TracedProduct, product_id: str) -> str:
    lot = product.lot
    body = {
        "lot_number": lot.number,
        "produced_on": lot.produced_on.isoformat(),
        "expires_on": lot.expires_on.isoformat(),
        "quantity": lot.quantity,
        "unit": lot.unit,
    }
    officer = stage.actor(TRACEABILITY.username)
    answer = officer.post(f"record lot {product.key}", f"{API}/products/{product_id}/lots", body)
    return str(answer["id"])
