"""What happened, in the past tense; ``publishing/announce.py`` tells the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.codes import ActivityKind, OrgType, PlanKind, RevenueBand
from nscl_registration.domain.form import ReceivedVia
from nscl_registration.domain.funding import BudgetLine
from nscl_registration.domain.products import Product
from nscl_registration.domain.supports import Support


@dataclass(frozen=True)
class PlanAdopted:
    """A programme or plan is in force."""

    plan_id: str
    kind: PlanKind
    number: str
    signed_on: date
    issuer: str
    title: str
    period_from: int
    period_to: int
    parent_id: str | None
    responsible: str | None = None
    budget: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True)
class ProjectOpened:
    """A project takes applications."""

    project_id: str
    code: str
    year: int
    topic: str
    plan_id: str
    budget_vnd: int | None
    responsible: str | None = None
    budget: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True)
class ActivityRecorded:
    """A class or communication activity took place."""

    activity_id: str
    kind: ActivityKind
    audience: str
    title: str
    held_on: date | None
    year: int
    participants: int | None
    form: str | None = None
    count: int | None = None
    held_until: date | None = None
    place: str | None = None
    audience_kind: str | None = None
    plan_id: str | None = None
    project_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class FirmAnnounced:
    """What events about a unit's entry carry: all of it, so that order does not matter.

    ``tax_code`` is ``None`` when the unit has none or when it is a household's
    personal number, which stays in this service.
    """

    firm_id: str
    name: str
    short_name: str | None
    org_type: OrgType
    tax_code: str | None
    address: str | None
    commune_code: str | None
    address_on: date | None
    contact_name: str | None
    contact_email: str | None
    contact_phone: str | None
    representative_name: str | None
    sector: str | None
    employees: int | None
    revenue_band: RevenueBand | None
    owner_account_id: str | None
    products: tuple[Product, ...]


@dataclass(frozen=True, kw_only=True)
class FirmRegistered(FirmAnnounced):
    """A unit entered the register."""


@dataclass(frozen=True, kw_only=True)
class FirmUpdated(FirmAnnounced):
    """A unit's entry says something else now."""


@dataclass(frozen=True)
class FirmMerged:
    """An entry turned out to be about the same unit as another."""

    firm_id: str
    name: str
    into_firm_id: str
    into_name: str
    merged_on: date


@dataclass(frozen=True)
class FirmSeparated:
    """A merger was taken back."""

    firm_id: str
    name: str
    from_firm_id: str
    separated_on: date


@dataclass(frozen=True)
class FirmAbsorbed:
    """Another entry was merged into this one; told by that entry's own event."""

    firm_id: str
    absorbed_firm_id: str


@dataclass(frozen=True)
class FirmReleased:
    """Another entry is separate again; told by that entry's own event."""

    firm_id: str
    released_firm_id: str


@dataclass(frozen=True)
class ApplicationFacts:
    """What every event of an application carries, so that order does not matter."""

    application_id: str
    case_number: str
    firm_id: str
    firm_name: str
    org_type: OrgType
    project_id: str
    year: int
    supports: tuple[Support, ...]
    estimated_cost_vnd: int


@dataclass(frozen=True)
class ApplicationFiled:
    """A draft with a case number exists; nobody else needs to know."""

    facts: ApplicationFacts


@dataclass(frozen=True)
class ApplicationSubmitted:
    """The unit submitted its application."""

    facts: ApplicationFacts
    submitted_on: date
    late: bool = False
    due_on: date | None = None
    received_via: ReceivedVia = ReceivedVia.ONLINE
    received_on: date | None = None


@dataclass(frozen=True)
class FormSaved:
    """A draft's form or files changed; internal."""

    application_id: str


@dataclass(frozen=True)
class DeadlineSet:
    """A project's last day to hand in was entered; told with each submission."""

    project_id: str
    due_on: date


@dataclass(frozen=True)
class ApplicationReceived:
    """The agency took the application in; internal."""

    facts: ApplicationFacts


@dataclass(frozen=True)
class ApplicationAppraised:
    """The agency appraised the application; internal."""

    facts: ApplicationFacts


@dataclass(frozen=True)
class ApplicationApproved:
    """The agency approved an amount."""

    facts: ApplicationFacts
    support_vnd: int
    decided_on: date
    decision_number: str | None
    contact_email: str | None


@dataclass(frozen=True)
class ApplicationRefused:
    """The agency refused the application."""

    facts: ApplicationFacts
    reason: str
    decided_on: date
    contact_email: str | None


@dataclass(frozen=True)
class ApplicationWithdrawn:
    """The unit withdrew before signing."""

    facts: ApplicationFacts
    reason: str
    withdrawn_on: date


@dataclass(frozen=True)
class AgreementSigned:
    """The support agreement was signed; the amount is committed."""

    facts: ApplicationFacts
    agreement_number: str
    total_cost_vnd: int
    support_vnd: int
    legal_basis: str
    signed_on: date


@dataclass(frozen=True)
class UnitYearChanged:
    """What a unit asked for or was granted in a year changed; internal."""

    firm_id: str
    year: int
