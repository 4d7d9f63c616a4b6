"""Units for lists, pages and forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nscl_registration.domain.firm_facts import FirmFacts
from nscl_registration.domain.tax_code import TaxCode
from nscl_registration.queries.paging import equal, page_of
from nscl_registration.queries.scan import scan
from nscl_registration.storage.documents_firms import FirmDocument
from nscl_registration.storage.firm_repository import facts_of
from nscl_registration.storage.lists import FIRM_FACETS
from nscl_registration.storage.parts import values
from nscl_shared import units
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.ladder import Page, ladder_of, loaded
from nscl_shared.persistence.paging import every

PLAIN = ("short_name", "sector", "employees", "revenue_band", "owner_account_id", "merged_into",
         "version")  # fmt: skip
LISTED = (*FIRM_FACETS, "name", "tax_code", "tax_code_personal", "head_office", "sector", "products.name",
          "phrase", "version", "merged_into")  # fmt: skip
LONGEST_CHAIN = 20
BATCH = 200


def list_firms(
    *, owner: str | None = None, cursor: str | None = None, limit: int = 50, **filters: Any
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` by name; ``owner`` limits to its own.

    ``filters``: ``q``, ``org_type``, ``section``, ``province_code``,
    ``commune_code``; ``None`` means any.  Entries merged into others are left out.
    """
    found = _page(owner, filters, cursor, limit, whole=False)
    return {"items": [_row(row) for row in found.rows], "next": found.next}


def every_firm(*, owner: str | None = None, **filters: Any) -> Iterator[dict[str, Any]]:
    """Yield all units of a list, whole, batch by batch."""

    def page(cursor: str | None) -> tuple[Iterator[dict[str, Any]], str | None]:
        found = _page(owner, filters, cursor, BATCH, whole=True)
        return map(_whole, loaded(FirmDocument, found.rows)), found.next

    return every(page)


def show_firm(firm_id: str, *, owner: str | None = None) -> dict[str, Any]:
    """Return one unit with all that is entered about it.

    Raises:
        NotFound: there is none, or it is not ``owner``'s.
    """
    return _whole(_document(firm_id, owner))


def entry_of(firm_id: str, *, owner: str | None = None) -> tuple[FirmFacts, int]:
    """Return the facts of a unit and their version, for editing.

    Raises:
        NotFound: there is none, or it is not ``owner``'s.
    """
    document = _document(firm_id, owner)
    return facts_of(document), document.version


def history_of(
    firm_id: str, *, owner: str | None = None, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``: who changed what and when, latest first.

    Raises:
        NotFound: there is none, or it is not ``owner``'s.
    """
    lines = _document(firm_id, owner).history
    rows = [_change(part) for part in reversed(lines)]
    return page_of(rows, lambda row: str(row["version"]), cursor=cursor, limit=limit)


def contact_data(firm_id: str, contact_id: str, *, owner: str | None = None) -> dict[str, Any]:
    """Return everything that is kept about a contact person.

    Raises:
        NotFound: there is no such unit or contact.
    """
    document = _document(firm_id, owner)
    found = [part for part in document.contacts if part.contact_id == contact_id]
    if not found or found[0].erased_on:
        raise NotFound("contact-not-found", id=contact_id)
    concerned = [_change(part) for part in document.history if _about_contacts(part)]
    return {
        "version": document.version,
        "firm": {"id": document.id, "name": document.name},
        "contact": values(found[0]),
        "changes": [{name: line[name] for name in ("at", "by", "kind")} for line in concerned],
    }


def survivor_of(firm_id: str) -> dict[str, Any] | None:
    """Return id and name of the entry that a merged one is now a part of, at the chain's end."""
    last: Any = None
    following: str | None = firm_id
    for _ in range(LONGEST_CHAIN):
        if following is None:
            break
        last = FirmDocument.objects(id=following).only("name", "merged_into").first()
        following = last.merged_into if last else None
    if last is None or last.id == firm_id:
        return None
    return {"id": last.id, "name": last.name}


def absorbed_by(firm_id: str) -> list[dict[str, Any]]:
    """Return ids and names of the entries merged into one, also through others."""
    found: list[dict[str, Any]] = []
    waiting = [firm_id]
    while waiting and len(found) < BATCH:
        merged = FirmDocument.objects(merged_into__in=waiting).only("name", "merged_into")
        rows = [{"id": row.id, "name": row.name, "directly": firm_id in waiting} for row in merged]
        found += rows
        waiting = [row["id"] for row in rows]
    return found


def holder_of(tax_code: str) -> dict[str, Any] | None:
    """Return id and name of the entry that has a tax code (digits only)."""
    found = FirmDocument.objects(tax_code=tax_code).only("name").first()
    return {"id": found.id, "name": found.name} if found else None


def _page(
    owner: str | None, filters: dict[str, Any], cursor: str | None, limit: int, *, whole: bool
) -> Page:
    asked = equal(owner_account_id=owner, **filters)
    text = asked.pop("q", None)
    ladder, fields = ladder_of(FirmDocument), None if whole else LISTED
    return scan(ladder, asked, text, FIRM_FACETS, cursor=cursor, limit=limit, fields=fields)


def _document(firm_id: str, owner: str | None) -> Any:
    document = FirmDocument.objects(id=firm_id).first()
    if document is None or (owner and document.owner_account_id != owner):
        raise NotFound("firm-not-found", id=firm_id)
    return document


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of a list, from what is stored: documents of a page would be slow to load."""
    number = row.get("tax_code")
    return {
        "id": row["_id"],
        "name": row["name"],
        "org_type": row["org_type"],
        "tax_code": TaxCode(number, personal=row["tax_code_personal"]).shown if number else None,
        "commune_code": row.get("commune_code"),
        "place": _place(row["head_office"]),
        "sector": row.get("sector"),
        "product_count": len(row.get("products", ())),
    }


def _whole(document: Any) -> dict[str, Any]:
    tax_code, first = _tax_code(document), _first_contact(document)
    registration, person = document.registration, document.representative
    return {
        **_row(document.to_mongo()),
        **{name: getattr(document, name) for name in PLAIN},
        "tax_code": tax_code.written if tax_code else None,
        "registration_number": registration.number if registration else None,
        "registration_issued_on": registration.issued_on if registration else None,
        "registration_issuer": registration.issuer if registration else None,
        "address": document.head_office.detail,
        "address_on": document.head_office.on,
        "address_written": _written(document.head_office),
        "production": [{**values(part), "written": _written(part)} for part in document.production],
        "representative_name": person.name if person else None,
        "representative_position": person.position if person else None,
        "contact_name": first.name if first else None,
        "contact_email": first.email if first else None,
        "contact_phone": first.phone if first else None,
        "contacts": [values(part) for part in document.contacts],
        "products": [values(part) for part in document.products],
        "systems": [values(part) for part in document.systems],
    }


def _first_contact(document: Any) -> Any | None:
    return next((part for part in document.contacts if not part.erased_on), None)


def _change(part: Any) -> dict[str, Any]:
    line = values(part)
    changed = [values(one) for one in line.pop("fields_changed")]
    return {**line, "fields": changed}


def _about_contacts(part: Any) -> bool:
    named = {one.name for one in part.fields_changed}
    return "contacts" in named or part.kind in ("registered", "contact-erased")


def _written(part: Any) -> str:
    unit = units.path_name(part.unit_code, part.on) if part.unit_code else None
    return ", ".join(text for text in (part.detail, unit) if text)


def _place(office: Mapping[str, Any]) -> str | None:
    code = office.get("unit_code")
    return units.path_name(code, office["on"].date()) if code else None


def _tax_code(document: Any) -> TaxCode | None:
    number = document.tax_code
    return TaxCode(number, personal=document.tax_code_personal) if number else None
