"""Collections, indexes, migrations and the first key of the serials."""

from __future__ import annotations

from typing import Any

from pymongo.database import Database

from nscl_shared.persistence import prepare
from nscl_traceability.storage.documents import ALIAS, DOCUMENTS
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.keyring import keyring


def setup() -> None:
    """Prepare the database; idempotent."""
    migrations = [("products-search-ends-with-gtin", end_search_with_gtin)]
    prepare(ALIAS, documents=[*DOCUMENTS, EdgeDocument], migrations=migrations)
    keyring().ensure_key()


def end_search_with_gtin(db: Database[dict[str, Any]]) -> None:
    """Make the key that products are listed by unique; idempotent."""
    for row in db["products"].find({}, {"search": 1, "gtin": 1}):
        if not row["search"].endswith(row["gtin"]):
            search = f"{row['search']} {row['gtin']}"
            db["products"].update_one({"_id": row["_id"]}, {"$set": {"search": search}})
