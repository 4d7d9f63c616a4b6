"""The traced OCOP products, each with one lot and its stamps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from nscl_example_lang_son_2022.chance import day_between, stream
from nscl_example_lang_son_2022.model import Application, Lot, Product, TracedProduct, Unit
from nscl_example_lang_son_2022.projects.traceability import GOODS
from nscl_example_lang_son_2022.units import MARK, SHORT_MARK

HARVEST = (date(2022, 7, 4), date(2022, 9, 30))
STARS = (3, 4)


def traced_products_of(
    seed: int, applications: Sequence[Application], units: Sequence[Unit]
) -> tuple[TracedProduct, ...]:
    """Return the products for which traceability (TX-01) is supported."""
    products = {product.key: product for unit in units for product in unit.products}
    return tuple(
        _traced(seed, application, products[support.product])
        for application in applications
        for support in application.supports
        if support.item_code == "TX-01" and support.product
    )


def _traced(seed: int, application: Application, product: Product) -> TracedProduct:
    chance = stream(seed, f"traced {product.key}")
    produced_on = day_between(chance, *HARVEST)
    good = GOODS[product.name.removesuffix(f" {SHORT_MARK}")]
    quantity = chance.randrange(200, 2_001, 50)
    return TracedProduct(
        key=product.key,
        name=product.name,
        unit=application.unit,
        project=application.project,
        ocop_stars=chance.choice(STARS),
        description=f"Sản phẩm OCOP, đóng {good.package} {MARK}",
        lot=Lot(
            number=f"L{produced_on:%y%m%d}-{product.key}",
            produced_on=produced_on,
            expires_on=produced_on + timedelta(days=good.days),
            quantity=quantity,
            unit=good.package,
        ),
        stamps=quantity - quantity // 10,
        stamps_issued_on=produced_on + timedelta(days=1),
    )
