"""Collections, indexes, migrations and the first key of the serials."""

from __future__ import annotations

from nscl_shared.persistence import prepare
from nscl_traceability.storage.documents import ALIAS, DOCUMENTS
from nscl_traceability.storage.documents_epcis import EPCIS_DOCUMENTS
from nscl_traceability.storage.documents_epcis_subscriptions import SubscriptionDocument
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.documents_recall import RecallDocument
from nscl_traceability.storage.documents_scans import SCAN_DOCUMENTS
from nscl_traceability.storage.documents_signals import SIGNAL_DOCUMENTS
from nscl_traceability.storage.documents_stamps import STAMP_DOCUMENTS
from nscl_traceability.storage.keyring import keyring
from nscl_traceability.storage.migrations import MIGRATIONS


def setup() -> None:
    """Prepare the database; idempotent."""
    documents = [
        *DOCUMENTS,
        *STAMP_DOCUMENTS,
        *SCAN_DOCUMENTS,
        *SIGNAL_DOCUMENTS,
        *EPCIS_DOCUMENTS,
        SubscriptionDocument,
        EdgeDocument,
        RecallDocument,
    ]
    prepare(ALIAS, documents=documents, migrations=MIGRATIONS)
    keyring().ensure_key()
