"""Each unit logs in and registers itself with its products."""

from __future__ import annotations

from nscl_example_lang_son_2022.model import Unit
from nscl_example_lang_son_2022.play.stage import Stage

FIRMS = "/api/registration/firms"


def register_units(stage: Stage) -> None:
    """Register all units."""
    stage.each("units", stage.data.units, lambda unit: _register(stage, unit))


def _register(stage: Stage, unit: Unit) -> None:
    body = {
        "name": unit.name,
        "org_type": unit.org_type,
        "tax_code": unit.tax_code,
        "address": unit.address,
        "contact_name": unit.contact_name,
        "contact_email": unit.contact_email,
        "contact_phone": unit.contact_phone,
        "products": [{"name": product.name} for product in unit.products],
    }
    answer = stage.actor(unit.username).post(f"register unit {unit.key}", FIRMS, body)
    stage.ids[unit.key] = answer["id"]
    for product, given in zip(unit.products, answer["products"], strict=True):
        stage.ids[product.key] = given["product_id"]
