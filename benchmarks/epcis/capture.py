"""Captured events a second in documents of 100, each validated and with its hash id.

``measure`` is called by ``python -m benchmarks.epcis`` and by the benchmark of stamps.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from nscl_shared.kernel import new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import prepare
from nscl_traceability.domain.epcis.captured import CapturedDocument, read_document
from nscl_traceability.domain.epcis.formats import to_milliseconds, written
from nscl_traceability.handlers.epcis_commands import CaptureEvents
from nscl_traceability.handlers.table import HANDLERS
from nscl_traceability.storage.documents import ALIAS, DOCUMENTS
from nscl_traceability.storage.documents_epcis import EPCIS_DOCUMENTS, EpcisEventDocument
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.epcis_repository import keep_shared
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

EVENTS = 100
SENDERS = 4
STEPS = ("commissioning", "storing", "packing", "shipping")
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Measured:
    """Rates in events a second: all of it, and reading (validation and hash) alone."""

    captured_per_s: float
    read_per_s: float
    events: int


def measure(documents: int = 100) -> Measured:
    """Capture that many documents into the connected, empty database.

    Raises:
        RuntimeError: fewer events are stored than were sent.
    """
    prepare(ALIAS, documents=[*DOCUMENTS, EdgeDocument, *EPCIS_DOCUMENTS])
    bus = CommandBus(ALIAS, HANDLERS, TraceabilityUnitOfWork)
    sent = list(itertools.islice(bodies(), documents))
    _store(bus, read_document(json.loads(next(bodies(start=10**6)))))
    started = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as senders:
        list(senders.map(lambda body: _store(bus, read_document(json.loads(body))), sent))
    seconds = time.perf_counter() - started
    events = documents * EVENTS
    if EpcisEventDocument.objects.count() != events + EVENTS:
        raise RuntimeError("fewer events are stored than were sent")
    return Measured(events / seconds, _reading(sent[:20]), events)


def _reading(sent: list[bytes]) -> float:
    started = time.perf_counter()
    for body in sent:
        read_document(json.loads(body))
    return len(sent) * EVENTS / (time.perf_counter() - started)


def _store(bus: CommandBus, document: CapturedDocument) -> None:
    keep_shared(document)
    bus.execute(
        CaptureEvents(
            capture_id=new_id(),
            account_id="benchmark",
            behaviour="rollback",
            at=to_milliseconds(datetime.now(UTC)),
            events=document.events,
        )
    )


def bodies(start: int = 0) -> Iterator[bytes]:
    """Yield documents as they are sent, without end; no event stands in two."""
    for number in itertools.count(start):
        events = [event(number * EVENTS + index) for index in range(EVENTS)]
        document = {
            "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": written(START),
            "epcisBody": {"eventList": events},
        }
        yield json.dumps(document).encode()


def event(number: int) -> dict[str, Any]:
    """Return an event of one stamped product at a place, as a packing line sends it."""
    return {
        "type": "ObjectEvent",
        "eventTime": written(START + timedelta(milliseconds=number * 37)),
        "eventTimeZoneOffset": "+07:00",
        "epcList": [f"urn:epc:id:sgtin:893600000.0001.S{number}"],
        "action": "OBSERVE",
        "bizStep": STEPS[number % len(STEPS)],
        "disposition": "in_progress",
        "readPoint": {"id": "urn:epc:id:sgln:893600000.001.line1"},
        "bizTransactionList": [
            {"type": "po", "bizTransaction": f"urn:epc:id:gdti:893600000.002.{number // 1000}"}
        ],
    }
