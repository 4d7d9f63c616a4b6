"""Collections, indexes and the first key of the serials."""

from __future__ import annotations

from nscl_shared.persistence import prepare
from nscl_traceability.storage.documents import ALIAS, DOCUMENTS
from nscl_traceability.storage.keyring import keyring


def setup() -> None:
    """Prepare the database; idempotent."""
    prepare(ALIAS, documents=DOCUMENTS)
    keyring().ensure_key()
