"""Captured events in and out of the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from mongoengine import Document
from pymongo.errors import BulkWriteError, DuplicateKeyError

from nscl_shared.persistence import AggregateRepository
from nscl_traceability.domain.epcis.capture_job import CaptureJob
from nscl_traceability.domain.epcis.captured import CapturedDocument, CapturedEvent
from nscl_traceability.domain.epcis.facts import Fact
from nscl_traceability.domain.epcis.named_query import NamedQuery
from nscl_traceability.domain.epcis.terms import firm_at
from nscl_traceability.storage.documents import ProductDocument
from nscl_traceability.storage.documents_epcis import (
    CaptureJobDocument,
    EpcisContextDocument,
    EpcisEventDocument,
    EpcisNameDocument,
    NamedQueryDocument,
)
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.graph import edge_row
from nscl_traceability.storage.stamp_lots import with_lots

DUPLICATE = 11_000
_JOB = ("account_id", "behaviour", "created_at", "finished_at", "success", "errors")
_LISTED = ("eventType:", "bizStep:", "disposition:", "readPoint:", "bizLocation:")


class CaptureJobRepository(AggregateRepository[CaptureJob]):
    """The capture jobs."""

    document = CaptureJobDocument
    missing = "epcis-capture-not-found"

    def to_domain(self, document: CaptureJobDocument) -> CaptureJob:
        """Return the stored job."""
        values = {name: document[name] for name in _JOB if name != "success"}
        return CaptureJob(
            id=document.id, version=document.version, events_stored=document.events, **values
        )

    def to_fields(self, aggregate: CaptureJob) -> dict[str, Any]:
        """Return the document's fields; a job is written once, before it has a place."""
        values = {name: getattr(aggregate, name) for name in _JOB}
        return {**values, "events": aggregate.events_stored, "unplaced": True}


class NamedQueryRepository(AggregateRepository[NamedQuery]):
    """The named queries."""

    document = NamedQueryDocument
    missing = "epcis-name-not-found"

    def to_domain(self, document: NamedQueryDocument) -> NamedQuery:
        """Return the stored query."""
        given = {row["name"]: tuple(row["values"]) for row in document.parameters}
        return NamedQuery(
            id=document.id,
            version=document.version,
            account_id=document.account_id,
            created_at=document.created_at,
            parameters=given,
        )

    def to_fields(self, aggregate: NamedQuery) -> dict[str, Any]:
        """Return the document's fields; names stand in values, as they may hold any character."""
        rows = [{"name": name, "values": list(v)} for name, v in aggregate.parameters.items()]
        return {
            "account_id": aggregate.account_id,
            "created_at": aggregate.created_at,
            "parameters": rows,
        }

    def remove(self, name: str) -> None:
        """Delete the query of that name."""
        self.document.objects(id=name).delete()


class EpcisStore:
    """Writes events and their edges of the graph."""

    def add(self, events: Sequence[CapturedEvent], capture_id: str, at: datetime) -> None:
        """Insert the events.

        Raises:
            pymongo.errors.DuplicateKeyError: one of them is stored already.
        """
        owners = owners_of({gtin for event in events for gtin in event.gtins})
        rows = [_row(event, capture_id, at, owners) for event in events]
        _insert(EpcisEventDocument, rows)
        self._add_edges([event for event in events if event.edges])
        self._withdraw([event for event in events if event.declares_error])

    def _add_edges(self, events: Sequence[CapturedEvent]) -> None:
        wrong = self._declared(events)
        edges = [edge for event in events if event.id not in wrong for edge in event.edges]
        rows = {edge.id: edge_row(edge) for edge in with_lots(edges)}
        if rows:
            _insert(EdgeDocument, list(rows.values()))

    def _declared(self, events: Sequence[CapturedEvent]) -> set[str]:
        """Return the ids of those that were declared wrong before they came."""
        terms = {f"id:{event.event_id}": event.id for event in events}
        found = EpcisEventDocument._get_collection().find(  # noqa: SLF001
            {"indexed": {"$in": list(terms)}, "declared_at": {"$exists": True}}, {"event_id": 1}
        )
        return {terms[f"id:{row['event_id']}"] for row in found} if terms else set()

    def _withdraw(self, declarations: Sequence[CapturedEvent]) -> None:
        """Take the edges of events back that are declared wrong."""
        if not declarations:
            return
        names = [event.event_id for event in declarations]
        collection = EpcisEventDocument._get_collection()  # noqa: SLF001
        rows = collection.find({"named": {"$in": names}}, {"_id": 1})
        sources = [*(event.hash for event in declarations), *(row["_id"] for row in rows)]
        EdgeDocument._get_collection().delete_many({"source": {"$in": sources}})  # noqa: SLF001


def _insert(kind: type[Document], rows: list[dict[str, Any]]) -> None:
    """Insert many; one that is there already is told as for a single insert."""
    try:
        kind._get_collection().insert_many(rows)  # noqa: SLF001
    except BulkWriteError as error:
        first = error.details["writeErrors"][0]
        if first["code"] != DUPLICATE:
            raise
        raise DuplicateKeyError(first["errmsg"], DUPLICATE, first) from error


def keep_shared(document: CapturedDocument) -> None:
    """Keep the contexts and names that a document's events will refer to.

    Outside the capture's transaction: they are true whatever becomes of it, and
    documents captured at once would conflict over them.
    """
    names = {t for event in document.events for t in event.said if t.startswith(_LISTED)}
    _keep(EpcisContextDocument, {key: {"body": body} for key, body in document.contexts.items()})
    _keep(EpcisNameDocument, {name: {"_id": name} for name in names})


def _keep(kind: type[Document], wanted: Mapping[str, dict[str, Any]]) -> None:
    collection = kind._get_collection()  # noqa: SLF001
    known = {row["_id"] for row in collection.find({"_id": {"$in": list(wanted)}}, {"_id": 1})}
    for key in wanted.keys() - known:
        collection.update_one({"_id": key}, {"$setOnInsert": wanted[key]}, upsert=True)


def known_events(events: Sequence[CapturedEvent]) -> dict[str, str]:
    """Return the ids of those that are stored already, with the event id they are known by."""
    collection = EpcisEventDocument._get_collection()  # noqa: SLF001
    rows = collection.find({"_id": {"$in": [event.id for event in events]}}, {"event_id": 1})
    found = {row["_id"]: row["event_id"] for row in rows}
    named = {event.named: event.id for event in events if event.named}
    if named:
        taken = collection.find({"named": {"$in": list(named)}}, {"named": 1})
        found |= {named[row["named"]]: row["named"] for row in taken}
    return found


def owners_of(gtins: Collection[str]) -> dict[str, str]:
    """Return the firms of the products that are known here, by GTIN."""
    if not gtins:
        return {}
    found = ProductDocument.objects(gtin__in=list(gtins)).only("gtin", "firm_id")
    return {product.gtin: product.firm_id for product in found}


def _row(
    event: CapturedEvent, capture_id: str, at: datetime, owners: Mapping[str, str]
) -> dict[str, Any]:
    firms = {owners[gtin] for gtin in event.gtins if gtin in owners}
    firms |= {firm for place in event.places if (firm := firm_at(place))}
    return {
        "_id": event.id,
        "event_id": event.event_id,
        **({"named": event.named} if event.named else {}),
        "type": event.type,
        "event_time": event.event_time,
        "record_time": at,
        **({"declared_at": event.declared_at} if event.declared_at else {}),
        "capture_id": capture_id,
        "body": event.body,
        "context": event.context,
        "indexed": sorted(event.indexed | {f"firm:{firm}" for firm in firms}),
        "said": sorted(event.said),
        **({"quantities": list(event.quantities)} if event.quantities else {}),
        **({"facts": fact_rows(event.facts)} if event.facts else {}),
    }


def fact_rows(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """Return facts as they are stored: names ``n``, value ``v``."""
    return [{"n": list(fact.names), "v": fact.value} for fact in facts]
