"""Prepare the database: collections, indexes, migrations."""

from __future__ import annotations

from nscl_registration.storage.documents import ALL
from nscl_registration.storage.migrations import MIGRATIONS
from nscl_registration.storage.parts import ALIAS
from nscl_shared.persistence import prepare
from nscl_shared.persistence.attachments import prepare_attachments


def setup() -> None:
    """Create what is missing; idempotent, runs before the first transaction."""
    prepare(ALIAS, documents=ALL, migrations=MIGRATIONS)
    prepare_attachments(ALIAS)
