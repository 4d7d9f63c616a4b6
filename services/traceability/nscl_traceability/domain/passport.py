"""What the law asks to be told of a product, and what is missing of it.

The lists are data with their source: Circular 02/2024/TT-BKHCN (minimum data of
traceability) and Decree 37/2026/NĐ-CP, Article 32 (digital product passport).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nscl_traceability.domain.product import Product

CIRCULAR = "02/2024/TT-BKHCN"
DECREE = "37/2026/NĐ-CP, Điều 32"


@dataclass(frozen=True)
class Requirement:
    """One fact: who asks for it, and whether a product tells it.

    ``if_any`` marks what must be told only where it exists: it is never missing.
    """

    code: str
    sources: tuple[str, ...]
    told: Callable[[Product], bool]
    if_any: bool = False


REQUIREMENTS: Sequence[Requirement] = (
    Requirement("name", (CIRCULAR, DECREE), lambda p: bool(p.name)),
    Requirement("gtin", (CIRCULAR, DECREE), lambda p: bool(p.gtin)),
    Requirement("picture", (CIRCULAR,), lambda p: bool(p.pictures)),
    Requirement("producer", (CIRCULAR, DECREE), lambda p: bool(p.producer.name)),
    Requirement("producer-address", (CIRCULAR, DECREE), lambda p: bool(p.details.producer_address)),
    Requirement("producer-code", (DECREE,), lambda p: bool(p.details.producer_code)),
    Requirement("origin", (DECREE,), lambda p: bool(p.details.origin or p.details.place)),
    Requirement("standards", (CIRCULAR,), lambda p: bool(p.details.standards)),
    Requirement("warnings", (DECREE,), lambda p: bool(p.details.warnings)),
    Requirement("portal", (DECREE,), lambda p: bool(p.details.portal_url)),
    Requirement("brand", (CIRCULAR,), lambda p: bool(p.details.brand), if_any=True),
    Requirement("model", (CIRCULAR,), lambda p: bool(p.details.model), if_any=True),
    Requirement("shelf-life", (CIRCULAR,), lambda p: bool(p.details.shelf_life), if_any=True),
    Requirement("certificates", (DECREE,), lambda p: bool(p.certificates), if_any=True),
)


def missing(product: Product) -> list[Requirement]:
    """Return what must be told of the product and is not.

    Dates of production and expiry belong to its lots and are demanded there.
    """
    return [one for one in REQUIREMENTS if not one.if_any and not one.told(product)]
