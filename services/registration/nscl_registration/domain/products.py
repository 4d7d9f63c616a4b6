"""The main products of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nscl_shared.kernel import InvalidInput, new_id, search_key


@dataclass(frozen=True)
class Product:
    """A product; its id is minted here and used by all other services.

    ``standard`` is the standard it is made to, ``output`` a year's output in
    the unit's own words ("1.200 tấn/năm").
    """

    product_id: str
    name: str
    standard: str | None = None
    output: str | None = None


def mint_products(given: Sequence[Product], before: Sequence[Product] = ()) -> tuple[Product, ...]:
    """Return the products with ids: that of ``before`` with the same id or name, else new ones.

    Raises:
        InvalidInput: ``product-doubled``, when two names differ in nothing but
            accents, case or spaces.
    """
    ids = {product.product_id for product in before}
    by_name = {search_key(product.name): product.product_id for product in before}
    seen: set[str] = set()
    minted = []
    for index, product in enumerate(given):
        key = search_key(product.name)
        if key in seen:
            raise InvalidInput("product-doubled", field=f"products.{index}.name", name=product.name)
        seen.add(key)
        same = product.product_id if product.product_id in ids else by_name.get(key)
        name = product.name.strip()
        minted.append(Product(same or new_id(), name, product.standard, product.output))
    return tuple(minted)


def named(names: Sequence[str]) -> tuple[Product, ...]:
    """Return products of which only the names are known, still without ids."""
    return tuple(Product("", name) for name in names)
