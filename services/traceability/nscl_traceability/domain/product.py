"""A traced product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from nscl_shared.kernel import Aggregate, InvalidInput
from nscl_traceability.domain.events import ProductFacts, ProductRegistered

MAX_STARS = 5


@dataclass(frozen=True)
class Producer:
    """The firm, cooperative or household that makes the product."""

    firm_id: str
    name: str
    org_type: str


@dataclass(kw_only=True)
class Product(Aggregate):
    """What the label names; ``gtin`` has 14 digits."""

    gtin: str
    name: str
    producer: Producer
    ocop_stars: int | None = None
    project_id: str | None = None
    description: str = ""

    @classmethod
    def register(
        cls,
        product_id: str,
        *,
        gtin: str,
        name: str,
        producer: Producer,
        ocop_stars: int | None,
        project_id: str | None,
        description: str,
    ) -> Self:
        """Return a new product, announced.

        Raises:
            InvalidInput: ``ocop-stars`` outside 1 to 5 (Decision 148/QĐ-TTg).
        """
        if ocop_stars is not None and not 1 <= ocop_stars <= MAX_STARS:
            raise InvalidInput("ocop-stars", field="ocop_stars", stars=ocop_stars)
        product = cls(
            id=product_id,
            gtin=gtin,
            name=name,
            producer=producer,
            ocop_stars=ocop_stars,
            project_id=project_id,
            description=description,
        )
        product.record(ProductRegistered(product.facts))
        return product

    @property
    def facts(self) -> ProductFacts:
        """Return what events say of this product."""
        return ProductFacts(
            product_id=self.id,
            gtin=self.gtin,
            name=self.name,
            firm_id=self.producer.firm_id,
            firm_name=self.producer.name,
            org_type=self.producer.org_type,
            ocop_stars=self.ocop_stars,
            project_id=self.project_id,
        )
