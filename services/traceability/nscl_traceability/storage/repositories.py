"""Products and lots in and out of the database."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from nscl_shared.kernel import search_key
from nscl_shared.persistence import AggregateRepository
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.product import Producer, Product
from nscl_traceability.storage import parts, product_parts
from nscl_traceability.storage.documents import LotDocument, ProductDocument

_LOT = (
    "product_id", "node", "number", "produced_on", "expires_on", "quantity", "unit",
    "stamps_issued", "stamps_requested", "stamps_replaced", "overdrawn",
)  # fmt: skip
_PRODUCT = ("gtin", "name", "ocop_stars", "project_id", "description")


class ProductRepository(AggregateRepository[Product]):
    """The products."""

    document = ProductDocument
    missing = "product-not-found"

    def by_gtin(self, gtin: str) -> Product | None:
        """Return the product with that GTIN-14, or None."""
        return self.one(gtin=gtin)

    def to_domain(self, document: ProductDocument) -> Product:
        """Return the stored product."""
        producer = Producer(document.firm_id, document.firm_name, document.org_type)
        values = {name: document[name] for name in _PRODUCT}
        return Product(
            id=document.id,
            version=document.version,
            producer=producer,
            details=product_parts.details_of(document.details),
            certificates=tuple(map(product_parts.certificate_of, document.certificates)),
            pictures=tuple(map(product_parts.picture_of, document.pictures)),
            **values,
        )

    def to_fields(self, aggregate: Product) -> dict[str, Any]:
        """Return the document's fields; ``search`` ends with the GTIN, so it is unique."""
        producer = aggregate.producer
        return {
            **{name: getattr(aggregate, name) for name in _PRODUCT},
            "search": search_key(f"{aggregate.name} {producer.name} {aggregate.gtin}"),
            "firm_id": producer.firm_id,
            "firm_name": producer.name,
            "org_type": producer.org_type,
            "details": product_parts.details_part(aggregate.details),
            "certificates": [product_parts.certificate_part(c) for c in aggregate.certificates],
            "pictures": [product_parts.picture_part(one) for one in aggregate.pictures],
        }


class LotRepository(AggregateRepository[Lot]):
    """The lots."""

    document = LotDocument
    missing = "lot-not-found"

    def by_number(self, product_id: str, number: str) -> Lot | None:
        """Return the product's lot of that number, or None."""
        return self.one(product_id=product_id, number=number)

    def by_node(self, node: str) -> Lot | None:
        """Return the lot at that place in the graph, or None."""
        return self.one(node=node)

    def to_domain(self, document: LotDocument) -> Lot:
        """Return the stored lot."""
        exact = document.exact_quantity
        return Lot(
            id=document.id,
            version=document.version,
            exact_quantity=None if exact is None else Decimal(exact),
            inputs=tuple(parts.input_of(part) for part in document.inputs),
            tests=tuple(parts.lab_test_of(part) for part in document.tests),
            recall=parts.mark_of(document.recall),
            **{name: document[name] for name in _LOT},
        )

    def to_fields(self, aggregate: Lot) -> dict[str, Any]:
        """Return the document's fields."""
        exact = aggregate.exact_quantity
        return {
            **{name: getattr(aggregate, name) for name in _LOT},
            "exact_quantity": None if exact is None else str(exact),
            "inputs": [parts.input_part(one) for one in aggregate.inputs],
            "tests": [parts.lab_test_part(one) for one in aggregate.tests],
            "recall": parts.mark_part(aggregate.recall),
        }
