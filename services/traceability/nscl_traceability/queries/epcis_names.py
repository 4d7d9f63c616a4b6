"""The words, places and EPCs that captured events use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nscl_traceability.domain.epcis.identifiers import DOMAIN
from nscl_traceability.storage.documents_epcis import EpcisEventDocument, EpcisNameDocument

_AFTER = ";"  # the character after the colon of a term


def list_names(kind: str, size: int, after: str | None) -> tuple[list[str], str | None]:
    """Return values of a kind in their order, and where the next page starts."""
    start = f"{kind}:{after}" if after else f"{kind}:"
    found = EpcisNameDocument.objects(id__gt=start, id__lt=kind + _AFTER)
    names = [row.id.partition(":")[2] for row in found.order_by("id").limit(size + 1)]
    following = names[size - 1] if len(names) > size else None
    return [_address(name) for name in names[:size]], following


def list_epcs(
    firms: Sequence[str] | None, size: int, after: str | None
) -> tuple[list[str], str | None]:
    """Return EPCs that events name, in their order, and where the next page starts."""
    own = {"indexed": {"$in": [f"firm:{firm}" for firm in firms]}} if firms is not None else {}
    names = {"$substrCP": ["$indexed", {"$indexOfCP": ["$indexed", ":"]}, 2_000]}
    stages: list[dict[str, Any]] = [
        {"$match": own},
        {"$project": {"indexed": 1}},
        {"$unwind": "$indexed"},
        {"$match": {"indexed": {"$regex": "^[epio]:"}}},
        {"$group": {"_id": names}},
        {"$match": {"_id": {"$gt": f":{after or ''}"}}},
        {"$sort": {"_id": 1}},
        {"$limit": size + 1},
    ]
    rows = EpcisEventDocument._get_collection().aggregate(stages)  # noqa: SLF001
    found = [row["_id"][1:] for row in rows]
    return [_address(name) for name in found[:size]], found[size - 1] if len(found) > size else None


def _address(name: str) -> str:
    """Return a thing's name as a URI: names of GS1 keys are paths of Digital Links."""
    return DOMAIN + name if name[:1].isdigit() else name
