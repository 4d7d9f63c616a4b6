"""Criteria as stages of a query: first what an index finds, then what is looked at.

The embedded server plans by index only what is asked alone, so the first stage asks
for nothing else; MongoDB puts the stages together by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from nscl_traceability.domain.epcis.formats import EARLIEST, LATEST
from nscl_traceability.domain.epcis.query import Criteria
from nscl_traceability.domain.epcis.query_facts import FactAsked

Filter = dict[str, Any]
Groups = Sequence[tuple[str, ...]]

END = LATEST + timedelta(milliseconds=999)
FIRST_WINDOW = timedelta(hours=1)
GROWTH = 4
# terms that many events share are looked up only where there is nothing better
_BROAD = ("at:", "firm:", "err:")


@dataclass(frozen=True)
class Place:
    """Where a page ended."""

    at: datetime
    id: str


def first_stages(criteria: Criteria, firms: Sequence[str] | None) -> Iterator[Filter]:
    """Yield what to look up: one filter, or ranges of time from the end that is asked for."""
    groups = indexed_groups(criteria, firms)
    if groups:
        yield {"indexed": _any(groups[0])}
        return
    low, high = _bounds(criteria)
    for start, end in _windows(low, high, ascending=criteria.ascending):
        yield {criteria.order_by: {"$gte": start, "$lt": end}}


def indexed_groups(criteria: Criteria, firms: Sequence[str] | None) -> list[tuple[str, ...]]:
    """Return the groups of indexed terms, the narrowest kinds first."""
    own = [tuple(f"firm:{firm}" for firm in firms)] if firms is not None else []
    return sorted(
        [*criteria.indexed, *own], key=lambda group: bool(group) and group[0].startswith(_BROAD)
    )


def second_stage(criteria: Criteria, firms: Sequence[str] | None, place: Place | None) -> Filter:
    """Return what must be true of all that was found."""
    clauses: list[Filter] = [
        {"indexed": _any(group)} for group in indexed_groups(criteria, firms)[1:]
    ]
    clauses += [{"said": _any(group)} for group in criteria.said]
    clauses += [{"quantities": {"$elemMatch": {sign: n}}} for sign, n in criteria.amounts]
    clauses += [{column: {sign: at}} for column, sign, at in criteria.times]
    clauses += [_fact(asked) for asked in criteria.facts]
    if place:
        clauses.append(_after(criteria, place))
    return {"$and": clauses} if clauses else {}


def _fact(asked: FactAsked) -> Filter:
    wanted: Filter = {"n": asked.name}
    if asked.comparison:
        values = list(asked.values)
        wanted["v"] = {asked.comparison: values if asked.comparison == "$in" else values[0]}
    return {"facts": {"$elemMatch": wanted}}


def whole(criteria: Criteria, firms: Sequence[str] | None) -> Filter:
    """Return all that must be true of an event, where something else leads to it."""
    clauses: list[Filter] = [
        {"indexed": _any(group)} for group in indexed_groups(criteria, firms)[:1]
    ]
    if criteria.ids:
        named = [f"id:{event_id}" for event_id in criteria.ids]
        clauses.append({"$or": [{"_id": {"$in": list(criteria.ids)}}, {"indexed": {"$in": named}}]})
    clauses += second_stage(criteria, firms, None).get("$and", [])
    return {"$and": clauses} if clauses else {}


def _any(values: Sequence[str]) -> Any:
    return values[0] if len(values) == 1 else {"$in": list(values)}


def _after(criteria: Criteria, place: Place) -> Filter:
    sign, column = ("$gt" if criteria.ascending else "$lt"), criteria.order_by
    return {"$or": [{column: {sign: place.at}}, {column: place.at, "_id": {sign: place.id}}]}


def _bounds(criteria: Criteria) -> tuple[datetime, datetime]:
    own = [(sign, at) for column, sign, at in criteria.times if column == criteria.order_by]
    return (
        max([EARLIEST, *(at for sign, at in own if sign == "$gte")]),
        min([END, *(at for sign, at in own if sign == "$lt")]),
    )


def _windows(
    low: datetime, high: datetime, *, ascending: bool
) -> Iterator[tuple[datetime, datetime]]:
    """Yield adjoining ranges, each longer than the one before; all of them cover all."""
    if low >= high:
        return
    edge = low if ascending else min(high, max(low, datetime.now(UTC)))
    if edge < high and not ascending:
        yield edge, high
    length = FIRST_WINDOW
    while low < edge if not ascending else edge < high:
        if ascending:
            end = edge + length if high - edge > length else high
            yield edge, end
            edge = end
        else:
            start = edge - length if edge - low > length else low
            yield start, edge
            edge = start
        length *= GROWTH


def narrowed(first: Filter, place: Place | None, criteria: Criteria) -> Filter | None:
    """Return a range of time without what earlier pages showed, or None if nothing is left."""
    bounds: Mapping[str, datetime] | None = first.get(criteria.order_by)
    if place is None or bounds is None:
        return first
    if criteria.ascending:
        return (
            None
            if bounds["$lt"] <= place.at
            else _between(criteria, max(bounds["$gte"], place.at), bounds["$lt"])
        )
    last = place.at + timedelta(milliseconds=1)
    return (
        None
        if bounds["$gte"] > place.at
        else _between(criteria, bounds["$gte"], min(bounds["$lt"], last))
    )


def _between(criteria: Criteria, start: datetime, end: datetime) -> Filter:
    return {criteria.order_by: {"$gte": start, "$lt": end}}
