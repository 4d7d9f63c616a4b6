"""What the register itself knows of things that events name, read from its own rows.

The name of a product is ``cbvmda:descriptionShort`` of its GTIN and of its lots that are
recorded here; the name of a firm is ``cbvmda:name`` of the address of its place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from mongoengine import Document

from nscl_shared.settings import settings
from nscl_traceability.domain.epcis.identifiers import gtin_of
from nscl_traceability.domain.epcis.master_data import CBV_ATTRIBUTE, has_term, value_term
from nscl_traceability.domain.epcis.query_master_data import AttributeAsked
from nscl_traceability.domain.epcis.terms import PLACE_PATH, firm_at
from nscl_traceability.storage.documents import FirmCopy, LotDocument, ProductDocument

_CLASSES = ("EPCClass",)
_PLACES = ("ReadPoint", "BusinessLocation", "Location", "SourceDest", "Party")
_OF_PRODUCTS = f"{CBV_ATTRIBUTE}descriptionShort"
_OF_FIRMS = f"{CBV_ATTRIBUTE}name"

Rows = list[dict[str, Any]]


class _Wanted:
    """Which names are asked for: some, all, or none."""

    def __init__(
        self, asked: AttributeAsked, vocabularies: tuple[str, ...], attribute: str
    ) -> None:
        terms = set(asked.terms)
        self.all = any(has_term(one, attribute) in terms for one in vocabularies)
        starts = tuple(value_term(one, attribute, "") for one in vocabularies)
        self.names = {text.split(" ", 2)[2] for text in terms if text.startswith(starts)}

    def __bool__(self) -> bool:
        return self.all or bool(self.names)

    @property
    def filter(self) -> dict[str, Any]:
        """What an index of names finds."""
        return {} if self.all else {"name": {"$in": sorted(self.names)}}

    def of(self, rows: Rows) -> Rows:
        """Return those of ``rows`` whose name is asked for."""
        return [row for row in rows if self.all or row.get("name") in self.names]


def own_names(asked: AttributeAsked, most: int) -> Iterator[str]:
    """Yield the things whose name is asked for, of each kind up to ``most``."""
    if wanted := _Wanted(asked, _CLASSES, _OF_PRODUCTS):
        products = _rows(ProductDocument, wanted.filter, "gtin", most)
        yield from (f"01/{row['gtin']}" for row in products)
        of_products = {"product_id": {"$in": [row["_id"] for row in products]}}
        yield from (row["node"] for row in _rows(LotDocument, of_products, "node", most))
    if wanted := _Wanted(asked, _PLACES, _OF_FIRMS):
        yield from (_place(row["_id"]) for row in _rows(FirmCopy, wanted.filter, "name", most))


def own_names_among(asked: AttributeAsked, among: Collection[str]) -> Iterator[str]:
    """Yield those of ``among`` whose name is asked for."""
    if wanted := _Wanted(asked, _CLASSES, _OF_PRODUCTS):
        yield from _classes_among(wanted, among)
    if wanted := _Wanted(asked, _PLACES, _OF_FIRMS):
        firms = {firm for name in among if (firm := firm_at(name))}
        rows = _rows(FirmCopy, {"_id": {"$in": sorted(firms)}}, "name")
        yield from {_place(row["_id"]) for row in wanted.of(rows)}.intersection(among)


def _classes_among(wanted: _Wanted, among: Collection[str]) -> Iterator[str]:
    gtins = {gtin for name in among if (gtin := gtin_of(name))}
    rows = _rows(ProductDocument, {"gtin": {"$in": sorted(gtins)}}, "gtin")
    own = {row["gtin"] for row in wanted.of(rows)}
    names = sorted(name for name in among if gtin_of(name) in own)
    yield from {f"01/{gtin}" for gtin in own}.intersection(names)
    yield from (row["node"] for row in _rows(LotDocument, {"node": {"$in": names}}, "node"))


def _rows(kind: type[Document], wanted: dict[str, Any], field: str, most: int = 0) -> Rows:
    """Return keys, names and a field of rows; ``most`` 0 for all of them."""
    found = kind._get_collection().find(wanted, {field: 1, "name": 1})  # noqa: SLF001
    return [row for row in found.limit(most) if field in row]


def _place(firm_id: str) -> str:
    return f"{settings().public_url}{PLACE_PATH}{firm_id}"
