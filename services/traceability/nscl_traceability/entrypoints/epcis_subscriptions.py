"""EPCIS 2.0 REST: subscriptions to named queries, delivered to a webhook."""

from __future__ import annotations

from typing import Any

from nscl_shared.audit import AuditLog
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Json, NoContent, Request, route
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.domain.epcis.subscription import Subscription
from nscl_traceability.entrypoints import epcis_answers as e
from nscl_traceability.entrypoints.epcis_http import paging
from nscl_traceability.entrypoints.epcis_subscription_intake import read_subscription
from nscl_traceability.handlers.epcis_subscription_commands import ResumeSubscription, Unsubscribe
from nscl_traceability.queries.epcis_named import show_query
from nscl_traceability.queries.epcis_subscriptions import (
    list_subscriptions,
    subscription_of,
    view,
)
from nscl_traceability.storage.documents import ALIAS

SUBSCRIPTIONS = f"{e.EPCIS}/queries/<name>/subscriptions"
ONE = f"{SUBSCRIPTIONS}/<subscription_id>"
AUDIT = AuditLog(ALIAS)


class EpcisSubscriptions:
    """Who subscribes sees and ends its own; officers all."""

    commands: CommandBus

    @route("OPTIONS", SUBSCRIPTIONS)
    def epcis_subscriptions_options(self, _request: Request, name: str) -> NoContent:
        """Say what can be done with subscriptions."""
        show_query(name)
        return e.options("GET", "POST")

    @route("GET", SUBSCRIPTIONS, summary="List subscriptions")
    def epcis_subscriptions(self, request: Request, name: str) -> Json:
        """List the caller's subscriptions to a query, all of them for an officer."""
        show_query(name)
        size, token = paging(request)
        found, following = list_subscriptions(name, _whose(request), size, token)
        return Json(found, headers={**e.VERSIONS, **e.links(request, following)})

    @route("POST", SUBSCRIPTIONS, status=201, summary="Subscribe to a query")
    def epcis_subscribe(self, request: Request, name: str) -> Json:
        """Report to a webhook what the query finds in what is captured from now on."""
        show_query(name)
        e.require_readable(request)
        command = read_subscription(request, name)
        answer = self.commands.execute(command, key=request.idempotency_key)
        one = subscription_of(name, answer["id"], None)
        _audit(request, "epcis-subscribed", one)
        location = f"{e.EPCIS}/queries/{name}/subscriptions/{one.id}"
        return Json(view(one), status=201, headers={**e.VERSIONS, "Location": location})

    @route("OPTIONS", ONE)
    def epcis_subscription_options(
        self, request: Request, name: str, subscription_id: str
    ) -> NoContent:
        """Say what can be done with a subscription, and from when on it reports."""
        one = subscription_of(name, subscription_id, _whose(request))
        since = written(one.executed_at or one.initial_record_time)
        return e.options("GET", "DELETE", **{"GS1-Query-Min-Record-Time": since})

    @route("GET", ONE, summary="Show a subscription")
    def epcis_subscription(self, request: Request, name: str, subscription_id: str) -> Json:
        """Show a subscription and how its reports go."""
        one = subscription_of(name, subscription_id, _whose(request))
        return Json(view(one), headers=e.VERSIONS)

    @route("DELETE", ONE, status=204, summary="End a subscription")
    def epcis_unsubscribe(self, request: Request, name: str, subscription_id: str) -> NoContent:
        """End a subscription; what was not sent is not sent any more."""
        one = subscription_of(name, subscription_id, _whose(request))
        self.commands.execute(Unsubscribe(one.id))
        _audit(request, "epcis-unsubscribed", one)
        return NoContent(dict(e.VERSIONS))

    @route("POST", f"{ONE}/resume", summary="Resume a subscription")
    def epcis_resume(self, request: Request, name: str, subscription_id: str) -> Json:
        """Go on with a subscription that was disabled, where it stopped."""
        one = subscription_of(name, subscription_id, _whose(request))
        self.commands.execute(ResumeSubscription(one.id), key=request.idempotency_key)
        _audit(request, "epcis-subscription-resumed", one)
        resumed = subscription_of(name, subscription_id, None)
        return Json(view(resumed), headers=e.VERSIONS)


def _whose(request: Request) -> str | None:
    return None if request.user.has("officer") else request.user.subject


def _audit(request: Request, action: str, one: Subscription) -> None:
    details: dict[str, Any] = {"query": one.query, "dest": one.dest}
    AUDIT.append(actor=request.user.username, action=action, target=one.id, **details)
