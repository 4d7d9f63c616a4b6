"""The money of projects, as their applications promise and receive it; whole VND.

This is the one place that the programme tree asks.  Committed is what signed
agreements say.  Paid is ``None`` while no payment is recorded for the project.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nscl_registration.storage.documents import ApplicationDocument


@dataclass(frozen=True)
class ProjectMoney:
    """What is promised and what was paid, VND."""

    committed_vnd: int = 0
    paid_vnd: int | None = None


def money_of_projects(project_ids: Collection[str]) -> dict[str, ProjectMoney]:
    """Return the money of the projects that have any; others are absent."""
    pipeline = [
        {"$match": {"project_id": {"$in": list(project_ids)}, "state": "agreement-signed"}},
        {"$group": {"_id": "$project_id", "committed": {"$sum": "$agreement.support_vnd"}}},
    ]
    found = ApplicationDocument.objects.aggregate(pipeline)
    return {row["_id"]: ProjectMoney(committed_vnd=row["committed"]) for row in found}
