"""What is asked of master data, captured or the register's own, as terms that events are asked for.

The things are found first, then the events that name one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from nscl_traceability.domain.epcis.query import Criteria, QueryParameter
from nscl_traceability.domain.epcis.query_master_data import AttributeAsked
from nscl_traceability.domain.epcis.terms import CLASSES
from nscl_traceability.domain.epcis.vocabulary import BIZ_TRANSACTIONS, PARTIES
from nscl_traceability.queries.epcis_own_data import own_names, own_names_among
from nscl_traceability.storage.documents_epcis import EpcisMasterDataDocument

MOST_ELEMENTS = 200

Kinds = Sequence[str]
# field → the kinds of terms that name things in it; those that are looked up, those looked at
_INDEXED: dict[str, Kinds] = {
    "readPoint": ("at",),
    "bizLocation": ("at",),
    "epcClass": tuple(dict.fromkeys(CLASSES.values())),
    "bizTransaction": tuple(f"bt.{kind}" for kind in ("", *sorted(BIZ_TRANSACTIONS))),
}
_SAID: dict[str, Kinds] = {
    "readPoint": ("readPoint",),
    "bizLocation": ("bizLocation",),
    "bizStep": ("bizStep",),
    "disposition": ("disposition",),
    "source": tuple(f"source.{kind}" for kind in sorted(PARTIES)),
    "destination": tuple(f"destination.{kind}" for kind in sorted(PARTIES)),
}
_KINDS = {kind for kinds in (*_INDEXED.values(), *_SAID.values()) for kind in kinds}


class TooManyElements(QueryParameter):
    """More things have such master data than can be asked for."""

    status = 413


def with_elements(criteria: Criteria, among: Collection[str] | None = None) -> Criteria:
    """Return criteria that name the things instead of their attributes.

    Of ``among``, the names of things, there may be many; without it all are meant.

    Raises:
        TooManyElements: ``epcis-query-elements``: too many of all things have an attribute.
    """
    indexed, said = list(criteria.indexed), list(criteria.said)
    for asked in criteria.attributes:
        names = _names(asked) if among is None else _names_among(asked, among)
        for kinds, groups in ((_INDEXED, indexed), (_SAID, said)):
            if own := kinds.get(asked.field):
                groups.append(tuple(f"{kind}:{name}" for kind in own for name in names))
    return replace(criteria, indexed=tuple(indexed), said=tuple(said), attributes=())


def things_in(terms: Iterable[str]) -> Iterator[str]:
    """Yield the names among terms of events that can be those of master data."""
    for text in terms:
        kind, _, name = text.partition(":")
        if kind in _KINDS:
            yield name


def _names(asked: AttributeAsked) -> list[str]:
    """Return the things that have the attribute, by its index."""
    rows = _collection().find({"terms": {"$in": list(asked.terms)}}, {"name": 1})
    names = [row["name"] for row in rows.limit(MOST_ELEMENTS + 1)]
    names += own_names(asked, MOST_ELEMENTS + 1)
    if len(names) > MOST_ELEMENTS:
        raise TooManyElements(
            "epcis-query-elements", field=asked.parameter, name=asked.parameter, most=MOST_ELEMENTS
        )
    return sorted(set(names))


def _names_among(asked: AttributeAsked, among: Collection[str]) -> list[str]:
    wanted, found = set(asked.terms), set(own_names_among(asked, among))
    rest = iter(sorted(among))
    while names := list(islice(rest, MOST_ELEMENTS)):
        rows = _collection().find({"name": {"$in": names}}, {"name": 1, "terms": 1})
        found |= {row["name"] for row in rows if not wanted.isdisjoint(row["terms"])}
    return sorted(found)


def _collection() -> Any:
    return EpcisMasterDataDocument._get_collection()  # noqa: SLF001
