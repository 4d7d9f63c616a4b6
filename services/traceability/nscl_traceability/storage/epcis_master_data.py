"""Captured master data in the database: the last that was said of each thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from pymongo import ReplaceOne

from nscl_traceability.domain.epcis.master_data import VocabularyElement
from nscl_traceability.storage.documents_epcis import EpcisMasterDataDocument

_SAID = ("_id", "vocabulary", "name", "body", "terms")


class MasterDataStore:
    """Writes vocabulary elements."""

    def taken(self, keys: Collection[str], by: str) -> set[str]:
        """Return those of ``keys`` that another account than ``by`` captured."""
        rows = _collection().find({"_id": {"$in": list(keys)}}, {"account_id": 1})
        return {row["_id"] for row in rows if row["account_id"] != by}

    def keep(
        self, elements: Sequence[VocabularyElement], capture_id: str, by: str, at: datetime
    ) -> None:
        """Store elements in the place of what was said of them before.

        What the same account says again is not written: most documents of a sender hold the
        same master data, and captured at once they would conflict over it.
        """
        captured = {"account_id": by, "capture_id": capture_id, "captured_at": at}
        known = _known(elements, by)
        rows = [row for e in elements if (row := _row(e)) != known.get(e.key)]
        if rows:
            _collection().bulk_write(
                [ReplaceOne({"_id": row["_id"]}, {**row, **captured}, upsert=True) for row in rows]
            )


def _known(elements: Sequence[VocabularyElement], by: str) -> dict[str, dict[str, Any]]:
    """Return what an account said last of these, by key, as it would be written now."""
    found = _collection().find({"_id": {"$in": [element.key for element in elements]}})
    return {
        row["_id"]: {name: row[name] for name in _SAID} for row in found if row["account_id"] == by
    }


def _row(element: VocabularyElement) -> dict[str, Any]:
    return {
        "_id": element.key,
        "vocabulary": element.vocabulary,
        "name": element.name,
        "body": element.body,
        "terms": sorted(element.terms),
    }


def _collection() -> Any:
    return EpcisMasterDataDocument._get_collection()  # noqa: SLF001
