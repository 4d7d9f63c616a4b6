"""The lots of a firm as people name them: the product's name and the lot number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl_traceability.domain.lot_entry import LOT_NUMBER
from nscl_traceability.storage.documents import LotDocument, ProductDocument

OFFERED = 200
BETWEEN = " · "
QUANTITY = ("quantity", "exact_quantity", "unit")


def lots_to_offer(firm_id: str, but: str = "") -> list[dict[str, Any]]:
    """Return the newest lots of a firm that others can be made of, ``but`` one.

    One more than ``OFFERED`` says that there are older ones.
    """
    names = _names(firm_id)
    found = LotDocument.objects(product_id__in=list(names), recall=None, id__ne=but)
    newest = found.order_by("-produced_on", "number").limit(OFFERED + 1)
    return [
        {
            "words": words_for(names[lot.product_id], lot.number),
            "produced_on": lot.produced_on,
            "quantity": lot.exact_quantity or str(lot.quantity),
            "unit": lot.unit,
        }
        for lot in newest.only("product_id", "number", "produced_on", *QUANTITY)
    ]


def words_of(firm_id: str, lot_ids: Iterable[str]) -> dict[str, str]:
    """Return the words for those of ``lot_ids`` that are the firm's own."""
    names = _names(firm_id)
    found = LotDocument.objects(id__in=list(lot_ids), product_id__in=list(names))
    return {lot.id: words_for(names[lot.product_id], lot.number) for lot in found}


def lots_named(firm_id: str, words: str) -> list[str]:
    """Return the ids of a firm's lots that ``words`` can mean: with or without the product."""
    name, _between, number = words.rpartition(BETWEEN)
    if not LOT_NUMBER.fullmatch(number):
        return []
    meant = [
        product_id
        for product_id, known in _names(firm_id).items()
        if not name or known.casefold() == name.strip().casefold()
    ]
    found = LotDocument.objects(number=number, product_id__in=meant)
    return [lot.id for lot in found.only("id")]


def words_for(name: str, number: str) -> str:
    """Return how a lot is named in a form."""
    return f"{name}{BETWEEN}{number}"


def _names(firm_id: str) -> Mapping[str, str]:
    return {one.id: one.name for one in ProductDocument.objects(firm_id=firm_id).only("name")}
