"""Health and metrics of every service.

``/health/live``  the process answers; restart it when not.
``/health/ready`` database and broker are in reach and every subscription has its
                  queue, so that no event is missed; send no traffic when not.
``/health/flow``  how much is on its way (see ``nscl_shared.messaging.flow``).
``/metrics``      Prometheus text format.
"""

from __future__ import annotations

from typing import Any

from amqp import AMQPError
from kombu import Connection
from kombu.exceptions import OperationalError
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pymongo.errors import PyMongoError
from werkzeug.wrappers import Response

from nscl_shared.messaging.flow import flow
from nscl_shared.messaging.registry import unbound
from nscl_shared.observability.metrics import READY
from nscl_shared.persistence.connection import database
from nscl_shared.settings import settings
from nscl_shared.web import Json, Request, public, route

OUT_OF_REACH = (AMQPError, OSError, OperationalError, PyMongoError)


class HealthEndpoints:
    """Mixin; the including class has ``name``."""

    name: str

    @route("GET", "/health/live", access=public())
    def live(self, request: Request) -> Json:
        """Answer that the process runs."""
        return Json({"status": "live", "service": self.name})

    @route("GET", "/health/ready", access=public())
    def ready(self, request: Request) -> Json:
        """Answer 200, or 503 with the reasons."""
        checks = {
            "database": _check_database(self.name),
            "broker": _check_broker(),
            "subscriptions": _check_subscriptions(),
        }
        ok = all(state == "ok" for state in checks.values())
        READY.labels(self.name).set(ok)
        body = {"status": "ready" if ok else "unready", "service": self.name, "checks": checks}
        return Json(body, status=200 if ok else 503)

    @route("GET", "/health/flow", access=public())
    def flow(self, request: Request) -> Json:
        """Answer what is on its way, or 503."""
        try:
            return Json(flow(self.name))
        except OUT_OF_REACH as error:
            return Json({"status": "unready", "reason": str(error)}, status=503)

    @route("GET", "/metrics", access=public())
    def metrics(self, request: Request) -> Response:
        """Answer the metrics of this process."""
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _check_database(service: str) -> str:
    return _checked(lambda: database(service).command("ping"))


def _check_broker() -> str:
    def connect() -> None:
        with Connection(settings().amqp_uri, connect_timeout=2) as connection:
            connection.connect()

    return _checked(connect)


def _check_subscriptions() -> str:
    waiting = unbound()
    return f"not bound yet: {', '.join(waiting)}" if waiting else "ok"


def _checked(check: Any) -> str:
    try:
        check()
    except OUT_OF_REACH as error:
        return f"{type(error).__name__}: {error}"
    return "ok"
