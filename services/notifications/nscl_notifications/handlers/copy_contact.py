"""Keep where a unit wants its letters, and send those that waited for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from nscl_notifications.domain.address import clean_address
from nscl_notifications.handlers.commands import CopyContact
from nscl_notifications.handlers.ports import NotificationsWork

# A letter that waited longer would surprise more than inform; an officer may still send it.
STALE = timedelta(days=30)


def copy_contact(cmd: CopyContact, uow: NotificationsWork) -> dict[str, Any]:
    """Keep the address; letters that came before it are queued now."""
    email = uow.contacts.keep(cmd.firm_id, cmd.sequence, clean_address(cmd.email))
    for notification in uow.notifications.waiting_for_address(cmd.firm_id) if email else []:
        if email and notification.created_at >= cmd.now - STALE:
            notification.address(email, cmd.now)
    return {}
