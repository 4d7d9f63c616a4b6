"""What the sender should take up now."""

from __future__ import annotations

from datetime import datetime

from nscl_notifications.storage.documents import NotificationDocument


def due_notifications(now: datetime, limit: int) -> list[str]:
    """Return ids of due letters and of those whose claim ended, the longest due first."""
    found = (
        NotificationDocument.objects(due_at__lte=now).order_by("due_at").limit(limit).scalar("id")
    )
    return [str(notification_id) for notification_id in found]
