"""What an operation may answer, as OpenAPI 3.1: success with its headers, and every refusal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nscl_shared.web.spec import RouteSpec

JSON = "application/json"
CREATED = 201
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
        "versions": {
            "type": "object",
            "description": "With 412: the version that If-Match named, and the one that is",
            "properties": {"read": {"type": "integer"}, "current": {"type": "integer"}},
        },
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
REFUSALS: Mapping[int, str] = {
    400: "The request line, a header or the JSON is malformed",
    401: "Nobody is signed in, or the token is not valid",
    403: "The caller may not do this",
    404: "There is no such thing, or the caller may not know of it",
    409: "The state of the thing does not allow it now",
    412: "Changed meanwhile: another version than the one in If-Match is current",
    413: "The body is longer than the operation takes",
    414: "The address is longer than the server reads",
    415: "The content type is not one that the operation reads",
    422: "A field is missing or wrong, or a rule forbids it",
    428: "If-Match is missing",
    429: "Too many requests",
    503: "Something that this needs is away; the same may succeed later",
}
TOO_LONG = 414  # told by the server before anything of ours runs, so without a body
ALWAYS = (400, 401, 404, TOO_LONG, 429, 503)
ETAG = {"description": "The version, for If-Match", "schema": {"type": "string"}, "required": True}
LOCATION = {"description": "Where the new thing is", "schema": {"type": "string"}, "required": True}
FILE_NAME = {"description": "The name of the file", "schema": {"type": "string"}, "required": True}
RETRY = {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}}
CHALLENGE = {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}}


def responses(spec: RouteSpec, *, guarded: bool) -> dict[str, Any]:
    """Return what ``spec`` may answer, by status; a status not named here is a fault."""
    refused = {str(status): _refusal(status) for status in sorted(_refusals(spec, guarded))}
    return {str(spec.status): _success(spec), **refused}


def _success(spec: RouteSpec) -> dict[str, Any]:
    told: dict[str, Any] = {"description": "Done", "headers": _headers(spec)}
    if spec.produces != JSON:
        told["content"] = {spec.produces: {"schema": {"type": "string", "format": "binary"}}}
    elif spec.returns:
        told["content"] = {JSON: {"schema": spec.returns}}
    return told


def _headers(spec: RouteSpec) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if spec.etag:
        headers["ETag"] = ETAG
    if spec.status == CREATED:
        headers["Location"] = LOCATION
    if spec.produces != JSON:
        headers["Content-Disposition"] = FILE_NAME
    return headers


def _refusal(status: int) -> dict[str, Any]:
    if status == TOO_LONG:
        return {"description": REFUSALS[status]}
    headers = {401: CHALLENGE, 429: RETRY, 503: RETRY}.get(status, {})
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        "description": REFUSALS[status],
        "headers": headers,
        "content": {"application/problem+json": problem},
    }


def _refusals(spec: RouteSpec, guarded: bool) -> Iterator[int]:  # noqa: FBT001 - one caller
    yield from ALWAYS
    if guarded or spec.method != "GET":
        yield 403
    if spec.method != "GET":
        yield from (409, 413)
    if spec.produces != JSON:
        yield 409
    if spec.body or spec.uploads:
        yield from (415, 422)
    if spec.query:
        yield 422
    if spec.edits != "no":
        yield 412
    if spec.edits == "must":
        yield 428
