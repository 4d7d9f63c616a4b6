"""Webhooks for programs."""

from __future__ import annotations

from typing import Any

from nscl_notifications.domain.webhook import Webhook
from nscl_notifications.entrypoints import webhook_schemas as s
from nscl_notifications.entrypoints.webhook_desk import WebhookDesk
from nscl_notifications.entrypoints.webhook_metrics import count_backlogs
from nscl_notifications.queries.webhooks import (
    list_attempts,
    list_webhooks,
    webhook_named,
    webhook_view,
)
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Json, NoContent, Request, route

WEBHOOKS = "/api/notifications/webhooks"
ONE = f"{WEBHOOKS}/<name>"
# A secret must not stay in any cache on its way.
UNSTORED = {"Cache-Control": "no-store"}


class WebhookApi:
    """The webhooks: who gets events by HTTP."""

    commands: CommandBus

    @route("GET", WEBHOOKS, returns=s.WebhooksAnswer, summary="List the webhooks")
    def api_list_webhooks(self, request: Request) -> Json:
        """List the webhooks with what waits for each."""
        return Json({"items": with_backlogs(list_webhooks())})

    @route(
        "POST",
        WEBHOOKS,
        body=s.AddSchema,
        returns=s.SecretAnswer,
        status=201,
        summary="Add a webhook; the answer shows its secret once",
    )
    def api_add_webhook(self, request: Request) -> Created:
        """Add a webhook."""
        webhook, secret = self._desk(request).add(**request.json())
        location = f"{WEBHOOKS}/{webhook.name}"
        return Created({**_seen(webhook), "secret": secret}, location=location, headers=UNSTORED)

    @route("GET", ONE, returns=s.WebhookSchema, summary="Show a webhook")
    def api_show_webhook(self, request: Request, name: str) -> Json:
        """Show one webhook."""
        return Json(_seen(webhook_named(name)))

    @route(
        "PATCH",
        ONE,
        body=s.ChangeSchema,
        returns=s.WebhookSchema,
        summary="Change a webhook's address or events",
    )
    def api_change_webhook(self, request: Request, name: str) -> Json:
        """Change address, events, or both."""
        self._desk(request).change(name, **request.json())
        return Json(_seen(webhook_named(name)))

    @route("DELETE", ONE, status=204, summary="Remove a webhook and what waits for it")
    def api_remove_webhook(self, request: Request, name: str) -> NoContent:
        """Remove a webhook."""
        self._desk(request).remove(name)
        return NoContent()

    @route("POST", f"{ONE}/pause", returns=s.WebhookSchema, summary="Let the events wait")
    def api_pause_webhook(self, request: Request, name: str) -> Json:
        """Stop sending."""
        self._desk(request).pause(name)
        return Json(_seen(webhook_named(name)))

    @route("POST", f"{ONE}/resume", returns=s.WebhookSchema, summary="Go on where it stopped")
    def api_resume_webhook(self, request: Request, name: str) -> Json:
        """Go on sending; a waiting attempt is made at once."""
        self._desk(request).resume(name)
        return Json(_seen(webhook_named(name)))

    @route("POST", f"{ONE}/test", returns=s.OutcomeSchema, summary="Send a test event now")
    def api_test_webhook(self, request: Request, name: str) -> Json:
        """Send a test event and answer what came of it."""
        outcome = self._desk(request).test(name)
        shown = ("at", "status", "duration_ms", "error", "delivered")
        return Json({field: getattr(outcome, field) for field in shown})

    @route(
        "POST",
        f"{ONE}/rotate-secret",
        returns=s.SecretAnswer,
        summary="Replace the secret; the old one signs for 24 hours as well",
    )
    def api_rotate_secret(self, request: Request, name: str) -> Json:
        """Replace the secret."""
        webhook, secret = self._desk(request).rotate(name)
        return Json({**_seen(webhook), "secret": secret}, headers=UNSTORED)

    @route(
        "GET",
        f"{ONE}/attempts",
        query=s.CursorSchema,
        returns=s.AttemptsAnswer,
        summary="Show the delivery log of a webhook",
    )
    def api_list_attempts(self, request: Request, name: str) -> Json:
        """Show the newest attempts first."""
        items, following = list_attempts(webhook_named(name).id, **request.query())
        return Json({"items": items, "next": following})

    @route("POST", f"{ONE}/attempts/<attempt_id>/send-again", status=204, summary="Send again")
    def api_send_event_again(self, request: Request, name: str, attempt_id: str) -> NoContent:
        """Queue the event of one line of the log again."""
        self._desk(request).send_again(name, attempt_id)
        return NoContent()

    def _desk(self, request: Request) -> WebhookDesk:
        return WebhookDesk(self.commands, request)


def with_backlogs(views: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return ``views`` with how many events wait, None while the broker is away."""
    waiting = count_backlogs([view["name"] for view in views]) if views else {}
    return [{**view, "backlog": waiting.get(view["name"])} for view in views]


def _seen(webhook: Webhook) -> dict[str, Any]:
    [view] = with_backlogs([webhook_view(webhook)])
    return view
