"""Products, lots and batches for lists and details."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nscl_shared.kernel import NotFound, search_key
from nscl_shared.persistence.paging import every
from nscl_traceability.domain.passport import missing
from nscl_traceability.queries.parts import (
    certificate_view,
    details_view,
    lot_details,
    picture_view,
)
from nscl_traceability.queries.stamp_batches import batch_view, stamps_left
from nscl_traceability.storage.documents import (
    FirmCopy,
    LotDocument,
    ProductDocument,
    StampBatchDocument,
)
from nscl_traceability.storage.parts import values
from nscl_traceability.storage.product_parts import details_of
from nscl_traceability.storage.repositories import ProductRepository

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class ProductFilter:
    """What to list; ``firms`` limits to these units, ``q`` are words with or without accents."""

    q: str = ""
    cursor: str | None = None
    firms: Sequence[str] | None = None


def firms_of(account_id: str) -> list[str]:
    """Return the ids of the firms an account acts for."""
    return [copy.id for copy in FirmCopy.objects(owner_account_id=account_id).only("id")]


def first_firm(account_id: str) -> dict[str, Any]:
    """Return id, name and type of the first firm an account acts for; empty texts for none."""
    copy = FirmCopy.objects(owner_account_id=account_id).order_by("name").first() or FirmCopy()
    return {name: copy[name] or "" for name in ("id", "name", "org_type")}


def list_products(wanted: ProductFilter) -> tuple[list[dict[str, Any]], str | None]:
    """Return products by name, and the cursor of the next page."""
    found = list(
        ProductDocument.objects(__raw__=_conditions(wanted)).order_by("search").limit(PAGE + 1)
    )
    following = found[PAGE - 1].search if len(found) > PAGE else None
    return [product_view(document) for document in found[:PAGE]], following


def _conditions(wanted: ProductFilter) -> dict[str, Any]:
    # "$regex" and not a pattern object: the embedded server compares that as a value
    search = {
        **({"$regex": re.escape(search_key(wanted.q))} if wanted.q else {}),
        **({"$gt": wanted.cursor} if wanted.cursor else {}),
    }
    firms = None if wanted.firms is None else {"$in": list(wanted.firms)}
    return {**({"search": search} if search else {}), **({"firm_id": firms} if firms else {})}


def every_product(wanted: ProductFilter) -> Iterator[dict[str, Any]]:
    """Yield all products of the list, page by page."""
    return every(lambda cursor: list_products(replace(wanted, cursor=cursor)))


def show_product(product_id: str) -> dict[str, Any]:
    """Return a product with its lots and batches.

    Raises:
        NotFound: ``product-not-found``.
    """
    document = _product(product_id)
    lots = LotDocument.objects(product_id=product_id).order_by("number")
    batches = StampBatchDocument.objects(product_id=product_id).order_by("number")
    return {
        **product_view(document),
        "version": document.version,
        "missing": [one.code for one in missing(ProductRepository().to_domain(document))],
        "lots": [lot_view(lot) for lot in lots],
        "batches": [batch_view(batch) for batch in batches],
    }


def owner_of(product_id: str) -> str:
    """Return the firm that a product belongs to.

    Raises:
        NotFound: ``product-not-found``.
    """
    return str(_product(product_id).firm_id)


def _product(product_id: str) -> Any:
    document = ProductDocument.objects(id=product_id).first()
    if document is None:
        raise NotFound("product-not-found", id=product_id)
    return document


def show_lot(lot_id: str) -> dict[str, Any]:
    """Return a lot.

    Raises:
        NotFound: ``lot-not-found``.
    """
    document = LotDocument.objects(id=lot_id).first()
    if document is None:
        raise NotFound("lot-not-found", id=lot_id)
    return {**lot_view(document), **lot_details(document)}


def product_view(document: Any) -> dict[str, Any]:
    """Return what is shown of a product; nothing of it is secret."""
    names = ("gtin", "name", "firm_id", "firm_name", "org_type", "ocop_stars", "project_id")
    return {
        "id": document.id,
        "description": document.description,
        **{name: document[name] for name in names},
        "details": details_view(details_of(document.details)),
        "certificates": [certificate_view(part) for part in document.certificates],
        "pictures": [picture_view(document.id, part) for part in document.pictures],
    }


def lot_view(document: Any) -> dict[str, Any]:
    """Return what is shown of a lot to anyone."""
    names = (
        "product_id", "produced_on", "expires_on", "quantity", "exact_quantity", "unit",
        "stamps_issued",
    )  # fmt: skip
    return {
        "id": document.id,
        "lot_number": document.number,
        **{name: document[name] for name in names},
        "stamps_left": stamps_left(document),
        "recall": values(document.recall) if document.recall else None,
    }
