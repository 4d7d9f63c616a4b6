"""Units register their OCOP products and lots; an officer issues the stamps."""

from __future__ import annotations

from nscl_example_lang_son_2022.model import TracedProduct
from nscl_example_lang_son_2022.play.actor import Actor
from nscl_example_lang_son_2022.play.stage import TRACEABILITY, Stage

API = "/api/traceability"
# What a unit is told until the traceability service has heard that it was registered.
NOT_YET = "firm-not-yours"


def trace(stage: Stage) -> None:
    """Register every traced product, its lot and its stamps, in order: so do internal GTINs."""
    products = stage.data.traced_products
    stage.each("traceability", products, lambda product: _trace(stage, product), workers=1)


def _trace(stage: Stage, product: TracedProduct) -> None:
    product_id = _register(stage, product)
    lot_id = _record_lot(stage, product, product_id)
    day = product.stamps_issued_on.isoformat()
    body = {"quantity": product.stamps, "issued_on": day, "activate": True}
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
    step = f"register traced product {product.key}"
    answer = _producer(stage, product).post(step, f"{API}/products", body, not_yet=NOT_YET)
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
    path = f"{API}/products/{product_id}/lots"
    return str(_producer(stage, product).post(f"record lot {product.key}", path, body)["id"])


def _producer(stage: Stage, product: TracedProduct) -> Actor:
    return stage.actor(stage.data.unit(product.unit).username)
