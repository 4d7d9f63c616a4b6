"""What a page says of an event, out of its contract and schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nscl_contracts.asyncapi import (
    FOR_AGENCIES,
    FOR_SERVICES,
    events_exchange,
    partner_exchange,
)
from nscl_contracts.catalogue import EventSchema
from nscl_contracts.codec import encode
from nscl_contracts.envelope import CloudEvent
from nscl_contracts.expectations import Expectation
from nscl_contracts.json_schema import data_schema
from nscl_contracts.redaction import has_personal

Node = Mapping[str, Any]
KINDS = {
    "string": "text",
    "integer": "integer",
    "array": "list",
    "object": "object",
    "boolean": "yes or no",
}
FORMATS = {"date": "date", "date-time": "date and time"}


@dataclass(frozen=True)
class Member:
    """One row of the table of members; ``kind`` is a msgid."""

    path: str
    kind: str
    nullable: bool
    required: bool
    classification: str
    description: str
    values: Sequence[str]


@dataclass(frozen=True)
class Event:
    """One contract, ready to be shown."""

    contract: type[EventSchema]
    consumers: Sequence[Expectation]

    @property
    def type(self) -> str:
        """Return the event type."""
        return self.contract.type

    @property
    def title(self) -> str:
        """Return its name in plain words, a msgid."""
        return self.contract.event_name.replace("-", " ").capitalize()

    @property
    def purpose(self) -> str:
        """Return what the event says happened."""
        return " ".join((self.contract.__doc__ or "").split())

    @property
    def exchange(self) -> str:
        """Return the exchange that services bind to."""
        return events_exchange(self.contract.service)

    @property
    def partner_exchange(self) -> str:
        """Return the exchange that other agencies are bound to."""
        return partner_exchange(self.contract.service)

    @property
    def has_personal(self) -> bool:
        """Tell whether any member is personal data."""
        return has_personal(self.contract)

    @property
    def members(self) -> list[Member]:
        """Return all members, nested ones by path."""
        return list(members(data_schema(self.contract)))

    @property
    def example(self) -> str:
        """Return a whole message as indented JSON."""
        data = self.contract().load(self.contract.example)
        event = CloudEvent(
            id="0192f0c1-7a00-7000-8000-000000000abc",
            source=f"/province/lang-son/{self.contract.service}",
            type=self.type,
            subject=str(data[self.contract.subject_field]),
            time=datetime(2022, 6, 1, 1, tzinfo=UTC),
            sequence=1,
            data=data,
            province="lang-son",
        )
        body = json.loads(encode(event, catalogue=self.contract.home))
        return json.dumps(body, ensure_ascii=False, indent=2)


def channel_words(address: str) -> tuple[str, str]:
    """Return what an exchange is for, a msgid, and the service that it belongs to."""
    service = address.partition(".")[0]
    return (FOR_AGENCIES if address == partner_exchange(service) else FOR_SERVICES), service


def members(schema: Node, prefix: str = "") -> Iterator[Member]:
    """Yield the members of a JSON Schema, each before what is nested in it."""
    for name, node in schema.get("properties", {}).items():
        types = _types(node)
        listed = node.get("items", {})
        yield Member(
            path=f"{prefix}{name}",
            kind=FORMATS.get(node.get("format", ""), KINDS.get(types[0], types[0])),
            nullable="null" in types,
            required=name in schema.get("required", ()),
            classification=node["x-classification"],
            description=node["description"],
            values=[value for value in node.get("enum", ()) if value is not None],
        )
        yield from members(listed or node, f"{prefix}{name}{'[]' if listed else ''}.")


def _types(node: Node) -> list[str]:
    declared = node.get("type", "object")
    return [declared] if isinstance(declared, str) else sorted(declared, key="null".__eq__)
