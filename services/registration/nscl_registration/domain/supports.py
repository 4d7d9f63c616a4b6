"""Support items wished for, each for a product where the item has one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nscl_registration.domain.codes import SUPPORT_ITEMS
from nscl_shared.kernel import InvalidInput, RuleViolation


@dataclass(frozen=True)
class Wish:
    """One line of an application as typed: item, product, standard or tool."""

    item_code: str
    product_id: str | None = None
    system: str | None = None


@dataclass(frozen=True)
class Support:
    """One accepted line; ``product_name`` is the name at the time of filing."""

    item_code: str
    product_id: str | None
    product_name: str | None
    system: str | None

    @property
    def identity(self) -> tuple[str, str | None]:
        """Return what may occur once: the item per product, else per standard or tool."""
        return self.item_code, self.product_id or self.system


def choose_supports(wishes: Sequence[Wish], products: Mapping[str, str]) -> tuple[Support, ...]:
    """Return the supports for ``wishes``; ``products`` maps the unit's ids to names.

    Raises:
        InvalidInput: there is no wish, or an item code does not exist.
        RuleViolation: a product is not the unit's, or a line occurs twice.
    """
    if not wishes:
        raise InvalidInput("no-support-chosen", field="supports")
    chosen: dict[tuple[str, str | None], Support] = {}
    for index, wish in enumerate(wishes):
        support = _accept(index, wish, products)
        if support.identity in chosen:
            raise RuleViolation(
                "support-doubled",
                field=f"supports.{index}.item_code",
                item_code=wish.item_code,
                line=index + 1,
            )
        chosen[support.identity] = support
    return tuple(chosen.values())


def _accept(index: int, wish: Wish, products: Mapping[str, str]) -> Support:
    if wish.item_code not in SUPPORT_ITEMS:
        raise InvalidInput(
            "item-unknown", field=f"supports.{index}.item_code", item_code=wish.item_code
        )
    if wish.product_id is not None and wish.product_id not in products:
        raise RuleViolation(
            "product-not-of-firm",
            field=f"supports.{index}.product_id",
            product_id=wish.product_id,
        )
    name = products.get(wish.product_id) if wish.product_id else None
    return Support(wish.item_code, wish.product_id, name, wish.system)
