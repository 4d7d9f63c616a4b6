"""Personal data taken out of events, by the classification of their members.

Personal data leave the platform only redacted (Law 91/2025/QH15).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from marshmallow import Schema, fields

from nscl_contracts.catalogue import PLATFORM, EventSchema
from nscl_contracts.envelope import partner_schema_urn
from nscl_contracts.fields import Classification


@cache
def has_personal(contract: type[EventSchema]) -> bool:
    """Tell whether any member of ``contract``, at any depth, is personal."""
    return _has_personal(contract())


def redact(event_type: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` (JSON values) without personal members, at any depth.

    Members that no contract knows go as well: nobody has said that they are
    not personal.  Of an unknown type nothing is left.
    """
    contract = PLATFORM.get(event_type)
    return {} if contract is None else _redacted(contract(), data)


def partner_copy(event_type: str, body: str) -> str | None:
    """Return the message ``body`` as other agencies get it.

    ``None`` means that the event has nothing to hide and they get it as it is.
    The copy keeps its id: it tells of the same occurrence.
    """
    contract = PLATFORM.get(event_type)
    if contract is not None and not has_personal(contract):
        return None
    event = json.loads(body)
    copy = {
        **event,
        "dataschema": partner_schema_urn(event_type),
        "data": redact(event_type, event["data"]),
    }
    return json.dumps(copy, ensure_ascii=False, separators=(",", ":"))


def _has_personal(schema: Schema) -> bool:
    return any(
        field.metadata["classification"] == Classification.PERSONAL
        or ((nested := _nested(field)) is not None and _has_personal(nested))
        for field in schema.fields.values()
    )


def _redacted(schema: Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _value(field, data[name])
        for name, field in schema.fields.items()
        if name in data and field.metadata["classification"] != Classification.PERSONAL
    }


def _value(field: fields.Field[Any], value: Any) -> Any:
    nested = _nested(field)
    if nested is None or value is None:
        return value
    if isinstance(value, list):
        return [_redacted(nested, member) for member in value]
    return _redacted(nested, value)


def _nested(field: fields.Field[Any]) -> Schema | None:
    inner = field.inner if isinstance(field, fields.List) else field
    return inner.schema if isinstance(inner, fields.Nested) else None
