"""Repositories of applications and of the units' years."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.agreement import Agreement, Approval
from nscl_registration.domain.application import Application
from nscl_registration.domain.assignment import Assignment, holder
from nscl_registration.domain.codes import ApplicationState, OrgType
from nscl_registration.domain.form import Form
from nscl_registration.domain.papers import AttachedFile
from nscl_registration.domain.steps import Step
from nscl_registration.domain.supports import Support
from nscl_registration.domain.unit_year import UnitYear
from nscl_registration.storage.documents import ApplicationDocument, UnitYearDocument
from nscl_registration.storage.documents_programme import made_of, values_of
from nscl_registration.storage.documents_work import AssignmentPart
from nscl_registration.storage.lists import case_lists, phrase_of, queues, wait_key
from nscl_registration.storage.money_repositories import money_fields, money_of
from nscl_registration.storage.parts import (
    AgreementPart,
    ApprovalPart,
    StepPart,
    SupportPart,
    values,
)
from nscl_registration.storage.tallies import Share, add_up, share_of_case
from nscl_shared.persistence import AggregateRepository


class ApplicationRepository(AggregateRepository[Application]):
    """Applications."""

    document = ApplicationDocument
    missing = "application-not-found"

    def __init__(self) -> None:
        super().__init__()
        self._counted: dict[str, Share] = {}

    def to_domain(self, document: ApplicationDocument) -> Application:
        """Return the application."""
        approval, agreement = document.approval, document.agreement
        application = Application(
            id=document.id,
            version=document.version,
            case_number=document.case_number,
            firm_id=document.firm_id,
            firm_name=document.firm_name,
            org_type=OrgType(document.org_type),
            owner_account_id=document.owner_account_id,
            project_id=document.project_id,
            year=document.year,
            supports=tuple(Support(**values(part)) for part in document.supports),
            estimated_cost_vnd=document.estimated_cost_vnd,
            form=made_of(Form, document.form),
            attachments=made_of(tuple[AttachedFile, ...], document.attachments),
            late=document.late,
            state=ApplicationState(document.state),
            history=[_step(part) for part in document.history],
            approval=Approval(**values(approval)) if approval else None,
            agreement=Agreement(**values(agreement)) if agreement else None,
            assignments=[Assignment(**values(part)) for part in document.assignments],
            **money_of(document),
        )
        self._counted[application.id] = share_of_case(application)
        return application

    def to_fields(self, aggregate: Application) -> dict[str, Any]:
        """Return the document's fields."""
        approval, agreement = aggregate.approval, aggregate.agreement
        fields = {
            "case_number": aggregate.case_number,
            "firm_id": aggregate.firm_id,
            "firm_name": aggregate.firm_name,
            "org_type": aggregate.org_type.value,
            "owner_account_id": aggregate.owner_account_id,
            "project_id": aggregate.project_id,
            "year": aggregate.year,
            "supports": [SupportPart(**vars(support)) for support in aggregate.supports],
            "estimated_cost_vnd": aggregate.estimated_cost_vnd,
            "form": values_of(aggregate.form),
            "attachments": values_of(aggregate.attachments),
            "late": aggregate.late,
            "state": aggregate.state.value,
            "history": [_part(step) for step in aggregate.history],
            "approval": ApprovalPart(**vars(approval)) if approval else None,
            "agreement": AgreementPart(**vars(agreement)) if agreement else None,
            **money_fields(aggregate),
            "officer_id": holder(aggregate.assignments),
            "assignments": [AssignmentPart(**vars(given)) for given in aggregate.assignments],
            "sort_key": aggregate.id,
            "phrase": _searched(aggregate),
            "wait_key": wait_key(aggregate.since, aggregate.id),
        }
        return {**fields, "lists": case_lists(fields), "queues": queues(fields)}

    def flush(self) -> list[Application]:
        """Write what changed, and the figures of its projects with it."""
        changed = super().flush()
        for aggregate in changed:
            share = share_of_case(aggregate)
            before = self._counted.get(aggregate.id)
            add_up([share], [before] if before else [])
            self._counted[aggregate.id] = share
        return changed


class UnitYearRepository(AggregateRepository[UnitYear]):
    """Programme years of units."""

    document = UnitYearDocument
    missing = "unit-year-not-found"

    def to_domain(self, document: UnitYearDocument) -> UnitYear:
        """Return the unit's year."""
        return UnitYear(
            id=document.id,
            version=document.version,
            firm_id=document.firm_id,
            year=document.year,
            cases=dict(document.cases),
            granted=dict(document.granted),
        )

    def to_fields(self, aggregate: UnitYear) -> dict[str, Any]:
        """Return the document's fields."""
        return {
            "firm_id": aggregate.firm_id,
            "year": aggregate.year,
            "cases": aggregate.cases,
            "granted": aggregate.granted,
        }


def _searched(case: Application) -> str:
    products = dict.fromkeys(support.product_name for support in case.supports)
    return phrase_of(case.firm_name, case.case_number, *products)


def _step(part: StepPart) -> Step:
    undoes = ApplicationState(part.undoes) if part.undoes else None
    return Step(**{**values(part), "state": ApplicationState(part.state), "undoes": undoes})


def _part(step: Step) -> StepPart:
    undoes = step.undoes.value if step.undoes else None
    return StepPart(**{**vars(step), "state": step.state.value, "undoes": undoes})
