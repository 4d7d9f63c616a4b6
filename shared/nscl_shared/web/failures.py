"""From an exception to a problem document (RFC 9457) or a page that says the same."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from marshmallow import ValidationError
from nameko.exceptions import ContainerBeingKilled
from pymongo.errors import ConnectionFailure
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.exceptions import NotFound as HttpNotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from nscl_shared.i18n import _
from nscl_shared.kernel.errors import DomainError
from nscl_shared.web.answers import Page, Redirect
from nscl_shared.web.navigation import selected_services
from nscl_shared.web.problems import TITLES
from nscl_shared.web.rendering import respond, to_json
from nscl_shared.web.request import Request
from nscl_shared.web.validation import FieldProblem, field_problems

UNAUTHORIZED = 401
SERVER_ERROR = 500
LOGIN = "/identity/login"

log = logging.getLogger("nscl.web")


@dataclass(frozen=True)
class Failure:
    """What is told: a code with its figures, or field problems."""

    status: int
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    errors: tuple[FieldProblem, ...] = ()
    field_name: str | None = None
    details: tuple[DomainError, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def classify(error: Exception) -> Failure:
    """Say what an exception means to the caller; anything unknown is our fault."""
    if isinstance(error, DomainError):
        headers = {"WWW-Authenticate": "Bearer"} if error.status == UNAUTHORIZED else {}
        if "current" in error.params:
            headers["ETag"] = f'"{error.params["current"]}"'
        return Failure(
            error.status, error.code, error.params, (), error.field, error.details, headers
        )
    if isinstance(error, ValidationError):
        return Failure(422, "invalid-input", errors=tuple(field_problems(error)))
    if isinstance(error, MethodNotAllowed):
        allowed = ", ".join(sorted(error.valid_methods or ()))
        return Failure(405, "method-not-allowed", {"allowed": allowed}, headers={"Allow": allowed})
    if isinstance(error, HttpNotFound):
        return Failure(404, "no-such-page")
    if isinstance(error, HTTPException) and (error.code or SERVER_ERROR) < SERVER_ERROR:
        return Failure(error.code or 400, "bad-request")
    if isinstance(error, ContainerBeingKilled):
        return Failure(503, "shutting-down", headers={"Retry-After": "5"})
    if isinstance(error, ConnectionFailure):
        return Failure(503, "database-away", headers={"Retry-After": "5"})
    return Failure(SERVER_ERROR, "unexpected")


@dataclass(frozen=True)
class Told:
    """A failure in the caller's language."""

    failure: Failure
    title: str
    detail: str
    remedy: str
    errors: tuple[FieldProblem, ...]


def tell(request: Request, error: Exception) -> Told:
    """Put an exception into words."""
    failure = classify(error)
    detail, remedy = _words(request, failure.code, failure.params)
    errors = failure.errors
    if failure.field_name:
        errors = (FieldProblem(failure.field_name, detail, remedy),)
    for part in failure.details:
        errors += (FieldProblem(part.field or "", *_words(request, part.code, part.params)),)
    title = _(TITLES.get(failure.status, TITLES[400 if failure.status < SERVER_ERROR else 500]))
    return Told(failure, title, detail, remedy, errors)


def _words(request: Request, code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is wrong and what to do, in the caller's language."""
    problem = request.web.problems.get(code)
    if problem is None:
        return code, ""
    params = {"method": request.method, **params}
    return _(problem.msg, **params), _(problem.remedy, **params) if problem.remedy else ""


def refuse(request: Request, error: Exception) -> Response:
    """Answer an exception; record it when it is our fault."""
    if isinstance(error, RequestRedirect):
        return respond(request, Redirect(_within(error.new_url), status=308))
    told = tell(request, error)
    if told.failure.status >= SERVER_ERROR:
        _record(request, error)
    if told.failure.status == UNAUTHORIZED and request.wants_html and _login_exists():
        return respond(request, Redirect(_login_url(request)))
    response = _as_page(request, told) if request.wants_html else _as_document(request, told)
    response.headers.extend(told.failure.headers)
    return response


def _within(url: str) -> str:
    """Return the address without scheme and host: only the front door knows them."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _record(request: Request, error: Exception) -> None:
    log.error(
        "%s %s failed",
        request.method,
        request.path,
        exc_info=error,
        extra={"correlation_id": request.correlation_id},
    )


def _login_exists() -> bool:
    return "identity" in selected_services()


def _login_url(request: Request) -> str:
    if not request.is_safe:
        return LOGIN
    query = request.http.query_string.decode("latin-1")
    target = f"{request.path}?{query}" if query else request.path
    return f"{LOGIN}?next={quote(target, safe='')}"


def _as_document(request: Request, told: Told) -> Response:
    document = {
        "type": request.web.problem_type(request.path, told.failure.status, told.failure.code),
        "title": told.title,
        "status": told.failure.status,
        "detail": f"{told.detail} {told.remedy}".strip(),
        "instance": request.path,
        "code": told.failure.code,
        "correlationid": request.correlation_id,
        "errors": [_entry(item) for item in told.errors],
    }
    if "current" in told.failure.params:
        document["versions"] = {name: told.failure.params[name] for name in ("read", "current")}
    return Response(to_json(document), told.failure.status, content_type="application/problem+json")


def _entry(item: FieldProblem) -> dict[str, str | None]:
    return {"field": item.field, "detail": item.detail, "remedy": item.remedy}


def _as_page(request: Request, told: Told) -> Response:
    page = Page("problem.html", status=told.failure.status, told=told)
    return respond(request, page)
