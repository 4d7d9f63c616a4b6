"""OpenAPI 3.1 from the routes and their marshmallow schemas."""

from __future__ import annotations

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema

from nscl_shared.web.access import Access, AccessTable
from nscl_shared.web.openapi_answers import PROBLEM, responses
from nscl_shared.web.openapi_inputs import PLACEHOLDER, chosen, parameters, request_body, told
from nscl_shared.web.spec import RouteSpec, routes_of


def openapi(service_class: Any) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the ``/api/`` routes of a service class."""
    name = service_class.name
    described = MarshmallowPlugin(schema_name_resolver=_schema_name)
    document = APISpec(
        title=f"NSCL {name}",
        version="1",
        openapi_version="3.1.0",
        plugins=[described],
        info={"description": f"REST interface of the {name} service."},
    )
    converter = described.converter
    converter.add_attribute_function(told)
    converter.add_attribute_function(chosen)
    document.components.schema("Problem", PROBLEM)
    document.components.security_scheme(
        "bearer", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    )
    table: AccessTable = getattr(service_class, "access", AccessTable({}))
    for spec in routes_of(service_class):
        if spec.is_api:
            operations = _operations(spec, table.rule_for(spec), name)
            if spec.body or spec.uploads:
                operations[spec.method.lower()]["requestBody"] = request_body(spec, converter)
            document.path(_path(spec), operations=operations)
    return dict(document.to_dict())


def _schema_name(schema: type[Schema] | Schema | str) -> str:
    if isinstance(schema, str):
        return schema.removesuffix("Schema")
    cls = schema if isinstance(schema, type) else type(schema)
    return cls.__name__.removesuffix("Schema")


def _path(spec: RouteSpec) -> str:
    return PLACEHOLDER.sub(r"{\3}", spec.url)


def _operations(spec: RouteSpec, rule: Access | None, service: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": spec.summary or spec.key,
        "tags": list(spec.tags) or [service],
        "parameters": parameters(spec),
        "responses": responses(spec, guarded=not (rule and rule.anonymous)),
        "security": [] if rule and rule.anonymous else [{"bearer": []}],
    }
    if rule and rule.roles:
        operation["description"] = f"Roles: {', '.join(sorted(rule.roles))}."
    return {spec.method.lower(): operation}
