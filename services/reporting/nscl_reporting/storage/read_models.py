"""The facts as read models: ``nscl replay`` builds them again from the history."""

from __future__ import annotations

from nscl_contracts import CloudEvent
from nscl_reporting.handlers.reading import read_event
from nscl_reporting.storage.documents import FACTS
from nscl_shared.persistence import ReadModels, Statement


def _read(event: CloudEvent) -> Statement | None:
    fact = read_event(event)
    if fact is None:
        return None
    return Statement(FACTS[fact.kind], fact.subject, fact.sequence, fact.stated)


READ_MODELS = ReadModels(tuple(FACTS.values()), _read)
