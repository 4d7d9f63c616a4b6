"""What can be asked of the EPCIS repository."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nscl_traceability.domain.epcis.captured import CapturedEvent
from nscl_traceability.domain.epcis.master_data import VocabularyElement


@dataclass(frozen=True, kw_only=True)
class CaptureEvents:
    """Store events that are in order, all of them or none; ``errors`` tell of those left out.

    ``elements`` are master data; those whose keys are in ``unowned`` must not be another
    account's already.
    """

    capture_id: str
    account_id: str
    behaviour: str
    at: datetime
    events: Sequence[CapturedEvent]
    errors: Sequence[dict[str, Any]] = ()
    elements: Sequence[VocabularyElement] = ()
    unowned: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class NameQuery:
    """Keep a query under a name."""

    name: str
    parameters: Mapping[str, tuple[str, ...]]
    account_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DropQuery:
    """Forget a named query; ``account_id`` limits to that account's."""

    name: str
    account_id: str | None
