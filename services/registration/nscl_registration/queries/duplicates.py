"""Entries that may be about the same unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl_registration.domain.likeness import likenesses, sketch
from nscl_registration.queries.paging import page_of
from nscl_registration.storage import candidates
from nscl_registration.storage.documents_firms import DuplicatePairDocument
from nscl_registration.storage.lists import facet
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.ladder import ladder_of

SUGGESTIONS = 5
PAIR = ("version", "score", "state", "decided_by", "decided_at", "note")


def alike(
    name: str,
    phones: Iterable[str | None],
    *,
    firm_id: str = "",
    cursor: str | None = None,
    limit: int = SUGGESTIONS,
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``: entries like one being written, most alike first."""
    one = sketch(firm_id, name, phones)
    rows = [
        {"id": like.firm_id, "name": like.name, "score": like.score, "reasons": list(like.reasons)}
        for like in likenesses(one, candidates.like(one))
    ]
    return page_of(rows, lambda row: str(row["id"]), cursor=cursor, limit=limit)


def list_pairs(
    *, state: str = "open", cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``, most alike first."""
    ladder = ladder_of(DuplicatePairDocument, descending=True)
    found = ladder.page(facet({"state": state}, "state"), after=cursor, size=limit)
    rows = [_pair(row) for row in found.rows]
    return {"items": rows, "next": found.next}


def show_pair(pair_id: str) -> dict[str, Any]:
    """Return one pair.

    Raises:
        NotFound: there is none.
    """
    document = DuplicatePairDocument.objects(id=pair_id).first()
    if document is None:
        raise NotFound("pair-not-found", id=pair_id)
    return _pair(document.to_mongo())


def pairs_of(firm_id: str) -> list[dict[str, Any]]:
    """Return the open pairs of an entry."""
    found = DuplicatePairDocument.objects(firm_ids=firm_id, state="open")
    return [_pair(document.to_mongo()) for document in found]


def _pair(row: Mapping[str, Any]) -> dict[str, Any]:
    (one, two), (one_name, two_name) = row["firm_ids"], row["names"]
    return {
        "id": row["_id"],
        **{name: row.get(name) for name in PAIR},
        "reasons": row.get("reasons", []),
        "firms": [{"id": one, "name": one_name}, {"id": two, "name": two_name}],
    }
