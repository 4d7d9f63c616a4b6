"""Units for lists, pages and forms."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.tax_code import TaxCode
from nscl_registration.queries.paging import BY_NAME, containing, equal, slice_of
from nscl_registration.storage.documents import FirmDocument
from nscl_shared.kernel import NotFound

CONTACT = ("contact_name", "contact_email", "contact_phone")


def list_firms(
    *,
    owner: str | None = None,
    org_type: str | None = None,
    q: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` by name; ``owner`` limits to its own."""
    conditions = {**equal(owner_account_id=owner, org_type=org_type), **containing(q)}
    found = slice_of(FirmDocument, conditions, BY_NAME, cursor=cursor, limit=limit)
    return {"items": [_row(document) for document in found.documents], "next": found.next}


def show_firm(firm_id: str, *, owner: str | None = None) -> dict[str, Any]:
    """Return one unit with contact and products.

    Raises:
        NotFound: there is none, or it is not ``owner``'s.
    """
    document = FirmDocument.objects(id=firm_id).first()
    if document is None or (owner and document.owner_account_id != owner):
        raise NotFound("firm-not-found", id=firm_id)
    tax_code = _tax_code(document)
    return {
        **_row(document),
        "tax_code": tax_code.written if tax_code else None,
        "address": document.address,
        **{name: getattr(document, name) for name in CONTACT},
        "owner_account_id": document.owner_account_id,
        "products": [
            {"product_id": part.product_id, "name": part.name} for part in document.products
        ],
    }


def _row(document: Any) -> dict[str, Any]:
    tax_code = _tax_code(document)
    return {
        "id": document.id,
        "name": document.name,
        "org_type": document.org_type,
        "tax_code": tax_code.shown if tax_code else None,
        "commune_code": document.commune_code,
        "product_count": len(document.products),
    }


def _tax_code(document: Any) -> TaxCode | None:
    number = document.tax_code
    return TaxCode(number, personal=document.tax_code_personal) if number else None
