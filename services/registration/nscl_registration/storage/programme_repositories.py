"""Repositories of plans, projects and activities."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.activity import Activity, ActivityFacts, Correction
from nscl_registration.domain.codes import PlanKind
from nscl_registration.domain.form import Deadline
from nscl_registration.domain.funding import BudgetLine
from nscl_registration.domain.papers import AttachedFile
from nscl_registration.domain.plan import Plan, PlanDetails
from nscl_registration.domain.project import Project
from nscl_registration.domain.targets import Reading, Target
from nscl_registration.domain.tended import Amendment, Ending, Tended
from nscl_registration.storage.documents_programme import (
    ActivityDocument,
    PlanDocument,
    ProjectDocument,
    made_of,
    values_of,
)
from nscl_registration.storage.lists import PER_PLACE, YEARLY, value_lists
from nscl_registration.storage.tallies import Share, add_up, shares_of_activity
from nscl_shared.persistence import AggregateRepository

TENDED: dict[str, Any] = {
    "budget": tuple[BudgetLine, ...],
    "targets": tuple[Target, ...],
    "readings": tuple[Reading, ...],
    "attachments": tuple[AttachedFile, ...],
    "amendments": tuple[Amendment, ...],
}
FACTS = ("kind", "audience", "title", "held_on", "year", "participants", "plan_id", "project_id")


def _tended(document: Any) -> dict[str, Any]:
    return {
        "responsible": document.responsible,
        **{name: made_of(kind, getattr(document, name)) for name, kind in TENDED.items()},
        "ending": made_of(Ending, document.ending) if document.ending else None,
    }


def _tended_fields(aggregate: Tended) -> dict[str, Any]:
    return {
        "responsible": aggregate.responsible,
        **{name: values_of(getattr(aggregate, name)) for name in TENDED},
        "ending": values_of(aggregate.ending),
    }


class PlanRepository(AggregateRepository[Plan]):
    """Programmes and plans."""

    document = PlanDocument
    missing = "plan-not-found"

    def to_domain(self, document: PlanDocument) -> Plan:
        """Return the plan."""
        details = PlanDetails(
            kind=PlanKind(document.kind),
            number=document.number,
            signed_on=document.signed_on,
            issuer=document.issuer,
            title=document.title,
            period_from=document.period_from,
            period_to=document.period_to,
        )
        return Plan(
            id=document.id,
            version=document.version,
            details=details,
            parent_id=document.parent_id,
            **_tended(document),
        )

    def to_fields(self, aggregate: Plan) -> dict[str, Any]:
        """Return the document's fields."""
        details = {**vars(aggregate.details), "kind": aggregate.details.kind.value}
        return {**details, "parent_id": aggregate.parent_id, **_tended_fields(aggregate)}


class ProjectRepository(AggregateRepository[Project]):
    """Projects."""

    document = ProjectDocument
    missing = "project-not-found"

    def to_domain(self, document: ProjectDocument) -> Project:
        """Return the project."""
        return Project(
            id=document.id,
            version=document.version,
            code=document.code,
            year=document.year,
            topic=document.topic,
            plan_id=document.plan_id,
            budget_vnd=document.budget_vnd,
            deadline=made_of(Deadline, document.deadline) if document.deadline else None,
            **_tended(document),
        )

    def to_fields(self, aggregate: Project) -> dict[str, Any]:
        """Return the document's fields."""
        fields = {
            "code": aggregate.code,
            "year": aggregate.year,
            "topic": aggregate.topic,
            "plan_id": aggregate.plan_id,
            "budget_vnd": aggregate.budget_vnd,
            "deadline": values_of(aggregate.deadline),
            "sort_key": aggregate.id,
            **_tended_fields(aggregate),
        }
        return {**fields, "lists": value_lists(fields, *YEARLY)}


class ActivityRepository(AggregateRepository[Activity]):
    """Training and communication activities."""

    document = ActivityDocument
    missing = "activity-not-found"

    def __init__(self) -> None:
        super().__init__()
        self._counted: dict[str, list[Share]] = {}

    def to_domain(self, document: ActivityDocument) -> Activity:
        """Return the activity."""
        known = {name: getattr(document, name) for name in FACTS}
        activity = Activity(
            id=document.id,
            version=document.version,
            facts=made_of(ActivityFacts, {**known, **document.details}),
            corrections=made_of(tuple[Correction, ...], document.corrections),
            attachments=made_of(tuple[AttachedFile, ...], document.attachments),
        )
        self._counted[activity.id] = shares_of_activity(activity.facts)
        return activity

    def to_fields(self, aggregate: Activity) -> dict[str, Any]:
        """Return the document's fields."""
        facts = values_of(aggregate.facts)
        fields = {
            **{name: facts.pop(name) for name in FACTS},
            "held_on": aggregate.facts.held_on,
            "details": facts,
            "corrections": values_of(aggregate.corrections),
            "attachments": values_of(aggregate.attachments),
            "sort_key": aggregate.id,
        }
        return {**fields, "lists": value_lists(fields, *PER_PLACE)}

    def flush(self) -> list[Activity]:
        """Write what changed, and the figures of its year, project or plan with it."""
        changed = super().flush()
        for aggregate in changed:
            shares = shares_of_activity(aggregate.facts)
            add_up(shares, self._counted.get(aggregate.id, []))
            self._counted[aggregate.id] = shares
        return changed
