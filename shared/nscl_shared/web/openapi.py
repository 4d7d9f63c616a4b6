"""OpenAPI 3.1 from the routes and their marshmallow schemas."""

from __future__ import annotations

import re
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from nscl_shared.web.access import Access, AccessTable
from nscl_shared.web.spec import RouteSpec, routes_of

PLACEHOLDER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
KINDS = {"int": "integer", "float": "number"}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details",
    "required": ["type", "title", "status", "detail", "instance", "code", "correlationid"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:nscl:problem:invalid-input"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "code": {"type": "string"},
        "correlationid": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": ["string", "null"]},
                    "detail": {"type": "string"},
                    "remedy": {"type": "string"},
                },
            },
        },
    },
}


def openapi(service_class: Any) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the ``/api/`` routes of a service class."""
    name = service_class.name
    document = APISpec(
        title=f"NSCL {name}",
        version="1",
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin(schema_name_resolver=_schema_name)],
        info={"description": f"REST interface of the {name} service."},
    )
    document.components.schema("Problem", PROBLEM)
    document.components.security_scheme(
        "bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    )
    table: AccessTable = getattr(service_class, "access", AccessTable({}))
    for spec in routes_of(service_class):
        if spec.is_api:
            document.path(_path(spec), operations=_operations(spec, table.rule_for(spec), name))
    return dict(document.to_dict())


def _schema_name(schema: type[Schema] | Schema | str) -> str:
    if isinstance(schema, str):
        return schema.removesuffix("Schema")
    cls = schema if isinstance(schema, type) else type(schema)
    return cls.__name__.removesuffix("Schema")


def _path(spec: RouteSpec) -> str:
    return PLACEHOLDER.sub(r"{\2}", spec.url)


def _operations(spec: RouteSpec, rule: Access | None, service: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": spec.summary or spec.key,
        "tags": list(spec.tags) or [service],
        "parameters": _parameters(spec),
        "responses": _responses(spec),
        "security": [] if rule and rule.anonymous else [{"bearer": []}],
    }
    if rule and rule.roles:
        operation["description"] = f"Roles: {', '.join(sorted(rule.roles))}."
    if spec.body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": spec.body}},
        }
    return {spec.method.lower(): operation}


def _parameters(spec: RouteSpec) -> list[Any]:
    found: list[Any] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": KINDS.get(kind, "string")},
        }
        for kind, name in PLACEHOLDER.findall(spec.url)
    ]
    if spec.query:
        found.append({"in": "query", "schema": spec.query})
    if spec.method != "GET":
        key = {"type": "string", "maxLength": 200}
        found.append({"name": "Idempotency-Key", "in": "header", "schema": key})
    return found


def _responses(spec: RouteSpec) -> dict[str, Any]:
    success: dict[str, Any] = {"description": "Done"}
    if spec.returns:
        success["content"] = {"application/json": {"schema": spec.returns}}
    problem = {
        "description": "Refused; says why and what to do",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    return {str(spec.status): success, "default": problem}
