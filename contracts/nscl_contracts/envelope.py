"""The envelope: CloudEvents 1.0, structured mode, JSON.

Extensions: ``sequence`` (the aggregate's version, zero-padded so that it sorts
as text, after the CloudEvents *sequence* extension), ``province``,
``correlationid`` and ``traceparent`` (W3C Trace Context).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CONTENT_TYPE = "application/cloudevents+json"
SPEC_VERSION = "1.0"
REQUIRED = ("specversion", "id", "source", "type", "subject", "time", "sequence", "data")


@dataclass(frozen=True)
class CloudEvent:
    """One event, decoded.  ``time`` is aware; ``data`` holds Python values."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    sequence: int
    data: Mapping[str, Any]
    province: str | None = None
    correlationid: str | None = None
    traceparent: str | None = None

    @property
    def dataschema(self) -> str:
        """Return the URN of the JSON Schema of ``data``."""
        return schema_urn(self.type)


def schema_urn(event_type: str) -> str:
    """Return the name under which the JSON Schema of ``event_type`` is published."""
    return f"urn:nscl:schema:{event_type}"


def partner_schema_urn(event_type: str) -> str:
    """Return the name of the JSON Schema of ``event_type`` without personal members."""
    return f"{schema_urn(event_type)}:partner"
