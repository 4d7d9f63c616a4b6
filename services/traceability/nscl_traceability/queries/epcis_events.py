"""Captured events by the criteria of a query, page by page."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING

from nscl_shared.kernel import NotFound
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.domain.epcis.query import Criteria, QueryParameter
from nscl_traceability.queries.epcis_filters import (
    Filter,
    Place,
    first_stages,
    indexed_groups,
    narrowed,
    second_stage,
)
from nscl_traceability.queries.epcis_master_data import with_elements
from nscl_traceability.storage.documents_epcis import EpcisContextDocument, EpcisEventDocument

Row = dict[str, Any]
_FIELDS = {"event_id": 1, "event_time": 1, "record_time": 1, "body": 1, "context": 1}


class TooManyEvents(QueryParameter):
    """The result is larger than the caller wants (``maxEventCount``)."""

    status = 413


@dataclass(frozen=True)
class EventPage:
    """Events as a query document lists them, and the token of the next page."""

    events: list[dict[str, Any]]
    context: list[Any]
    next: str | None


def find_events(
    criteria: Criteria, firms: Sequence[str] | None = None, token: str | None = None
) -> EventPage:
    """Return a page of events; ``firms`` limits to events about these firms' products.

    Raises:
        QueryParameter: the token is none of ours.
        TooManyEvents: there are more than ``maxEventCount``.
        TooManyElements: the criteria ask for master data that many things have.
    """
    criteria = with_elements(criteria)
    seen, place = _read_token(token) if token else (0, None)
    size = min(criteria.per_page, (criteria.limit or 10**9) - seen)
    if criteria.most is not None and not token:
        _check_size(criteria, firms)
    rows = _rows(criteria, firms, place, size + 1) if size > 0 else []
    more = len(rows) > size and (criteria.limit is None or seen + size < criteria.limit)
    shown = rows[:size]
    following = _token(seen + size, shown[-1], criteria) if more else None
    events, context = _written(shown)
    return EventPage(events, context, following)


def _check_size(criteria: Criteria, firms: Sequence[str] | None) -> None:
    most = criteria.most or 0
    if len(_rows(criteria, firms, None, most + 1)) > most:
        raise TooManyEvents("epcis-query-too-large", field="maxEventCount", most=most)


def show_event(event_id: str, firms: Sequence[str] | None = None) -> EventPage:
    """Return the event of that id and what declares it wrong.

    Raises:
        NotFound: ``epcis-event-not-found``.
    """
    page = find_events(Criteria(ids=(event_id,), ascending=True, order_by="record_time"), firms)
    if not page.events:
        raise NotFound("epcis-event-not-found", id=event_id)
    return page


def show_events(row_ids: Sequence[str]) -> EventPage:
    """Return the events of these keys, in this order."""
    rows = EpcisEventDocument._get_collection().find({"_id": {"$in": list(row_ids)}}, _FIELDS)  # noqa: SLF001
    found = {row["_id"]: row for row in rows}
    events, context = _written([found[row_id] for row_id in row_ids if row_id in found])
    return EventPage(events, context, None)


def _rows(
    criteria: Criteria, firms: Sequence[str] | None, place: Place | None, most: int
) -> list[Row]:
    """Return up to ``most`` rows behind ``place``, in order."""
    found: list[Row] = []
    for stage in _lookups(criteria, firms):
        first = narrowed(stage, place, criteria)
        if first is not None:
            found += _read(first, second_stage(criteria, firms, place), criteria, most - len(found))
        if len(found) >= most:
            break
    return found


def _lookups(criteria: Criteria, firms: Sequence[str] | None) -> Iterable[Filter]:
    if not criteria.ids:
        return first_stages(criteria, firms)
    terms = [f"id:{event_id}" for event_id in criteria.ids]
    collection = EpcisEventDocument._get_collection()  # noqa: SLF001
    named = collection.find({"indexed": {"$in": terms}}, {"_id": 1})
    # with every group still to be met, as none of them was looked up
    groups = [{"indexed": {"$in": list(group)}} for group in indexed_groups(criteria, firms)[:1]]
    wanted = {"_id": {"$in": [*criteria.ids, *(row["_id"] for row in named)]}}
    return [{"$and": [wanted, *groups]} if groups else wanted]


def _read(first: Filter, second: Filter, criteria: Criteria, most: int) -> list[Row]:
    way = ASCENDING if criteria.ascending else DESCENDING
    stages: list[dict[str, Any]] = [
        {"$match": first},
        *([{"$match": second}] if second else []),
        {"$sort": {criteria.order_by: way, "_id": way}},
        {"$limit": most},
        {"$project": _FIELDS},
    ]
    return list(EpcisEventDocument._get_collection().aggregate(stages))  # noqa: SLF001


def _token(seen: int, last: Row, criteria: Criteria) -> str:
    place = [seen, round(last[criteria.order_by].timestamp() * 1_000), last["_id"]]
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _read_token(token: str) -> tuple[int, Place]:
    try:
        seen, at, row_id = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        return int(seen), Place(datetime.fromtimestamp(at / 1_000, UTC), str(row_id))
    except (ValueError, TypeError, OverflowError) as error:
        raise QueryParameter("epcis-query-token", field="nextPageToken") from error


def _written(rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[Any]]:
    """Return events with one context for all; an event keeps its own where they contradict."""
    contexts = _contexts({row["context"] for row in rows})
    shared, own = _merged(contexts)
    return [
        {**_event(row), **({"@context": contexts[row["context"]]} if row["context"] in own else {})}
        for row in rows
    ], shared


def _event(row: Row) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(row["body"])
    event.setdefault("eventID", row["event_id"])
    return {**event, "recordTime": written(row["record_time"])}


def _contexts(digests: set[str]) -> dict[str, Any]:
    found = EpcisContextDocument.objects(id__in=list(digests))
    return {document.id: json.loads(document.body) for document in found}


STANDARD_CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"


def _merged(contexts: Mapping[str, Any]) -> tuple[list[Any], set[str]]:
    """Return the parts of all contexts, each once, and the digests of those that do not fit."""
    shared: list[Any] = []
    prefixes: dict[str, Any] = {}
    own: set[str] = set()
    for digest in sorted(contexts):
        parts = contexts[digest] if isinstance(contexts[digest], list) else [contexts[digest]]
        defined = {name: uri for p in parts if isinstance(p, dict) for name, uri in p.items()}
        if any(prefixes.get(name, uri) != uri for name, uri in defined.items()):
            own.add(digest)
            continue
        prefixes |= defined
        shared += [part for part in parts if part not in shared]
    return shared or [STANDARD_CONTEXT], own
