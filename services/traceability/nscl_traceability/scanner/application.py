"""The ASGI application: one request in, one answer out; every failure has its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from pymongo.errors import ConnectionFailure, PyMongoError

from nscl_shared.observability.logs import configure, get_logger
from nscl_shared.settings import settings
from nscl_traceability.scanner.answering import PREFLIGHT, Answer
from nscl_traceability.scanner.asking import HTML, Ask, ask_of
from nscl_traceability.scanner.core import Core, now
from nscl_traceability.scanner.metrics import observe
from nscl_traceability.scanner.problems import Refusal, problem_document
from nscl_traceability.scanner.rendering import Pages
from nscl_traceability.scanner.routes import Routes

Scope = Mapping[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AGAIN: tuple[tuple[bytes, bytes], ...] = ((b"retry-after", b"5"),)

log = get_logger(__name__)


class Application:
    """The scan server of one process."""

    def __init__(self) -> None:
        config = settings()
        configure("traceability", level=config.log_level, log_format=config.log_format)
        self.core = Core()
        self.pages = Pages()
        self.routes = Routes(self.core, self.pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the start and end of the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        began = now()
        ask = ask_of(scope)
        answer = await self._answer(ask, receive)
        body = b"" if ask.method == "HEAD" else answer.body
        await send(
            {
                "type": "http.response.start",
                "status": answer.status,
                "headers": answer.all_headers(ask.correlation_id),
            }
        )
        await send({"type": "http.response.body", "body": body})
        observe(ask.method, answer.route, answer.status, now() - began)

    async def _answer(self, ask: Ask, receive: Receive) -> Answer:
        try:
            return await self._routed(ask, receive)
        except Refusal as refusal:
            return self._refused(ask, refusal)
        except PyMongoError as error:
            if not (isinstance(error, ConnectionFailure) or error.timeout):
                return self._failed(ask, error)
            log.warning("database-away", path=ask.path, reason=str(error)[:200])
            away = Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "database-away", headers=AGAIN)
            return self._refused(ask, away)
        except Exception as error:  # noqa: BLE001  # told as our fault, and logged
            return self._failed(ask, error)

    async def _routed(self, ask: Ask, receive: Receive) -> Answer:
        if ask.method == "OPTIONS":
            return Answer(HTTPStatus.NO_CONTENT, PREFLIGHT, b"", "preflight")
        return await self.routes.answer(ask, receive)

    def _failed(self, ask: Ask, error: Exception) -> Answer:
        known = {"path": ask.path, "correlationid": ask.correlation_id}
        log.error("request-failed", exc_info=error, **known)
        return self._refused(ask, Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "unexpected"))

    def _refused(self, ask: Ask, refusal: Refusal) -> Answer:
        if ask.kind == HTML:
            return self.pages.problem(ask, refusal, "problem")
        return problem_document(ask, refusal, "problem")

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.core.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.core.stop()
        await send({"type": "lifespan.shutdown.complete"})
