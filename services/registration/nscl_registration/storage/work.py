"""The unit of work of this service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, ClassVar

from nscl_registration.domain.appraisal.criteria import CriteriaSet
from nscl_registration.domain.appraisal.eligibility import DEFAULT_ELIGIBILITY, EligibilityRules
from nscl_registration.domain.money import SupportRules
from nscl_registration.domain.payment import DEFAULT_PAYMENT_RULES, PaymentRules
from nscl_registration.publishing.announce import announce
from nscl_registration.storage.application_repository import (
    ApplicationRepository,
    UnitYearRepository,
)
from nscl_registration.storage.appraisal_repository import AppraisalRepository
from nscl_registration.storage.call_repositories import CallRepository, ProposalRepository
from nscl_registration.storage.firm_repository import DuplicatePairRepository, FirmRepository
from nscl_registration.storage.import_repository import ImportRepository, MongoImportBook
from nscl_registration.storage.money_repositories import BudgetRepository, LedgerRepository
from nscl_registration.storage.officer_repository import OfficerRepository
from nscl_registration.storage.programme_repositories import (
    ActivityRepository,
    PlanRepository,
    ProjectRepository,
)
from nscl_shared.persistence import UnitOfWork
from nscl_shared.province import current_profile


class RegistrationUnitOfWork(UnitOfWork):
    """Repositories and the province's rules for one command."""

    service: ClassVar[str] = "registration"

    def __init__(self) -> None:
        super().__init__(announce)
        self.plans = self.enlist(PlanRepository())
        self.projects = self.enlist(ProjectRepository())
        self.activities = self.enlist(ActivityRepository())
        self.firms = self.enlist(FirmRepository())
        self.duplicates = self.enlist(DuplicatePairRepository())
        self.applications = self.enlist(ApplicationRepository())
        self.calls = self.enlist(CallRepository())
        self.proposals = self.enlist(ProposalRepository())
        self.unit_years = self.enlist(UnitYearRepository())
        self.budgets = self.enlist(BudgetRepository())
        self.ledger = self.enlist(LedgerRepository())
        self.appraisals = self.enlist(AppraisalRepository())
        self.imports = self.enlist(ImportRepository())
        self.import_book = MongoImportBook()
        self.officers = self.enlist(OfficerRepository())

    @cached_property
    def support_rules(self) -> SupportRules:
        """Return the rules of the province profile."""
        return SupportRules.of(current_profile().support_rules)

    @cached_property
    def criteria_sets(self) -> tuple[CriteriaSet, ...]:
        """Return the criteria of the profile."""
        return tuple(CriteriaSet.of(given) for given in current_profile().criteria_sets)

    @cached_property
    def eligibility_rules(self) -> EligibilityRules:
        """Return what the profile asks of a unit, or the default."""
        profile = current_profile()
        found = {k: v for k, v in (profile.eligibility or {}).items() if v is not None}
        given = {**found, "priority_items": tuple(profile.priority_items)}
        return replace(DEFAULT_ELIGIBILITY, **given)

    @cached_property
    def province_code(self) -> str:
        """Return the administrative code of the province."""
        return current_profile().admin_code

    @cached_property
    def province_name(self) -> str:
        """Return the Vietnamese name of the province."""
        return current_profile().name["vi"]

    @cached_property
    def payment_rules(self) -> PaymentRules:
        """Return the limit of advances, of the profile or the default."""
        found = current_profile().payment_rules
        return PaymentRules(**found) if found else DEFAULT_PAYMENT_RULES


class Rehearsal(RegistrationUnitOfWork):
    """A unit of work that reads and decides as for real, and writes nothing.

    ``projects`` may be those that an earlier one has read.
    """

    def __init__(self, projects: ProjectRepository | None = None) -> None:
        super().__init__()
        self.projects = projects or self.projects

    def next_number(self, counter: str) -> int:  # noqa: ARG002
        """Return 0: no number is taken."""
        return 0

    def flush(self) -> int:
        """Refuse.

        Raises:
            RuntimeError: always.
        """
        raise RuntimeError("a rehearsal is never stored")


def rehearsals() -> Callable[[], Any]:
    """Return what makes units of work for trying whether the rules would let something pass.

    Projects are read once for all of them.
    """
    return partial(Rehearsal, ProjectRepository())
