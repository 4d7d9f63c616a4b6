"""The money of projects as their budgets keep it; whole VND.

This is the one place that the programme tree and the books ask, so that both tell
the same: nothing paid yet is 0.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from nscl_registration.domain.budget import Budget
from nscl_registration.queries.measures import granted, tallies_of
from nscl_registration.storage.application_repository import ApplicationRepository
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_money import BudgetDocument
from nscl_registration.storage.money_repositories import BudgetRepository
from nscl_shared.persistence.ladder import ladder_of


@dataclass(frozen=True)
class ProjectMoney:
    """What is promised and what was paid, VND."""

    committed_vnd: int = 0
    paid_vnd: int = 0


def money_of_projects(project_ids: Collection[str]) -> dict[str, ProjectMoney]:
    """Return the money of the projects that have any; others are absent."""
    wanted = {"project_id": {"$in": list(project_ids)}}
    kept = {
        row["project_id"]: ProjectMoney(sum(row["held"].values()), row["paid_vnd"] or 0)
        for row in ladder_of(BudgetDocument).collection.find(wanted)
    }
    # what was approved before budgets were kept; looking through applications takes seconds
    told = tallies_of(set(project_ids) - kept.keys())
    held = {name: granted(tally)[1] for name, tally in told.items()}
    return kept | {name: ProjectMoney(vnd) for name, vnd in held.items() if vnd}


def budget_of_project(project: Mapping[str, Any]) -> Budget:
    """Return the budget of a project, also one that nothing was written to yet."""
    document = BudgetDocument.objects(project_id=project["id"]).first()
    if document is not None:
        return BudgetRepository().to_domain(document)
    budget = Budget.open(project["id"], project["year"], project["budget_vnd"])
    if project["id"] in money_of_projects([project["id"]]):
        budget.held.update(_held_before_budgets(project["id"]))
    return budget


def _held_before_budgets(project_id: str) -> dict[str, int]:
    """Return what applications hold, by case number, where no budget was kept yet."""
    repository = ApplicationRepository()
    documents = ApplicationDocument.objects(project_id=project_id, approval__ne=None)
    found = map(repository.to_domain, documents)
    return {case.case_number: case.held_vnd for case in found if case.held_vnd}
