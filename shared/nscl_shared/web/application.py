"""The WSGI application: match, guard, run, harden, record.  One per service."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from structlog.contextvars import bound_contextvars
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map
from werkzeug.wrappers import Response
from werkzeug.wsgi import ClosingIterator

from nscl_shared.i18n import use_language
from nscl_shared.observability.tracing import tracer
from nscl_shared.web import session
from nscl_shared.web.bodies import bound, opened
from nscl_shared.web.errors import NotAuthenticated
from nscl_shared.web.failures import refuse
from nscl_shared.web.request import Request
from nscl_shared.web.security import authenticate, check_cross_site, harden
from nscl_shared.web.service import ServiceWeb
from nscl_shared.web.spec import RouteSpec

log = logging.getLogger("nscl.web.access")


class Application:
    """Answers requests to one service.

    ``in_flight`` counts the answers that are not yet written completely.
    """

    def __init__(self, web: ServiceWeb, url_map: Map) -> None:
        self.web = web
        self.url_map = url_map
        self.in_flight = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request (WSGI)."""
        self.in_flight += 1
        request = Request(opened(environ), self.web)
        started = time.monotonic()
        span = tracer().start(request.method, "SERVER", request.traceparent)
        request.traceparent = span.traceparent
        with (
            use_language(request.language),
            bound_contextvars(correlationid=request.correlation_id),
        ):
            response = self._answer(request)
            harden(request, response)
            session.remember_language(request.http, response)
            self._record(request, response.status_code, time.monotonic() - started)
        span.end(
            name=f"{request.method} {_pattern(request)}",
            http__route=_pattern(request),
            http__response__status_code=response.status_code,
        )
        return ClosingIterator(response(environ, start_response), self._written)

    def _written(self) -> None:
        self.in_flight -= 1

    def _answer(self, request: Request) -> Response:
        try:
            # a wish for WebSocket is no other address: a server may answer in HTTP
            adapter = self.url_map.bind_to_environ(request.http.environ)
            route, values = adapter.match(websocket=False)
            request.spec = route.spec
            self._guard(request, route.spec)
            response: Response = route.run(request, dict(values))
        except Exception as error:  # noqa: BLE001 - every failure becomes an answer
            return self._refuse(request, error)
        return response

    def _guard(self, request: Request, spec: RouteSpec) -> None:
        bound(request.http, request.body_limit)
        authenticate(request, self.web.verifier)
        self.web.access.required_rule(spec).check(request.principal)
        check_cross_site(request)
        request.check_key()

    def _refuse(self, request: Request, error: Exception) -> Response:
        self._know_the_caller(request)
        return refuse(request, error)

    def _know_the_caller(self, request: Request) -> None:
        """Let the page of an unknown address still show who is logged in."""
        if request.spec is None and request.wants_html:
            with suppress(NotAuthenticated):
                authenticate(request, self.web.verifier)

    def _record(self, request: Request, status: int, seconds: float) -> None:
        pattern = _pattern(request)
        self.web.observe(self.web.name, request.method, pattern, status, seconds)
        log.info(
            "%s %s %s",
            request.method,
            request.path,
            status,
            extra={"route": pattern, "status": status, "seconds": round(seconds, 4)},
        )


def _pattern(request: Request) -> str:
    return request.spec.url if request.spec else "unmatched"


__all__ = ["Application", "HTTPException"]
