"""Which webhooks this replica serves, and what their queues collect.

The broker gives each queue to one consumer, so that not even a replica that lost its
lease unnoticed can deliver beside its successor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from nscl_notifications.domain.webhook import Webhook, WebhookState
from nscl_notifications.entrypoints.courier import Courier
from nscl_notifications.entrypoints.webhook_metrics import show_states
from nscl_notifications.handlers.table import HANDLERS
from nscl_notifications.handlers.webhook_commands import SettleBindings
from nscl_notifications.publishing.webhook_queue import delete_queue, open_queue
from nscl_notifications.queries.webhooks import all_webhooks
from nscl_notifications.storage.unit_of_work import NotificationsUnitOfWork
from nscl_notifications.storage.webhook_repository import erase
from nscl_shared.messaging import CommandBus
from nscl_shared.messaging.consumer import BROKEN
from nscl_shared.observability.logs import get_logger
from nscl_shared.webhooks.dispatcher import Dispatcher

log = get_logger(__name__)


class WebhookDispatcher(Dispatcher):
    """Serves the webhooks."""

    work = "webhooks"

    def __init__(self) -> None:
        super().__init__()
        self._bound: dict[str, Sequence[str]] = {}

    def setup(self) -> None:
        """Know the shares and the commands."""
        super().setup()
        self._commands = CommandBus(self.container.service_name, HANDLERS, NotificationsUnitOfWork)

    def look(self, held: Collection[int]) -> Iterable[datetime | None]:
        """Make queues ready, send couriers out and call them back."""
        webhooks = all_webhooks()
        show_states(webhooks)
        mine, now = {each.id: each for each in self.own(webhooks, held)}, datetime.now(UTC)
        due = {key for key, each in mine.items() if each.due(now)}
        served = self.on_the_way()
        self.call_back(served - due)
        self._prepare(mine)
        for webhook in (mine[key] for key in due - served):
            self.send_out(webhook.id, Courier(webhook, self._commands), f"webhook {webhook.name}")
        return [each.next_try_at for each in mine.values()]

    def came_back(self, webhook_id: str) -> None:
        """Declare a queue anew before its next courier: it may be gone."""
        self._bound.pop(webhook_id, None)

    def _prepare(self, mine: Mapping[str, Webhook]) -> None:
        """Make each queue collect what is granted; delete those of removed webhooks."""
        self._bound = {key: events for key, events in self._bound.items() if key in mine}
        for webhook in mine.values():
            try:
                self._prepare_one(webhook)
            except BROKEN as error:  # of one queue, or of the broker: look again soon
                log.warning("webhook-not-bound", webhook=webhook.name, reason=repr(error)[:200])

    def _prepare_one(self, webhook: Webhook) -> None:
        if webhook.state is WebhookState.REMOVED:
            self._remove(webhook)
        elif self._bound.get(webhook.id) != webhook.granted:
            self._bind(webhook)

    def _bind(self, webhook: Webhook) -> None:
        open_queue(webhook.name, webhook.granted, set(webhook.bound) - set(webhook.granted))
        self._bound[webhook.id] = webhook.granted
        if set(webhook.bound) != set(webhook.granted):
            self._commands.execute(
                SettleBindings(webhook_id=webhook.id, events=webhook.granted, now=datetime.now(UTC))
            )

    def _remove(self, webhook: Webhook) -> None:
        if webhook.id not in self.on_the_way():
            delete_queue(webhook.name)
            erase(webhook.id)
