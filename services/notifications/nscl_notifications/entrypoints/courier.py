"""The delivery of one webhook: an event at a time, acknowledged when its outcome is stored.

The broker gives one event and no more until it is acknowledged, to one consumer
only.  A failed attempt is noted and the connection closed: the event goes back
to the head of its queue, and nothing is held while the webhook waits.
"""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kombu import Connection
from pymongo.errors import PyMongoError

from nscl_notifications.domain.webhook import Webhook
from nscl_notifications.entrypoints.webhook_metrics import SENT, WEBHOOK_ATTEMPTS
from nscl_notifications.handlers.webhook_commands import NoteAttempt
from nscl_notifications.publishing import webhook_queue
from nscl_notifications.publishing.signature import signed_headers
from nscl_notifications.queries.webhooks import find_webhook
from nscl_notifications.storage.webhook_secrets import signing_keys
from nscl_shared.kernel import DomainError
from nscl_shared.messaging import CommandBus
from nscl_shared.messaging.consumer import BROKEN
from nscl_shared.messaging.topology import wanted
from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence.sealing import MasterKeyError
from nscl_shared.webhooks.post import post
from nscl_shared.webhooks.settings import post_settings

DRAIN_SECONDS = 0.5

log = get_logger(__name__)


@dataclass(frozen=True)
class Parcel:
    """An event as it is sent: the message's body, and what is read from it."""

    event_id: str
    event_type: str
    body: bytes


class Courier:
    """Delivers until told to stop, or until an attempt fails."""

    def __init__(self, webhook: Webhook, commands: CommandBus) -> None:
        self.webhook_id = webhook.id
        self.name = webhook.name
        self.stopping = False
        self._commands = commands
        self._arrived: deque[Any] = deque()

    def run(self) -> None:
        """Deliver.  Whatever ends this, an event in work is delivered again later."""
        try:
            with webhook_queue.connection() as link:
                self._deliver(link)
        except BROKEN as error:
            log.warning("webhook-interrupted", webhook=self.name, reason=repr(error)[:200])
        except (PyMongoError, MasterKeyError, DomainError) as error:
            log.warning("webhook-waits", webhook=self.name, reason=str(error)[:200])
        except Exception:  # an error here must not end the other webhooks
            log.exception("webhook-broken", webhook=self.name)

    def _deliver(self, link: Connection) -> None:
        channel = link.default_channel
        channel.basic_qos(0, 1, False)  # noqa: FBT003  # amqp's signature
        channel.basic_consume(webhook_queue.queue_name(self.name), callback=self._arrived.append)
        while not self.stopping:
            if not self._arrived:
                _drain(link)
            elif not self._carry(channel, self._arrived.popleft()):
                return

    def _carry(self, channel: Any, message: Any) -> bool:
        """Attempt one delivery; tell whether to go on with the next."""
        webhook = find_webhook(self.webhook_id)
        if webhook is None or not webhook.due(datetime.now(UTC)):
            return False
        parcel = opened(message.body)
        if parcel is None or not wanted(webhook.granted, parcel.event_type):
            # a binding may outlive its grant by a moment, and nobody may make us send rubbish
            log.warning(
                "webhook-event-skipped", webhook=self.name, event_id=parcel and parcel.event_id
            )
        elif not self._attempt(webhook, parcel):
            return False
        channel.basic_ack(message.delivery_tag)
        return True

    def _attempt(self, webhook: Webhook, parcel: Parcel) -> bool:
        note = attempt(webhook, parcel)
        self._commands.execute(note)
        return note.outcome.delivered


def attempt(webhook: Webhook, parcel: Parcel, *, test: bool = False) -> NoteAttempt:
    """Send ``parcel`` once; return the command that notes what came of it.

    Raises:
        MasterKeyError: its secret cannot be opened.
    """
    now = datetime.now(UTC)
    headers = signed_headers(parcel.event_id, parcel.body, signing_keys(webhook, now), now)
    outcome = post(webhook.url, parcel.body, headers)
    WEBHOOK_ATTEMPTS.labels(SENT, "delivered" if outcome.delivered else "failed").inc()
    return NoteAttempt(
        webhook_id=webhook.id,
        event_id=parcel.event_id,
        event_type=parcel.event_type,
        body=parcel.body.decode(),
        outcome=outcome,
        perseverance=None if test else post_settings().perseverance,
    )


def opened(body: str | bytes) -> Parcel | None:
    """Return what a message holds, None if it is no event."""
    raw = body.encode() if isinstance(body, str) else body
    try:
        event = json.loads(raw)
        return Parcel(str(event["id"]), str(event["type"]), raw)
    except (ValueError, KeyError, TypeError):
        return None


def _drain(link: Connection) -> None:
    link.heartbeat_check()
    try:
        link.drain_events(timeout=DRAIN_SECONDS)
    except TimeoutError:
        return
