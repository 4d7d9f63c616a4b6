"""Keeping the unit's year, the budget and the ledger in step with an application."""

from __future__ import annotations

from datetime import date

from nscl_registration.domain.application import Application
from nscl_registration.domain.budget import Budget, Cause, LedgerEntry, budget_id
from nscl_registration.domain.project import Project
from nscl_registration.domain.steps import Actor
from nscl_registration.handlers.lookup import unit_year
from nscl_registration.handlers.ports import RegistrationWork


def keep_accounts(
    uow: RegistrationWork,
    application: Application,
    on: date,
    by: Actor,
    document: str | None = None,
) -> None:
    """Let unit and budget hold what the application holds as it now stands.

    Raises:
        RuleViolation: ``budget-exhausted``.
        Conflict: ``already-applied``, when it lives again beside another one.
    """
    _keep_year(uow, application)
    if application.held_vnd or uow.budgets.find(budget_id(application.project_id)):
        budget = budget_of(uow, application)
        cause = cause_of(application, on, by, document)
        _write(uow, budget.hold(application.held_vnd, cause))


def budget_of(uow: RegistrationWork, application: Application) -> Budget:
    """Return the budget that pays for an application, opening it when it is new."""
    found = uow.budgets.find(budget_id(application.project_id))
    if found is not None:
        return found
    project = uow.projects.get(application.project_id)
    return _opened(uow, project, project.budget_vnd, besides=application.id)


def replan_budget(uow: RegistrationWork, project: Project, before_vnd: int | None) -> None:
    """Let the figure of an amended project limit its budget; ``before_vnd`` did until now.

    A budget that nobody wrote to yet is opened, so that an approval in the same moment
    meets it.

    Raises:
        RuleViolation: ``budget-below-commitments``.
    """
    if project.budget_vnd != before_vnd:
        found = uow.budgets.find(budget_id(project.id))
        budget = found or _opened(uow, project, before_vnd)
        budget.replan(project.budget_vnd)


def _opened(
    uow: RegistrationWork, project: Project, planned_vnd: int | None, besides: str | None = None
) -> Budget:
    budget = Budget.open(project.id, project.year, planned_vnd)
    uow.budgets.add(budget)
    _carry_over(uow, budget, besides)
    return budget


def cause_of(application: Application, on: date, by: Actor, document: str | None) -> Cause:
    """Return why money is moved."""
    return Cause(application.id, application.case_number, on, by.name, document)


def _keep_year(uow: RegistrationWork, application: Application) -> None:
    year = unit_year(uow, application.firm_id, application.year)
    if application.alive:
        year.revive(application.project_id, application.case_number)
    else:
        year.release(application.project_id, application.case_number)
    held = application.held_vnd
    if held != year.granted.get(application.case_number, 0):
        year.grant(application.case_number, held)


def _carry_over(uow: RegistrationWork, budget: Budget, besides: str | None) -> None:
    """Take over applications that were approved before budgets were kept."""
    for other in uow.applications.many(project_id=budget.project_id):
        if other.id != besides and other.held_vnd:
            step = other.history[-1]
            cause = Cause(other.id, other.case_number, step.on, step.by, step.document)
            uow.ledger.add(budget.carry_over(other.held_vnd, cause))


def _write(uow: RegistrationWork, entry: LedgerEntry | None) -> None:
    if entry is not None:
        uow.ledger.add(entry)
