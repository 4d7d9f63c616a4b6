"""Captured master data in the database: the last that was said of each thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from pymongo import ReplaceOne

from nscl_traceability.domain.epcis.master_data import VocabularyElement
from nscl_traceability.storage.documents_epcis import EpcisMasterDataDocument


class MasterDataStore:
    """Writes vocabulary elements."""

    def taken(self, keys: Collection[str], by: str) -> set[str]:
        """Return those of ``keys`` that another account than ``by`` captured."""
        rows = _collection().find({"_id": {"$in": list(keys)}}, {"account_id": 1})
        return {row["_id"] for row in rows if row["account_id"] != by}

    def keep(
        self, elements: Sequence[VocabularyElement], capture_id: str, by: str, at: datetime
    ) -> None:
        """Store elements in the place of what was said of them before."""
        captured = {"account_id": by, "capture_id": capture_id, "captured_at": at}
        _collection().bulk_write(
            [ReplaceOne({"_id": e.key}, {**_row(e), **captured}, upsert=True) for e in elements]
        )


def _row(element: VocabularyElement) -> dict[str, object]:
    return {
        "_id": element.key,
        "vocabulary": element.vocabulary,
        "name": element.name,
        "body": element.body,
        "terms": sorted(element.terms),
    }


def _collection() -> Any:
    return EpcisMasterDataDocument._get_collection()  # noqa: SLF001
