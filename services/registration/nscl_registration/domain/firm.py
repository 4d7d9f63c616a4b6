"""A unit of the register: enterprise, cooperative, household."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.events import FirmRegistered
from nscl_registration.domain.products import Product, mint_products
from nscl_registration.domain.tax_code import TaxCode, parse_tax_code
from nscl_shared.kernel import Aggregate, InvalidInput, new_id

COMMUNE_CODE = re.compile(r"[0-9]{5}")


@dataclass(frozen=True)
class Contact:
    """Whom to reach; personal data."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(kw_only=True)
class Firm(Aggregate):
    """A unit that may apply for support.

    ``owner_account_id`` is the account that acts for it, ``None`` when an
    officer entered it from paper.
    """

    name: str
    org_type: OrgType
    tax_code: TaxCode | None
    address: str | None
    commune_code: str | None
    contact: Contact
    owner_account_id: str | None
    products: tuple[Product, ...]

    @classmethod
    def register(
        cls,
        *,
        name: str,
        org_type: OrgType,
        tax_code: str | None = None,
        address: str | None = None,
        commune_code: str | None = None,
        contact: Contact | None = None,
        owner_account_id: str | None = None,
        product_names: Sequence[str] = (),
    ) -> Self:
        """Enter a unit with its main products.

        Raises:
            InvalidInput: tax code, commune code or products are not valid.
        """
        if commune_code is not None and not COMMUNE_CODE.fullmatch(commune_code):
            raise InvalidInput("commune-code-malformed", field="commune_code")
        firm = cls(
            id=new_id(),
            name=" ".join(name.split()),
            org_type=org_type,
            tax_code=parse_tax_code(tax_code, org_type) if tax_code else None,
            address=address,
            commune_code=commune_code,
            contact=contact or Contact(),
            owner_account_id=owner_account_id,
            products=mint_products(product_names),
        )
        firm.record(firm._registered())
        return firm

    def product_names(self) -> dict[str, str]:
        """Return the names of the products by id."""
        return {product.product_id: product.name for product in self.products}

    def _registered(self) -> FirmRegistered:
        return FirmRegistered(
            firm_id=self.id,
            name=self.name,
            org_type=self.org_type,
            tax_code=self.tax_code.publishable if self.tax_code else None,
            address=self.address,
            commune_code=self.commune_code,
            contact_name=self.contact.name,
            contact_email=self.contact.email,
            contact_phone=self.contact.phone,
            owner_account_id=self.owner_account_id,
            products=self.products,
        )
