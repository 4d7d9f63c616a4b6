"""The AsyncAPI 3.0 document: every channel, message and who sends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from nscl_contracts.catalogue import EventSchema, catalogue
from nscl_contracts.envelope import CONTENT_TYPE, SPEC_VERSION, partner_schema_urn, schema_urn
from nscl_contracts.redaction import has_personal

SERVER = {
    "host": "{host}:5671",
    "protocol": "amqps",
    "protocolVersion": "0-9-1",
    "description": "The broker of a province; the operator tells host and account.",
    "variables": {"host": {"description": "Name of the province's broker."}},
}
TEXT = {"type": "string", "minLength": 1}
Named = tuple[str, dict[str, Any]]
FOR_SERVICES = "Topic exchange of {service}; the routing key is the event type."
FOR_AGENCIES = (
    "Topic exchange of {service} for other agencies: the same events with the same ids, "
    "personal members left out."
)


def asyncapi_document(version: str) -> dict[str, Any]:
    """Return the AsyncAPI 3.0 description of all events as a JSON-able object."""
    contracts = list(catalogue().values())
    by_service = {
        service: list(group) for service, group in groupby(contracts, lambda c: c.service)
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "NSCL events",
            "version": version,
            "description": (
                "Facts announced by the services of the NSCL platform as CloudEvents 1.0 in "
                "structured mode. Generated from nscl_contracts by `nscl contracts export`."
            ),
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"province": SERVER},
        "channels": {
            name: channel
            for service, group in by_service.items()
            for name, channel in _channels(service, group)
        },
        "operations": {
            name: operation for service in by_service for name, operation in _operations(service)
        },
        "components": {
            "messages": {name: message for each in contracts for name, message in _messages(each)},
        },
    }


def events_exchange(service: str) -> str:
    """Return the name of the exchange that ``service`` publishes to."""
    return f"{service}.events"


def partner_exchange(service: str) -> str:
    """Return the name of the exchange with the same for other agencies, nothing personal in it."""
    return f"{service}.partner"


def partner_message(contract: type[EventSchema]) -> str:
    """Return the name of the message that agencies get; the services' own if nothing is hidden."""
    return f"{contract.type}.partner" if has_personal(contract) else contract.type


def _channels(service: str, contracts: list[type[EventSchema]]) -> Iterator[Named]:
    words, partner_words = (
        FOR_SERVICES.format(service=service),
        FOR_AGENCIES.format(service=service),
    )
    messages = {c.type: c.type for c in contracts}
    yield service, _channel(events_exchange(service), words, messages)
    redacted = {c.type: partner_message(c) for c in contracts}
    yield f"{service}Partner", _channel(partner_exchange(service), partner_words, redacted)


def _channel(exchange: str, description: str, messages: Mapping[str, str]) -> dict[str, Any]:
    return {
        "address": exchange,
        "description": description,
        "messages": {
            key: {"$ref": f"#/components/messages/{name}"} for key, name in messages.items()
        },
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": exchange, "type": "topic", "durable": True},
                "bindingVersion": "0.3.0",
            }
        },
    }


def _operations(service: str) -> Iterator[Named]:
    yield f"{service}Announces", _send(service)
    yield f"{service}TellsAgencies", _send(f"{service}Partner")


def _send(channel: str) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{channel}"}}


def _messages(contract: type[EventSchema]) -> Iterator[Named]:
    yield contract.type, _message(contract, envelope_schema(contract))
    if has_personal(contract):
        yield partner_message(contract), _message(contract, partner_envelope_schema(contract))


def _message(contract: type[EventSchema], payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": contract.type,
        "title": contract.event_name.replace("-", " "),
        "summary": " ".join((contract.__doc__ or "").split()),
        "contentType": CONTENT_TYPE,
        "x-version": contract.version,
        "x-owner": contract.owner,
        "x-changelog": dict(contract.changes),
        "payload": payload,
    }


def envelope_schema(contract: type[EventSchema]) -> dict[str, Any]:
    """Return the JSON Schema of the whole message, ``data`` by reference to its file."""
    return _envelope(contract, schema_urn(contract.type), f"./schemas/{contract.type}.json")


def partner_envelope_schema(contract: type[EventSchema]) -> dict[str, Any]:
    """Return the JSON Schema of the whole message as other agencies get it."""
    urn = partner_schema_urn(contract.type)
    return _envelope(contract, urn, f"./schemas/partner/{contract.type}.json")


def _envelope(contract: type[EventSchema], urn: str, data: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["specversion", "id", "source", "type", "subject", "time", "sequence", "data"],
        "properties": {
            "specversion": {"const": SPEC_VERSION},
            "id": {**TEXT, "description": "UUIDv7; the same id is the same event."},
            "source": {**TEXT, "description": "/province/<code>/<service>"},
            "type": {"const": contract.type},
            "subject": {**TEXT, "description": f"The {contract.subject_field}."},
            "time": {"type": "string", "format": "date-time"},
            "sequence": {
                "type": "string",
                "pattern": r"^\d+$",
                "description": "Version of the subject; later facts sort after earlier ones.",
            },
            "datacontenttype": {"const": "application/json"},
            "dataschema": {"const": urn},
            "province": TEXT,
            "correlationid": TEXT,
            "traceparent": TEXT,
            "data": {"$ref": data},
        },
    }
