"""What the handlers need of the world; ``storage`` provides it."""

from __future__ import annotations

from typing import Protocol

from nscl_notifications.domain.notification import Notification
from nscl_notifications.domain.webhook import Webhook
from nscl_notifications.handlers.webhook_commands import NoteAttempt


class Notifications(Protocol):
    """The notifications."""

    def get(self, aggregate_id: str, /) -> Notification:
        """Return one or raise ``NotFound("notification-not-found")``."""

    def caused_by(self, event_id: str, channel: str) -> Notification | None:
        """Return the one that ``event_id`` caused on ``channel``, if any."""

    def add(self, aggregate: Notification, /) -> None:
        """Take a new one."""

    def waiting_for_address(self, firm_id: str) -> list[Notification]:
        """Return the undeliverable ones to this unit."""


class Contacts(Protocol):
    """Where units want their letters."""

    def keep(self, firm_id: str, sequence: int, email: str | None) -> str | None:
        """Keep the address if ``sequence`` is newer; return the one that counts now."""

    def email_or_expect(self, firm_id: str) -> str | None:
        """Return the known address; if there is none, serialise with ``keep``."""


class Webhooks(Protocol):
    """The webhooks."""

    def get(self, aggregate_id: str, /) -> Webhook:
        """Return one or raise ``NotFound("webhook-not-found")``."""

    def named(self, name: str) -> Webhook | None:
        """Return the one of this name, also while it is being removed."""

    def present(self, name: str) -> Webhook:
        """Return the one of this name or raise ``NotFound("webhook-not-found")``."""

    def add(self, aggregate: Webhook, /) -> None:
        """Take a new one."""


class Attempts(Protocol):
    """The delivery log of the webhooks."""

    def add(self, attempt: NoteAttempt) -> None:
        """Write one line."""


class NotificationsWork(Protocol):
    """The unit of work of this service."""

    @property
    def notifications(self) -> Notifications:
        """The notifications."""

    @property
    def contacts(self) -> Contacts:
        """The contacts."""

    @property
    def webhooks(self) -> Webhooks:
        """The webhooks."""

    @property
    def attempts(self) -> Attempts:
        """The delivery log of the webhooks."""
