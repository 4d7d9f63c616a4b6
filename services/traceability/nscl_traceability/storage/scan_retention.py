"""How long scans are kept.

Not by an index that expires: the embedded database reads the whole collection for it,
every minute.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from nscl_shared.persistence import database
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.scan_fold import SCANS

KEEP_SCANS = timedelta(days=400)
MOST = 1_000


def forget_scans(before: datetime) -> int:
    """Delete some of the scans made before a moment; return how many."""
    scans = database(ALIAS)[SCANS]
    old = [row["_id"] for row in scans.find({"at": {"$lt": before}}, {"_id": 1}).limit(MOST)]
    return int(scans.delete_many({"_id": {"$in": old}}).deleted_count) if old else 0
