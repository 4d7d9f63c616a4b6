"""What can be asked of the EPCIS repository."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nscl_traceability.domain.epcis.captured import CapturedEvent


@dataclass(frozen=True, kw_only=True)
class CaptureEvents:
    """Store events that are in order, all of them or none; ``errors`` tell of those left out."""

    capture_id: str
    account_id: str
    behaviour: str
    at: datetime
    events: Sequence[CapturedEvent]
    errors: Sequence[dict[str, Any]] = ()
