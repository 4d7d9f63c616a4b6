"""A document as what is to be stored: each event with its id and what it is found by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from nscl_shared.kernel import DomainError
from nscl_traceability.domain.epcis import terms
from nscl_traceability.domain.epcis.document_rules import (
    MOST_FAULTS,
    events_of,
    events_path,
    faults_of,
)
from nscl_traceability.domain.epcis.edges import edges
from nscl_traceability.domain.epcis.event_hash import event_hash
from nscl_traceability.domain.epcis.facts import Fact, facts
from nscl_traceability.domain.epcis.faults import Fault
from nscl_traceability.domain.epcis.formats import moment
from nscl_traceability.domain.epcis.hash_values import Namespaces, namespaces
from nscl_traceability.domain.epcis.identifiers import gtin_of
from nscl_traceability.domain.epcis.master_data import VocabularyElement, elements_of
from nscl_traceability.domain.epcis.vocabulary import EVENT_TYPES
from nscl_traceability.domain.trace import Edge

_ASSIGNED = frozenset({"recordTime", "@context"})


class InvalidDocument(DomainError):
    """A document breaks rules of EPCIS; ``details`` says which, each with its JSON path."""

    status = 400

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("epcis-invalid", count=len(faults))
        self.details = tuple(told(fault) for fault in faults[:MOST_FAULTS])


def told(fault: Fault) -> DomainError:
    """Return a fault as an error of the field at its JSON path."""
    return DomainError(fault.code, field=fault.json_path, **fault.params)


@dataclass(frozen=True, kw_only=True)
class CapturedEvent:
    """One event as it is stored; ``id`` is its hash, with the time of a declaration of error.

    ``named`` is the event id its sender gave, for an event that is no declaration.
    """

    id: str
    hash: str
    event_id: str
    named: str | None
    type: str
    event_time: datetime
    body: str
    context: str
    indexed: frozenset[str]
    said: frozenset[str]
    quantities: tuple[float, ...]
    facts: tuple[Fact, ...]
    gtins: frozenset[str]
    places: frozenset[str]
    edges: tuple[Edge, ...]
    declared_at: datetime | None

    @property
    def declares_error(self) -> bool:
        """Whether it says that an earlier event was wrong."""
        return self.declared_at is not None


@dataclass(frozen=True)
class CapturedDocument:
    """The events of a document, each once, the JSON-LD contexts they need by digest, master data."""

    events: tuple[CapturedEvent, ...]
    contexts: Mapping[str, str]
    elements: tuple[VocabularyElement, ...] = ()


def read_document(document: Any) -> CapturedDocument:
    """Return a document ready to be stored.

    Raises:
        InvalidDocument: it is not what EPCIS 2.0 asks for.
    """
    if faults := faults_of(document):
        raise InvalidDocument(faults)
    return _read(document, events_of(document))


def read_sound_part(document: Any) -> tuple[CapturedDocument, list[Fault]]:
    """Return the sound events of a document, and what is wrong with the others.

    Raises:
        InvalidDocument: something other than single events is wrong.
    """
    faults = faults_of(document)
    if not faults:
        return read_document(document), []
    start = events_path(document)
    if not start or any(fault.path[: len(start)] != start for fault in faults):
        raise InvalidDocument(faults)
    broken = {fault.path[len(start)] for fault in faults if len(fault.path) > len(start)}
    if len(broken) == 0:
        raise InvalidDocument(faults)
    sound = [event for place, event in enumerate(events_of(document)) if place not in broken]
    return _read(document, sound), faults


def _read(document: Any, events: list[dict[str, Any]]) -> CapturedDocument:
    reader = _Reader(document.get("@context"))
    captured = {event.id: event for event in map(reader.read, events)}
    elements = elements_of(document, reader.known)
    return CapturedDocument(tuple(captured.values()), reader.contexts, elements)


class _Reader:
    """Reads events that share a context."""

    def __init__(self, shared: Any) -> None:
        self.contexts: dict[str, str] = {}
        self._shared = shared
        self.known = namespaces(shared)
        self._digest = self._keep(shared)

    def read(self, event: dict[str, Any]) -> CapturedEvent:
        known, digest = self.known, self._digest
        if "@context" in event and event["@context"] != self._shared:
            known = namespaces(self._shared, event["@context"])
            digest = self._keep([*_listed(self._shared), *_listed(event["@context"])])
        return _captured(event, known, digest)

    def _keep(self, context: Any) -> str:
        text = json.dumps(context, ensure_ascii=False, separators=(",", ":"))
        digest = sha256(text.encode()).hexdigest()[:32]
        self.contexts[digest] = text
        return digest


def _listed(context: Any) -> list[Any]:
    return context if isinstance(context, list) else [context]


def _captured(event: dict[str, Any], known: Namespaces, context: str) -> CapturedEvent:
    digest = event_hash(event, known)
    declaration = event.get("errorDeclaration")
    given = event.get("eventID", digest)
    readable = event if event["type"] in EVENT_TYPES else _common(event)
    said = terms.said(readable)
    key = digest if declaration is None else f"{digest}#{declaration['declarationTime']}"
    happened = moment(event["eventTime"])
    return CapturedEvent(
        id=key,
        hash=digest,
        event_id=given,
        named=given if declaration is None and given != digest else None,
        type=event["type"],
        event_time=happened,
        body=_written(event),
        context=context,
        indexed=frozenset(_indexed(readable, given, digest)),
        said=frozenset(said),
        quantities=tuple(terms.quantities(readable)),
        facts=tuple(facts(readable, known)),
        gtins=frozenset(filter(None, (gtin_of(name) for _role, name in terms.things(readable)))),
        places=frozenset(terms.places(said)),
        edges=tuple(edges(readable, key, happened)),
        declared_at=moment(declaration["declarationTime"]) if declaration is not None else None,
    )


def _common(event: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of an event whose type is another's: the standard leaves its rest free."""
    return {name: event[name] for name in ("type", "errorDeclaration") if name in event}


def _indexed(event: dict[str, Any], given: str, digest: str) -> set[str]:
    found = terms.indexed(event)
    # an event known by its hash alone is found by its key
    return found | {f"id:{given}"} if given != digest or "errorDeclaration" in event else found


def _written(event: dict[str, Any]) -> str:
    kept = {name: value for name, value in event.items() if name not in _ASSIGNED}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
