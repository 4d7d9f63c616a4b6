"""The programme tree and its projects with counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl_registration.queries.measures import granted, tallies_of
from nscl_registration.queries.paging import equal
from nscl_registration.queries.scan import scan
from nscl_registration.storage.documents_programme import (
    ActivityDocument,
    PlanDocument,
    ProjectDocument,
)
from nscl_registration.storage.lists import ACTIVITY_FACETS, list_of
from nscl_shared.kernel import NotFound
from nscl_shared.persistence.ladder import ladder_of, loaded

PLAN = ("id", "kind", "number", "signed_on", "issuer", "title", "period_from", "period_to",
        "parent_id")  # fmt: skip
PROJECT = ("id", "version", "code", "year", "topic", "plan_id", "budget_vnd", "deadline")
ACTIVITY = ("id", "version", "kind", "audience", "title", "held_on", "year", "participants",
            "plan_id", "project_id", "attachments", "corrections")  # fmt: skip


def list_projects(
    *, year: int | None = None, cursor: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}``, latest year first."""
    ladder = ladder_of(ProjectDocument, descending=True)
    found = ladder.page(list_of(equal(year=year)), after=cursor, size=limit)
    rows = [_of(document, PROJECT) for document in loaded(ProjectDocument, found.rows)]
    return {"items": rows, "next": found.next}


def show_project(project_id: str) -> dict[str, Any]:
    """Return one project.

    Raises:
        NotFound: there is none.
    """
    document = ProjectDocument.objects(id=project_id).first()
    if document is None:
        raise NotFound("project-not-found", id=project_id)
    return _of(document, PROJECT)


def with_counts(projects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add ``counts`` (applications by state), ``total``, ``granted`` and ``granted_vnd``."""
    rows = list(projects)
    counted = tallies_of([row["id"] for row in rows])
    return [{**row, **_summary(counted.get(row["id"], {}))} for row in rows]


def _summary(tally: Mapping[str, Any]) -> dict[str, Any]:
    counts = {state: n for state, n in tally.get("n", {}).items() if n}
    number, vnd = granted(tally)
    return {
        "counts": counts,
        "total": sum(counts.values()),
        "granted": number,
        "granted_vnd": vnd,
    }


def list_activities(
    year: int | None = None,
    *,
    plan_id: str | None = None,
    project_id: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Return ``{"items": [...], "next": cursor}`` of a year, plan, project (or all), in order of entry."""
    asked = equal(year=year, plan_id=plan_id, project_id=project_id)
    ladder = ladder_of(ActivityDocument)
    found = scan(ladder, asked, None, ACTIVITY_FACETS, cursor=cursor, limit=limit)
    rows = [_activity(document) for document in loaded(ActivityDocument, found.rows)]
    return {"items": rows, "next": found.next}


def show_activity(activity_id: str) -> dict[str, Any]:
    """Return one activity with its corrections.

    Raises:
        NotFound: there is none.
    """
    document = ActivityDocument.objects(id=activity_id).first()
    if document is None:
        raise NotFound("activity-not-found", id=activity_id)
    return _activity(document)


def _activity(document: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("form", "audience_kind", "held_until", "place", "count", "link"))
    counted: dict[str, Any] = {"participants_by_kind": []}
    return {**_of(document, ACTIVITY), **empty, **counted, **document.details}


def plan_choices() -> list[dict[str, Any]]:
    """Return all plans, latest period first, for forms."""
    return [_of(document, PLAN) for document in PlanDocument.objects.order_by("-period_from")]


def years() -> list[int]:
    """Return the years that have projects, latest first."""
    return sorted(ProjectDocument.objects.distinct("year"), reverse=True)


def _of(document: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(document, name) for name in names}
