"""Collections and indexes, made before the first transaction."""

from __future__ import annotations

from nscl_notifications.storage.documents import ALIAS, DOCUMENTS
from nscl_notifications.storage.webhook_documents import WEBHOOK_DOCUMENTS
from nscl_shared.persistence import prepare


def setup() -> None:
    """Prepare the database; idempotent."""
    prepare(ALIAS, documents=[*DOCUMENTS, *WEBHOOK_DOCUMENTS])
