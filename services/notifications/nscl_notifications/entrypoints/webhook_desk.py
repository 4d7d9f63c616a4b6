"""What an administrator does to webhooks, for pages and REST alike; every act is audited."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from nscl_contracts import CONTENT_TYPE, CloudEvent, encode
from nscl_contracts.notifications import WebhookTested
from nscl_notifications.domain.webhook import Webhook
from nscl_notifications.entrypoints.courier import Parcel, attempt
from nscl_notifications.handlers import webhook_commands as w
from nscl_notifications.publishing.webhook_queue import open_queue, queue_name
from nscl_notifications.queries.webhooks import logged_event, webhook_named
from nscl_notifications.storage.webhook_secrets import new_secret, shown_secret
from nscl_shared.audit import AuditLog
from nscl_shared.kernel import Unavailable, new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.messaging.consumer import BROKEN
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.observability.logs import get_logger
from nscl_shared.settings import settings
from nscl_shared.web import Request
from nscl_shared.webhooks.address import receiver_url
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.reach import checked_addresses
from nscl_shared.webhooks.settings import post_settings

SERVICE = "notifications"

log = get_logger(__name__)


class WebhookDesk:
    """One request of one administrator."""

    def __init__(self, commands: CommandBus, request: Request) -> None:
        self._commands = commands
        self._request = request

    def add(self, name: str, url: str, events: Sequence[str]) -> tuple[Webhook, str]:
        """Add a webhook; return it with its secret, which is never shown again."""
        self._check(url)
        webhook_id = new_id()
        command = w.AddWebhook(
            webhook_id=webhook_id,
            name=name,
            url=url,
            events=events,
            secret=new_secret(webhook_id),
            now=datetime.now(UTC),
            http_to_loopback=post_settings().http_to_loopback,
        )
        answer = self._execute(command)
        webhook = webhook_named(answer["name"])
        _collect_from_now(webhook)
        self._audit("webhook-added", webhook.name, url=webhook.url, events=list(webhook.granted))
        return webhook, shown_secret(webhook, answer["secret_id"])

    def change(self, name: str, url: str | None, events: Sequence[str] | None) -> None:
        """Change address, events, or both."""
        if url is not None:
            self._check(url)
        command = w.ChangeWebhook(
            name=name,
            url=url,
            events=events,
            now=datetime.now(UTC),
            http_to_loopback=post_settings().http_to_loopback,
        )
        self._execute(command)
        self._audit("webhook-changed", name, url=url, events=events and list(events))

    def rotate(self, name: str) -> tuple[Webhook, str]:
        """Replace the secret; return the new one, which is never shown again."""
        secret = new_secret(webhook_named(name).id)
        answer = self._execute(w.RotateSecret(name=name, secret=secret, now=datetime.now(UTC)))
        self._audit("webhook-secret-rotated", name)
        webhook = webhook_named(name)
        return webhook, shown_secret(webhook, answer["secret_id"])

    def pause(self, name: str) -> None:
        """Stop sending."""
        self._execute(w.PauseWebhook(name=name, now=datetime.now(UTC)))
        self._audit("webhook-paused", name)

    def resume(self, name: str) -> None:
        """Go on sending."""
        self._execute(w.ResumeWebhook(name=name, now=datetime.now(UTC)))
        self._audit("webhook-resumed", name)

    def remove(self, name: str) -> None:
        """Delete it and what waits for it."""
        self._execute(w.RemoveWebhook(name=name, now=datetime.now(UTC)))
        self._audit("webhook-removed", name)

    def test(self, name: str) -> Outcome:
        """Send a test event now, whatever waits; return what came of it."""
        webhook = webhook_named(name)
        note = attempt(webhook, _test_event(webhook), test=True)
        self._commands.execute(note)
        self._audit("webhook-tested", name)
        return note.outcome

    def send_again(self, name: str, attempt_id: str) -> None:
        """Queue the event of one line of the log behind those that wait.

        Raises:
            Unavailable: ``broker-away``.
        """
        event_id, body = logged_event(webhook_named(name).id, attempt_id)
        properties = {"content_type": CONTENT_TYPE, "message_id": event_id}
        try:
            with closing(ConfirmingPublisher(settings().amqp_uri, heartbeat=0)) as publisher:
                publisher.publish([Outgoing("", queue_name(name), body, properties)])
        except BROKEN as error:
            raise Unavailable("broker-away") from error
        self._audit("webhook-event-sent-again", name, event=event_id)

    def _check(self, url: str) -> None:
        config = post_settings()
        address = receiver_url(url, http_to_loopback=config.http_to_loopback)
        checked_addresses(address, config.allowed_networks)

    def _execute(self, command: object) -> dict[str, Any]:
        return dict(self._commands.execute(command, key=self._request.idempotency_key))

    def _audit(self, action: str, name: str, **details: Any) -> None:
        actor = self._request.user.username
        AuditLog(SERVICE).append(actor=actor, action=action, target=name, **details)


def _collect_from_now(webhook: Webhook) -> None:
    """Declare the queue at once; the dispatcher does it later when the broker is away."""
    try:
        open_queue(webhook.name, webhook.granted)
    except BROKEN as error:
        log.warning("webhook-not-bound-yet", webhook=webhook.name, reason=repr(error)[:200])


def _test_event(webhook: Webhook) -> Parcel:
    now, province = datetime.now(UTC), settings().province
    data = {"webhook_id": webhook.id, "name": webhook.name, "tested_at": now}
    event = CloudEvent(
        id=new_id(),
        source=f"/province/{province}/{SERVICE}",
        type=WebhookTested.type,
        subject=webhook.id,
        time=now,
        sequence=webhook.version,
        data=data,
        province=province,
    )
    return Parcel(event.id, event.type, encode(event).encode())
