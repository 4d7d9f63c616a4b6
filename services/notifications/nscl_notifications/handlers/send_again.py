"""Send once more on a person's wish."""

from __future__ import annotations

from typing import Any

from nscl_notifications.domain.address import clean_address
from nscl_notifications.handlers.commands import SendAgain
from nscl_notifications.handlers.ports import NotificationsWork
from nscl_shared.kernel import InvalidInput


def send_again(cmd: SendAgain, uow: NotificationsWork) -> dict[str, Any]:
    """Queue it again, to ``cmd.recipient`` if given."""
    recipient = clean_address(cmd.recipient)
    if cmd.recipient and recipient is None:
        raise InvalidInput("recipient-invalid", field="recipient", recipient=cmd.recipient)
    notification = uow.notifications.get(cmd.notification_id)
    notification.send_again(recipient, cmd.now, cmd.by)
    return {"id": notification.id, "state": notification.state.value}
