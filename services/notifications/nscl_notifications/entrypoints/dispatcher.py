"""Which webhooks this replica serves, and the couriers that do it.

Every second, or when a retry is due, it looks at all webhooks.  By leases on shares of them each is served
by one replica; the broker gives each queue to one consumer besides, so that
not even a replica that lost its lease unnoticed can deliver beside its successor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider
from pymongo.errors import PyMongoError

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
from nscl_shared.persistence.leases import Leases
from nscl_shared.settings import settings
from nscl_shared.webhooks.settings import LONGEST_TIMEOUT

SHARES = 16
LOOK_SECONDS = 1.0
SHORTEST_LOOK = 0.1
STOP_SECONDS = LONGEST_TIMEOUT

log = get_logger(__name__)


class WebhookDispatcher(DependencyProvider):
    """Runs the couriers of the container's service from start to stop."""

    def __init__(self) -> None:
        self._couriers: dict[str, tuple[Courier, Any]] = {}
        self._bound: dict[str, Sequence[str]] = {}
        self._stopping = False
        self._thread: Any = None

    def setup(self) -> None:
        """Know the shares and the commands."""
        service = self.container.service_name
        self._leases = Leases(service, "webhooks", SHARES, settings().instance)
        self._commands = CommandBus(service, HANDLERS, NotificationsUnitOfWork)

    def start(self) -> None:
        """Begin to serve."""
        self._thread = self.container.spawn_managed_thread(self._run, identifier="webhooks")

    def stop(self) -> None:
        """Let attempts in work end, and leave the webhooks to other replicas."""
        self._stopping = True
        self._thread.wait()
        self._dismiss(set(self._couriers))
        with eventlet.Timeout(STOP_SECONDS, exception=False):
            for _courier, thread in self._couriers.values():
                thread.wait()
        try:
            self._leases.release()
        except PyMongoError as error:
            log.warning("leases-not-released", reason=str(error)[:200])

    def get_dependency(self, worker_ctx: object) -> None:
        """Return nothing: it works by itself."""

    def _run(self) -> None:
        while not self._stopping:
            pause = LOOK_SECONDS
            try:
                pause = self._look()
            except PyMongoError as error:
                log.warning("waiting-for-database", reason=str(error)[:200])
            eventlet.sleep(pause)

    def _look(self) -> float:
        """Send couriers out and call them back; return in how many seconds to look again."""
        webhooks = all_webhooks()
        show_states(webhooks)
        held = self._leases.held()
        mine = {each.id: each for each in webhooks if self._leases.share_of(each.id) in held}
        now = datetime.now(UTC)
        due = {key for key, each in mine.items() if each.due(now)}
        self._couriers = {k: pair for k, pair in self._couriers.items() if not pair[1].dead}
        self._dismiss(set(self._couriers) - due)
        self._prepare(mine)
        for webhook_id in due - set(self._couriers):
            self._send_out(mine[webhook_id])
        waits = [
            (each.next_try_at - now).total_seconds() for each in mine.values() if each.next_try_at
        ]
        return max(SHORTEST_LOOK, min([LOOK_SECONDS, *waits]))

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
        if webhook.id not in self._couriers:
            delete_queue(webhook.name)
            erase(webhook.id)

    def _send_out(self, webhook: Webhook) -> None:
        courier = Courier(webhook, self._commands)
        thread = self.container.spawn_managed_thread(
            lambda: self._serve(courier), identifier=f"webhook {webhook.name}"
        )
        self._couriers[webhook.id] = (courier, thread)

    def _serve(self, courier: Courier) -> None:
        courier.run()
        # it may have ended because its queue is gone: declare it anew before the next
        self._bound.pop(courier.webhook_id, None)

    def _dismiss(self, webhook_ids: set[str]) -> None:
        for webhook_id in webhook_ids:
            self._couriers[webhook_id][0].stopping = True
