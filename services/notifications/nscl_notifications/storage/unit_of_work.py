"""Everything one command of this service may touch."""

from __future__ import annotations

from nscl_notifications.publishing.announce import announce
from nscl_notifications.storage.documents import ALIAS
from nscl_notifications.storage.repositories import ContactRepository, NotificationRepository
from nscl_notifications.storage.webhook_repository import AttemptLog, WebhookRepository
from nscl_shared.persistence import UnitOfWork


class NotificationsUnitOfWork(UnitOfWork):
    """Notifications, contacts, webhooks and their log."""

    service = ALIAS

    def __init__(self) -> None:
        super().__init__(announce)
        self.notifications = self.enlist(NotificationRepository())
        self.contacts = ContactRepository()
        self.webhooks = self.enlist(WebhookRepository())
        self.attempts = AttemptLog()
