"""From event to message body and back, validated on both sides."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from marshmallow import RAISE, ValidationError

from nscl_contracts.catalogue import PLATFORM, Cast, Catalogue, EventSchema, neighbour
from nscl_contracts.envelope import CONTENT_TYPE, REQUIRED, SPEC_VERSION, CloudEvent, schema_urn
from nscl_contracts.errors import CastFailed, MalformedEvent

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


def encode(event: CloudEvent, *, catalogue: Catalogue = PLATFORM) -> str:
    """Return the JSON text of ``event`` (its data validated against the contract)."""
    data = Message(catalogue.find(event.type), event.data).dumped()
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


def decode(
    body: bytes | str,
    content_type: str | None = CONTENT_TYPE,
    *,
    at_least: Collection[str] = (),
    catalogue: Catalogue = PLATFORM,
) -> CloudEvent:
    """Return the event in ``body``; one older than a type in ``at_least`` as that type.

    Raises:
        MalformedEvent: not JSON, not a CloudEvent, or data that breaks the schema.
        UnknownEventType: the type is in no contract.
        CastFailed: it could not be turned into the wanted type.
    """
    return raised(_decode(body, content_type, catalogue), at_least, catalogue)


def raised(
    event: CloudEvent, at_least: Collection[str], catalogue: Catalogue = PLATFORM
) -> CloudEvent:
    """Return ``event`` as the nearest newer type in ``at_least``, or as it is.

    Id, source, subject, time and sequence stay: it is the same fact, and an
    inbox recognises it in either form.

    Raises:
        CastFailed: an upcaster failed, or made data that its contract refuses.
    """
    target = catalogue.raised_to(event.type, at_least)
    if target == event.type:
        return event
    message = Message(catalogue.find(event.type), event.data)
    while message.contract.type != target:
        older = message.contract.type
        message = _cast(message, catalogue.upcasts[older], neighbour(older, +1))
    return replace(event, type=target, data=message.data)


def with_older_forms(message: Message) -> Iterator[Message]:
    """Yield ``message``, then its older forms for as long as downcasters lead to them.

    Raises:
        CastFailed: a downcaster failed, or made data that its contract refuses.
    """
    yield message
    downcasts = message.contract.home.downcasts
    while (cast := downcasts.get(message.contract.type)) is not None:
        message = _cast(message, cast, neighbour(message.contract.type, -1))
        yield message


def _cast(message: Message, cast: Cast, event_type: str) -> Message:
    try:
        contract = message.contract.home.find(event_type)
        data = contract().load(Message(contract, cast(message.data)).dumped())
    except Exception as error:  # whatever the function raised: this event cannot be read
        raise CastFailed(f"{message.contract.type} as {event_type}: {error!r}") from error
    return Message(contract, data)


def _decode(body: bytes | str, content_type: str | None, catalogue: Catalogue) -> CloudEvent:
    if content_type not in (CONTENT_TYPE, None):
        raise MalformedEvent(f"content type {content_type!r}, expected {CONTENT_TYPE!r}")
    envelope = _envelope(body)
    contract = catalogue.find(envelope["type"])
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
