"""Repositories of plans, projects and activities."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.activity import Activity
from nscl_registration.domain.codes import ActivityKind, PlanKind
from nscl_registration.domain.plan import Plan, PlanDetails
from nscl_registration.domain.project import Project
from nscl_registration.storage.documents import ActivityDocument, PlanDocument, ProjectDocument
from nscl_shared.persistence import AggregateRepository


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
        )

    def to_fields(self, aggregate: Plan) -> dict[str, Any]:
        """Return the document's fields."""
        details = {**vars(aggregate.details), "kind": aggregate.details.kind.value}
        return {**details, "parent_id": aggregate.parent_id}


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
        )

    def to_fields(self, aggregate: Project) -> dict[str, Any]:
        """Return the document's fields."""
        return {
            "code": aggregate.code,
            "year": aggregate.year,
            "topic": aggregate.topic,
            "plan_id": aggregate.plan_id,
            "budget_vnd": aggregate.budget_vnd,
            "sort_key": aggregate.id,
        }


class ActivityRepository(AggregateRepository[Activity]):
    """Training and communication activities."""

    document = ActivityDocument
    missing = "activity-not-found"

    def to_domain(self, document: ActivityDocument) -> Activity:
        """Return the activity."""
        return Activity(
            id=document.id,
            version=document.version,
            kind=ActivityKind(document.kind),
            audience=document.audience,
            title=document.title,
            held_on=document.held_on,
            year=document.year,
            participants=document.participants,
        )

    def to_fields(self, aggregate: Activity) -> dict[str, Any]:
        """Return the document's fields."""
        return {
            "kind": aggregate.kind.value,
            "audience": aggregate.audience,
            "title": aggregate.title,
            "held_on": aggregate.held_on,
            "year": aggregate.year,
            "participants": aggregate.participants,
        }
