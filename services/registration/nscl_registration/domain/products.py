"""The main products of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nscl_shared.kernel import InvalidInput, new_id, search_key


@dataclass(frozen=True)
class Product:
    """A product; its id is minted here and used by all other services."""

    product_id: str
    name: str


def mint_products(names: Sequence[str]) -> tuple[Product, ...]:
    """Return products with new ids.

    Raises:
        InvalidInput: ``product-doubled``, when two names differ in nothing but
            accents, case or spaces.
    """
    seen: set[str] = set()
    for index, name in enumerate(names):
        if search_key(name) in seen:
            raise InvalidInput("product-doubled", field=f"products.{index}.name", name=name)
        seen.add(search_key(name))
    return tuple(Product(new_id(), name.strip()) for name in names)
