"""``@route``: a method of a service class answers HTTP requests."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from eventlet.event import Event
from marshmallow import Schema, ValidationError
from nameko.extensions import register_entrypoint
from nameko.web.handlers import HttpRequestHandler
from structlog.contextvars import bound_contextvars
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from nscl_shared.i18n import use_language
from nscl_shared.kernel.errors import DomainError
from nscl_shared.web.access import Access
from nscl_shared.web.answers import Page
from nscl_shared.web.failures import refuse, tell
from nscl_shared.web.forms import FormState
from nscl_shared.web.rendering import respond
from nscl_shared.web.request import Request
from nscl_shared.web.server import Server
from nscl_shared.web.spec import Edits, RouteSpec

REDISPLAYED = frozenset({409, 412, 422})
Method = Callable[..., Any]


class Route(HttpRequestHandler):
    """The nameko entrypoint behind ``@route``."""

    server = Server()

    def __init__(self, spec: RouteSpec, **kwargs: Any) -> None:
        self.declared = spec
        super().__init__(spec.method, spec.url, **kwargs)

    @property
    def spec(self) -> RouteSpec:
        """The declaration with the service's name filled in."""
        return self.declared.of(self.container.service_name)

    def get_url_rule(self) -> Rule:
        """Return the werkzeug rule; a value that may hold slashes keeps them as they are."""
        several = None if "<path:" not in self.spec.url else False
        return Rule(self.spec.url, methods=[self.spec.method], merge_slashes=several)

    def run(self, request: Request, values: dict[str, Any]) -> Response:
        """Run the method in a worker of the container and wait for its response."""
        done = Event()
        self.container.spawn_worker(
            self,
            (request,),
            values,
            context_data={
                "language": request.language,
                "correlation_id": request.correlation_id,
                "traceparent": request.traceparent,
            },
            handle_result=partial(self.handle_result, done),
        )
        response: Response = done.wait()
        return response


def route(
    method: str,
    url: str,
    *,
    body: type[Schema] | None = None,
    query: type[Schema] | None = None,
    returns: type[Schema] | None = None,
    status: int = 200,
    summary: str = "",
    tags: Sequence[str] = (),
    form: str | None = None,
    max_body_bytes: int | None = None,
    access: Access | None = None,
    edits: Edits = "no",
    etag: bool = False,
    produces: str = "application/json",
    uploads: Sequence[str] = (),
) -> Callable[[Method], Method]:
    """Let a method answer ``method url``; see docs/guide/web-shell.md for the options.

    The method takes the ``Request`` and the URL's values by name and returns an
    ``Answer`` or a dict.  The undecorated method stays at ``__wrapped__``.
    """
    spec = RouteSpec(
        method=method,
        url=url,
        body=body,
        query=query,
        returns=returns,
        status=status,
        summary=summary,
        tags=tuple(tags),
        form=form,
        max_body_bytes=max_body_bytes,
        access=access,
        edits=edits,
        etag=etag,
        produces=produces,
        uploads=tuple(uploads),
    )

    def decorate(function: Method) -> Method:
        endpoint = function if hasattr(function, "route_specs") else _endpoint(function)
        endpoint.route_specs.append(spec)  # type: ignore[attr-defined]
        register_entrypoint(endpoint, Route(spec))
        return endpoint

    return decorate


def _endpoint(function: Method) -> Method:
    @functools.wraps(function)
    def endpoint(service: Any, request: Request, **values: Any) -> Response:
        with (
            use_language(request.language),
            bound_contextvars(correlationid=request.correlation_id),
        ):
            try:
                return respond(request, function(service, request, **values))
            except Exception as error:  # noqa: BLE001 - every failure becomes an answer
                return _failed(service, request, values, error)

    endpoint.route_specs = []  # type: ignore[attr-defined]
    return endpoint


def _failed(service: Any, request: Request, values: dict[str, Any], error: Exception) -> Response:
    try:
        shown = _form_again(service, request, values, error)
        return respond(request, shown) if shown else refuse(request, error)
    except Exception as second:  # noqa: BLE001 - the error page itself must not escape
        return refuse(request, second)


def _form_again(
    service: Any, request: Request, values: dict[str, Any], error: Exception
) -> Page | None:
    """Return the form's page with what was typed and what is wrong with it, if that helps."""
    form = request.spec.form if request.spec else None
    if form is None or not request.is_form or not isinstance(error, DomainError | ValidationError):
        return None
    told = tell(request, error)
    if told.failure.status not in REDISPLAYED:
        return None
    request.form_state = _refused(request.form_state, told)
    page: Page = getattr(service, form).__wrapped__(service, request, **values)
    page.status = told.failure.status
    return page


def _refused(state: FormState, told: Any) -> FormState:
    errors: dict[str, tuple[str, ...]] = {}
    for item in told.errors:
        if item.field:
            errors[item.field] = (*errors.get(item.field, ()), item.text)
    general = tuple(item.text for item in told.errors if not item.field)
    if not told.errors:
        general = (f"{told.detail} {told.remedy}".strip(),)
    return replace(state, errors=errors, general=general)
