"""JSON Schema (2020-12) of each event, generated from its marshmallow class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin, OpenAPIConverter
from marshmallow import Schema, fields

from nscl_contracts.catalogue import EventSchema
from nscl_contracts.envelope import partner_schema_urn, schema_urn
from nscl_contracts.fields import Classification
from nscl_contracts.redaction import has_personal, redact

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DOCUMENT_ORDER = (
    "$schema", "$id", "title", "description", "x-version", "x-owner",
    "type", "required", "properties",
)  # fmt: skip


def _converter() -> OpenAPIConverter:
    plugin = MarshmallowPlugin(schema_name_resolver=lambda _schema: False)
    APISpec(title="", version="", openapi_version="3.1.0", plugins=[plugin])
    if plugin.converter is None:
        raise RuntimeError("apispec did not set up its converter")
    return plugin.converter


def data_schema(contract: type[EventSchema]) -> dict[str, Any]:
    """Return the JSON Schema of ``data``.

    Members unknown to it are allowed: a newer producer may say more.  The key
    ``x-classification`` of a member is ``public``, ``partner`` or ``personal``.
    """
    document = {
        "$schema": DIALECT,
        "$id": schema_urn(contract.type),
        "title": contract.type,
        "description": " ".join((contract.__doc__ or "").split()),
        "x-version": contract.version,
        "x-owner": contract.owner,
        **_object_schema(_converter(), contract()),
        "examples": [dict(contract.example)],
    }
    order = {key: position for position, key in enumerate(DOCUMENT_ORDER)}
    return dict(sorted(document.items(), key=lambda item: order.get(item[0], len(order))))


def partner_schema(contract: type[EventSchema]) -> dict[str, Any]:
    """Return the JSON Schema of ``data`` as other agencies get it: without personal members."""
    document = data_schema(contract)
    if not has_personal(contract):
        return document
    _drop_personal(document)
    return {
        **document,
        "$id": partner_schema_urn(contract.type),
        "examples": [redact(contract.type, contract.example)],
    }


def _drop_personal(schema: dict[str, Any]) -> None:
    for name, member in list(schema.get("properties", {}).items()):
        if member["x-classification"] == Classification.PERSONAL:
            del schema["properties"][name]
            if name in schema.get("required", []):
                schema["required"].remove(name)
        else:
            _drop_personal(member.get("items", member))


def _object_schema(converter: OpenAPIConverter, schema: Schema) -> dict[str, Any]:
    plain: dict[str, Any] = converter.schema2jsonschema(schema)
    _classify(plain, schema)
    return plain


def _classify(plain: dict[str, Any], schema: Schema) -> None:
    plain.pop("additionalProperties", None)
    for name, field in schema.fields.items():
        member = plain["properties"][name]
        member["x-classification"] = field.metadata["classification"]
        if isinstance(field, fields.List) and isinstance(field.inner, fields.Nested):
            _classify(member["items"], field.inner.schema)


def classified_members(schema: Mapping[str, Any]) -> dict[str, str]:
    """Return ``{member path: classification}`` of a generated schema, nested ones dotted."""
    found: dict[str, str] = {}
    for name, member in schema.get("properties", {}).items():
        found[name] = member["x-classification"]
        nested = member.get("items", member)
        inner = classified_members(nested) if "properties" in nested else {}
        found |= {f"{name}.{path}": value for path, value in inner.items()}
    return found
