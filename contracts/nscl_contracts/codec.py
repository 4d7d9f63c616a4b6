"""From event to message body and back, validated on both sides."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import RAISE, ValidationError

from nscl_contracts.catalogue import EventSchema, find
from nscl_contracts.envelope import CONTENT_TYPE, REQUIRED, SPEC_VERSION, CloudEvent, schema_urn
from nscl_contracts.errors import MalformedEvent

SEQUENCE_DIGITS = 12


@dataclass(frozen=True)
class Message:
    """What a service announces: a contract and its data as Python values."""

    contract: type[EventSchema]
    data: Mapping[str, Any]

    @property
    def subject(self) -> str:
        """Return the aggregate id the event is about."""
        return str(self.data[self.contract.subject_field])

    def dumped(self) -> dict[str, Any]:
        """Return ``data`` as JSON values, refusing what the contract does not allow.

        Raises:
            MalformedEvent: a member is missing, unknown or of the wrong type.
        """
        dumped: dict[str, Any] = self.contract(unknown=RAISE).dump(self.data)
        surplus = set(self.data) - set(dumped)
        errors = self.contract(unknown=RAISE).validate(dumped)
        if surplus or errors:
            raise MalformedEvent(f"{self.contract.type}: {errors or sorted(surplus)}")
        return dumped


def encode(event: CloudEvent) -> str:
    """Return the JSON text of ``event`` (its data validated against the contract)."""
    data = Message(find(event.type), event.data).dumped()
    optional = {
        "province": event.province,
        "correlationid": event.correlationid,
        "traceparent": event.traceparent,
    }
    return json.dumps(
        {
            "specversion": SPEC_VERSION,
            "id": event.id,
            "source": event.source,
            "type": event.type,
            "subject": event.subject,
            "time": event.time.isoformat(),
            "datacontenttype": "application/json",
            "dataschema": schema_urn(event.type),
            "sequence": f"{event.sequence:0{SEQUENCE_DIGITS}d}",
            **{name: value for name, value in optional.items() if value is not None},
            "data": data,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def decode(body: bytes | str, content_type: str | None = CONTENT_TYPE) -> CloudEvent:
    """Return the event in ``body``.

    Raises:
        MalformedEvent: not JSON, not a CloudEvent, or data that breaks the schema.
        UnknownEventType: the type is in no contract.
    """
    if content_type not in (CONTENT_TYPE, None):
        raise MalformedEvent(f"content type {content_type!r}, expected {CONTENT_TYPE!r}")
    envelope = _envelope(body)
    contract = find(envelope["type"])
    try:
        data = contract().load(envelope["data"])
        return CloudEvent(
            id=_text(envelope, "id"),
            source=_text(envelope, "source"),
            type=contract.type,
            subject=_text(envelope, "subject"),
            time=datetime.fromisoformat(envelope["time"]),
            sequence=int(envelope["sequence"]),
            data=data,
            province=envelope.get("province"),
            correlationid=envelope.get("correlationid"),
            traceparent=envelope.get("traceparent"),
        )
    except ValidationError as error:
        raise MalformedEvent(f"{contract.type}: {error.messages}") from error
    except (ValueError, TypeError) as error:
        raise MalformedEvent(f"{contract.type}: {error}") from error


def _envelope(body: bytes | str) -> dict[str, Any]:
    try:
        envelope = json.loads(body)
    except ValueError as error:
        raise MalformedEvent(f"not JSON: {error}") from error
    if not isinstance(envelope, dict):
        raise MalformedEvent("not a JSON object")
    missing = [name for name in REQUIRED if name not in envelope]
    if missing:
        raise MalformedEvent(f"not a CloudEvent: {', '.join(missing)} missing")
    if envelope["specversion"] != SPEC_VERSION or not isinstance(envelope["type"], str):
        raise MalformedEvent(f"not a CloudEvent {SPEC_VERSION} with a textual type")
    return envelope


def _text(envelope: Mapping[str, Any], name: str) -> str:
    value = envelope[name]
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} must be a non-empty string")
    return value
