"""Repository of units."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.firm import Contact, Firm
from nscl_registration.domain.products import Product
from nscl_registration.domain.tax_code import TaxCode
from nscl_registration.storage.documents import FirmDocument
from nscl_registration.storage.parts import ProductPart, search_words
from nscl_shared.kernel import search_key
from nscl_shared.persistence import AggregateRepository


class FirmRepository(AggregateRepository[Firm]):
    """Units of the register."""

    document = FirmDocument
    missing = "firm-not-found"

    def to_domain(self, document: FirmDocument) -> Firm:
        """Return the firm."""
        tax_code = document.tax_code
        return Firm(
            id=document.id,
            version=document.version,
            name=document.name,
            org_type=OrgType(document.org_type),
            tax_code=TaxCode(tax_code, document.tax_code_personal) if tax_code else None,
            address=document.address,
            commune_code=document.commune_code,
            contact=Contact(document.contact_name, document.contact_email, document.contact_phone),
            owner_account_id=document.owner_account_id,
            products=tuple(Product(part.product_id, part.name) for part in document.products),
        )

    def to_fields(self, aggregate: Firm) -> dict[str, Any]:
        """Return the document's fields; a personal number is not searchable."""
        tax_code = aggregate.tax_code
        return {
            "name": aggregate.name,
            "org_type": aggregate.org_type.value,
            "tax_code": tax_code.number if tax_code else None,
            "tax_code_personal": bool(tax_code and tax_code.personal),
            "address": aggregate.address,
            "commune_code": aggregate.commune_code,
            "contact_name": aggregate.contact.name,
            "contact_email": aggregate.contact.email,
            "contact_phone": aggregate.contact.phone,
            "owner_account_id": aggregate.owner_account_id,
            "products": [ProductPart(**vars(product)) for product in aggregate.products],
            "sort_key": f"{search_key(aggregate.name)} {aggregate.id}",
            "words": search_words(aggregate.name, tax_code.publishable if tax_code else None),
        }
