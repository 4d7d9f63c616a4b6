"""What an operation takes, as OpenAPI 3.1: path, query, headers and body."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import fields, validate

from nscl_shared.web.fields import Text
from nscl_shared.web.spec import RouteSpec

PLACEHOLDER = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>")
KINDS = {"int": {"type": "integer", "minimum": 0}, "float": {"type": "number", "minimum": 0}}
SEGMENT = {"type": "string", "pattern": "^[^/]+$"}
CONTROL = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
LINES = f"^[^{CONTROL}]*$"
FILLED = rf"^[^{CONTROL}]*[^\s{CONTROL}][^{CONTROL}]*$"
KEY = {"type": "string", "pattern": "^[\\x21-\\x7e]{0,200}$"}
VERSION = {"type": "string", "pattern": '^"[0-9]{1,15}"$', "examples": ['"3"']}
ANY_VERSION = {**VERSION, "pattern": r'^(\*|"[0-9]{1,15}")$'}


def parameters(spec: RouteSpec) -> list[Any]:
    """Return the parameters in path, query and headers."""
    found: list[Any] = [_of_path(*groups) for groups in PLACEHOLDER.findall(spec.url)]
    if spec.query:
        found.append({"in": "query", "schema": spec.query})
    if spec.method != "GET":
        found.append(_header("Idempotency-Key", KEY, "A repeat is answered like the first"))
    if spec.edits != "no":
        words = "The ETag of what was read"
        must = spec.edits == "must"
        schema = VERSION if must else ANY_VERSION
        found.append(_header("If-Match", schema, words, required=must))
    return found


def _of_path(kind: str, choices: str, name: str) -> dict[str, Any]:
    schema: dict[str, Any] = KINDS.get(kind, SEGMENT)
    if kind == "any":
        schema = {"type": "string", "enum": [choice.strip() for choice in choices.split(",")]}
    return {"name": name, "in": "path", "required": True, "schema": dict(schema)}


def _header(
    name: str, schema: dict[str, Any], words: str, *, required: bool = False
) -> dict[str, Any]:
    told = {"name": name, "in": "header", "schema": schema, "description": words}
    return {**told, "required": True} if required else told


def request_body(spec: RouteSpec, converter: Any) -> dict[str, Any]:
    """Return the body: JSON, or a form with files; ``converter`` is apispec's."""
    if not spec.uploads:
        content = {"application/json": {"schema": spec.body}}
        return {"required": True, "content": content}
    beside = converter.schema2jsonschema(spec.body()) if spec.body else {}
    files = {name: {"type": "string", "format": "binary"} for name in spec.uploads}
    fields_ = {**files, **beside.get("properties", {})}
    needed = [*files, *beside.get("required", [])]
    form = {"type": "object", "properties": fields_, "required": needed}
    return {"required": True, "content": {"multipart/form-data": {"schema": form}}}


def told(_converter: Any, field: fields.Field[Any], **_kwargs: Any) -> dict[str, Any]:
    """Say of a text that control characters are refused, and blanks where it is needed."""
    if isinstance(field, fields.Url):
        return {"format": "uri", "pattern": "^https?://"}
    ruled = any(isinstance(rule, validate.Regexp) for rule in field.validators)
    if ruled or not isinstance(field, Text):
        return {}
    return {"pattern": FILLED if _needed(field) else LINES}


def chosen(
    _converter: Any, _field: fields.Field[Any], *, ret: dict[str, Any], **_kwargs: Any
) -> dict[str, Any]:
    """Take a default back that is none of the choices: it stands for no choice."""
    if "enum" in ret and ret.get("default") not in ret["enum"]:
        ret.pop("default", None)
    return {}


def _needed(field: Text) -> bool:
    return any(isinstance(v, validate.Length) and (v.min or 0) > 0 for v in field.validators)
