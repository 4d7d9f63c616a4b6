"""What the handlers need of storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from nscl_registration.domain.activity import Activity
from nscl_registration.domain.application import Application
from nscl_registration.domain.appraisal.council import Appraisal
from nscl_registration.domain.appraisal.criteria import CriteriaSet
from nscl_registration.domain.appraisal.eligibility import EligibilityRules
from nscl_registration.domain.assignment import Officer
from nscl_registration.domain.budget import Budget, LedgerEntry
from nscl_registration.domain.bulk_import import BulkImport
from nscl_registration.domain.call import Call
from nscl_registration.domain.duplicate import DuplicatePair
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.import_rows import CaseRef, RowResult
from nscl_registration.domain.likeness import Sketch
from nscl_registration.domain.money import SupportRules
from nscl_registration.domain.payment import PaymentRules
from nscl_registration.domain.plan import Plan
from nscl_registration.domain.project import Project
from nscl_registration.domain.proposal import Proposal
from nscl_registration.domain.unit_year import UnitYear
from nscl_shared.kernel import Aggregate

A = TypeVar("A", bound=Aggregate)


class Repository(Protocol[A]):
    """Aggregates by id; what was loaded or added is saved at commit."""

    def get(self, aggregate_id: str) -> A:
        """Return the aggregate or raise ``NotFound``."""

    def find(self, aggregate_id: str) -> A | None:
        """Return the aggregate or ``None``."""

    def one(self, **filters: Any) -> A | None:
        """Return the first aggregate that matches, or ``None``."""

    def many(self, **filters: Any) -> list[A]:
        """Return all aggregates that match."""

    def add(self, aggregate: A) -> None:
        """Take a new aggregate."""


class FirmStore(Repository[Firm], Protocol):
    """Units, also by what they are alike in."""

    def sketches(self, one: Sketch) -> list[Sketch]:
        """Return entries that may be like ``one`` and are not merged into others."""

    def namesakes(self, name: str, commune_code: str) -> list[Firm]:
        """Return the entries of that name in a commune that are not merged into others."""


class PairStore(Repository[DuplicatePair], Protocol):
    """Pairs of entries that may be the same unit."""

    def of_firm(self, firm_id: str) -> list[DuplicatePair]:
        """Return the pairs of an entry, decided or not."""


class ImportBook(Protocol):
    """The rows of imports, and the marks of those that became applications."""

    def good(self, import_id: str) -> list[int]:
        """Return the numbers of the rows that can be imported."""

    def note(self, import_id: str, results: Sequence[RowResult]) -> None:
        """Write down what became of rows."""

    def known(self, marks: Sequence[str]) -> Mapping[str, CaseRef]:
        """Return what rows of these marks became, for those imported before."""

    def mark(self, made: Mapping[str, CaseRef]) -> None:
        """Keep the marks of rows that became applications; none may be kept already."""


class RegistrationWork(Protocol):
    """The unit of work of one command."""

    plans: Repository[Plan]
    projects: Repository[Project]
    activities: Repository[Activity]
    firms: FirmStore
    duplicates: PairStore
    applications: Repository[Application]
    unit_years: Repository[UnitYear]
    calls: Repository[Call]
    proposals: Repository[Proposal]
    budgets: Repository[Budget]
    ledger: Repository[LedgerEntry]
    appraisals: Repository[Appraisal]
    imports: Repository[BulkImport]
    import_book: ImportBook
    officers: Repository[Officer]

    @property
    def support_rules(self) -> SupportRules:
        """The province's rules of the state's share."""

    @property
    def payment_rules(self) -> PaymentRules:
        """The province's rules of advances."""

    @property
    def criteria_sets(self) -> Sequence[CriteriaSet]:
        """The province's criteria, each from its first day on."""

    @property
    def eligibility_rules(self) -> EligibilityRules:
        """What the province asks of a unit, with its sources."""

    @property
    def province_code(self) -> str:
        """The province's administrative code, 2 digits."""

    @property
    def province_name(self) -> str:
        """The province's name, Vietnamese."""

    def next_number(self, counter: str) -> int:
        """Return the next number, from 1, without gaps."""
