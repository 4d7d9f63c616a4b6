"""The AsyncAPI 3.0 document: every channel, message and who sends it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from nscl_contracts.catalogue import EventSchema, catalogue
from nscl_contracts.envelope import CONTENT_TYPE, SPEC_VERSION

SERVER = {
    "host": "{host}:5671",
    "protocol": "amqps",
    "protocolVersion": "0-9-1",
    "description": "The broker of a province; the operator tells host and account.",
    "variables": {"host": {"description": "Name of the province's broker."}},
}
TEXT = {"type": "string", "minLength": 1}


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
        "channels": {service: _channel(service, group) for service, group in by_service.items()},
        "operations": {f"{service}Announces": _operation(service) for service in by_service},
        "components": {
            "messages": {contract.type: _message(contract) for contract in contracts},
        },
    }


def events_exchange(service: str) -> str:
    """Return the name of the exchange that ``service`` publishes to."""
    return f"{service}.events"


def partner_exchange(service: str) -> str:
    """Return the name of the exchange with the same for other agencies, nothing personal in it."""
    return f"{service}.partner"


def _channel(service: str, contracts: list[type[EventSchema]]) -> dict[str, Any]:
    return {
        "address": events_exchange(service),
        "description": f"Topic exchange of {service}; the routing key is the event type.",
        "messages": {c.type: {"$ref": f"#/components/messages/{c.type}"} for c in contracts},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": events_exchange(service), "type": "topic", "durable": True},
                "bindingVersion": "0.3.0",
            }
        },
    }


def _operation(service: str) -> dict[str, Any]:
    return {"action": "send", "channel": {"$ref": f"#/channels/{service}"}}


def _message(contract: type[EventSchema]) -> dict[str, Any]:
    return {
        "name": contract.type,
        "title": contract.event_name.replace("-", " "),
        "summary": " ".join((contract.__doc__ or "").split()),
        "contentType": CONTENT_TYPE,
        "x-version": contract.version,
        "x-owner": contract.owner,
        "x-changelog": dict(contract.changes),
        "payload": envelope_schema(contract),
    }


def envelope_schema(contract: type[EventSchema]) -> dict[str, Any]:
    """Return the JSON Schema of the whole message, ``data`` by reference to its file."""
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
            "province": TEXT,
            "correlationid": TEXT,
            "traceparent": TEXT,
            "data": {"$ref": f"./schemas/{contract.type}.json"},
        },
    }
