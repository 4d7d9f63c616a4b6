"""Which path is answered by what."""

from __future__ import annotations

from http import HTTPStatus

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from nscl_shared.kernel import NotFound
from nscl_traceability.domain.gs1.compression import WHOLE
from nscl_traceability.scanner.answering import Answer, json_answer
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.bodies import Receive
from nscl_traceability.scanner.core import Core
from nscl_traceability.scanner.description import description, primary_keys
from nscl_traceability.scanner.problems import Refusal, nowhere
from nscl_traceability.scanner.rendering import Pages
from nscl_traceability.scanner.reports import Reports
from nscl_traceability.scanner.resolver import Resolver
from nscl_traceability.scanner.start import Start

STATIC = "/verify/_static/"
VERIFY = "/verify"
REPORT = "/verify/report"
METHODS, FORM_METHODS = "GET, HEAD, OPTIONS", "GET, HEAD, OPTIONS, POST"
READING = ("GET", "HEAD")


class Routes:
    """The routes of the scan server."""

    def __init__(self, core: Core, pages: Pages) -> None:
        self._core = core
        self._pages = pages
        self._resolver = Resolver(core, pages)
        self._reports = Reports(core, pages)
        self._start = Start(core, pages)
        self._keys = tuple(f"/{key}/" for key in primary_keys())
        self._fixed = {
            "/health/live": self._live,
            "/health/ready": self._ready,
            "/metrics": self._metrics,
            "/.well-known/gs1resolver": self._description,
        }

    async def answer(self, ask: Ask, receive: Receive) -> Answer:
        """Answer a request.

        Raises:
            Refusal: there is nothing at the path, or the method is not for it.
        """
        if ask.path == REPORT and ask.method == "POST":
            return await self._reports.take(ask, receive)
        if ask.method not in READING:
            raise not_allowed(FORM_METHODS if ask.path == REPORT else METHODS)
        if ask.path.startswith(self._keys) or WHOLE.fullmatch(ask.path):
            return await self._resolver.resolve(ask)
        if ask.path.startswith(VERIFY):
            return await self._verify(ask)
        if (fixed := self._fixed.get(ask.path)) is not None:
            return await fixed()
        raise nowhere()

    async def _verify(self, ask: Ask) -> Answer:
        if ask.path.startswith(STATIC):
            return self._static(ask)
        rest = ask.path.removeprefix(VERIFY)
        if rest.startswith(self._keys):
            return await self._resolver.page(ask, rest)
        if rest == "/report":
            return self._reports.form(ask)
        return await self._start.answer(ask, rest)

    def _static(self, ask: Ask) -> Answer:
        digest, _, name = ask.path.removeprefix(STATIC).partition("/")
        try:
            asset = self._pages.assets.get(name)
        except NotFound as error:
            raise nowhere() from error
        caching = self._pages.assets.caching(digest, name)
        headers = (
            (b"content-type", asset.content_type.encode()),
            (b"cache-control", caching.encode()),
        )
        return Answer(HTTPStatus.OK, headers, asset.body, "static")

    async def _live(self) -> Answer:
        return json_answer({"status": "live", "service": "traceability"}, route="/health/live")

    async def _ready(self) -> Answer:
        reached = self._core.opened and await self._core.in_reader(self._core.reachable)
        checks = {
            "database": "ok" if reached else "away",
            "changes": "ok" if self._core.hears() else "not heard",
        }
        ok = reached and self._core.hears()
        body = {"status": "ready" if ok else "unready", "service": "traceability", "checks": checks}
        status = HTTPStatus.OK if ok else HTTPStatus.SERVICE_UNAVAILABLE
        return json_answer(body, status=status, route="/health/ready")

    async def _metrics(self) -> Answer:
        headers = ((b"content-type", CONTENT_TYPE_LATEST.encode()),)
        return Answer(HTTPStatus.OK, headers, generate_latest(), "/metrics")

    async def _description(self) -> Answer:
        return json_answer(description(), route="/.well-known/gs1resolver")


def not_allowed(allowed: str) -> Refusal:
    """Return the refusal of a method."""
    headers = ((b"allow", allowed.encode()),)
    return Refusal(
        HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", headers=headers, allowed=allowed
    )
