"""The REST interface."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from nscl_notifications.entrypoints import schemas as s
from nscl_notifications.handlers.commands import SendAgain
from nscl_notifications.queries.deliveries import Filter, list_deliveries
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Json, Request, route

DELIVERIES = "/api/notifications/deliveries"


class Api:
    """The delivery log for programs."""

    commands: CommandBus

    @route(
        "GET", DELIVERIES, query=s.ListSchema, returns=s.ListAnswer, summary="List what was sent"
    )
    def api_list_deliveries(self, request: Request) -> Json:
        """List what was sent."""
        items, following = list_deliveries(Filter(**request.query()))
        return Json({"items": items, "next": following})

    @route(
        "POST",
        f"{DELIVERIES}/<delivery_id>/retry",
        body=s.RetrySchema,
        returns=s.StateSchema,
        summary="Send again",
    )
    def api_send_again(self, request: Request, delivery_id: str) -> dict[str, Any]:
        """Send again; a request without a body keeps the address."""
        body = request.json() if request.raw_body else {}
        command = send_again(request, delivery_id, body.get("recipient"))
        return dict(self.commands.execute(command, key=request.idempotency_key))


def send_again(request: Request, delivery_id: str, recipient: str | None) -> SendAgain:
    """Return the command, with the person who wishes it."""
    user = request.user
    return SendAgain(
        notification_id=delivery_id,
        now=datetime.now(UTC),
        recipient=recipient,
        by=user.display_name or user.username,
    )
