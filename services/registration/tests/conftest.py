"""Builders: a unit, a project, an application, each valid unless a test says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from nscl_registration.domain.application import Application
from nscl_registration.domain.appraisal.eligibility import DEFAULT_ELIGIBILITY
from nscl_registration.domain.blocking import keys_of
from nscl_registration.domain.codes import ApplicationState, OrgType, PlanKind
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.form import Form
from nscl_registration.domain.money import SupportRule, SupportRules
from nscl_registration.domain.payment import DEFAULT_PAYMENT_RULES
from nscl_registration.domain.plan import Plan, PlanDetails
from nscl_registration.domain.products import named
from nscl_registration.domain.project import Project
from nscl_registration.domain.steps import Actor, Step
from nscl_registration.domain.supports import Wish, choose_supports
from nscl_registration.handlers.alike import sketch_of
from nscl_registration.handlers.commands import AdoptPlan
from nscl_shared.kernel import NotFound

DAY = date(2022, 4, 20)
AT = datetime(2022, 4, 20, 3, 30, tzinfo=UTC)
OFFICER = Actor("account-officer", "Cán bộ A")


def plan(**over: Any) -> Plan:
    given = {
        "kind": PlanKind.YEARLY_PLAN,
        "number": "73/KH-UBND",
        "signed_on": date(2022, 4, 4),
        "issuer": "UBND tỉnh",
        "title": "Kế hoạch năm 2022",
        "period_from": 2022,
        "period_to": 2022,
    }
    parent = over.pop("parent", None)
    return Plan.adopt(PlanDetails(**{**given, **over}), parent)


def project(**over: Any) -> Project:
    given = {"code": "P1", "year": 2022, "topic": "Chứng nhận", "plan": over.pop("plan", plan())}
    return Project.open(**{**given, **over})


def entry(**over: Any) -> FirmInput:
    given = {
        "name": "Công ty TNHH Ví dụ",
        "org_type": OrgType.ENTERPRISE,
        "tax_code": "0100109106",
        "product_names": ("Đá 1x2", "Đá 4x6"),
        **over,
    }
    products = named(given.pop("product_names"))
    return FirmInput(**{"products": products, **given})


def firm(**over: Any) -> Firm:
    owner = over.pop("owner_account_id", None)
    return Firm.register(entry(**over), OFFICER, AT, owner_account_id=owner)


def application(unit: Firm | None = None, **over: Any) -> Application:
    unit = unit or firm()
    wishes = [Wish("CN-01", unit.products[0].product_id)]
    given = {
        "case_number": "2022-P1-0001",
        "firm": unit,
        "project": project(),
        "supports": choose_supports(wishes, unit.product_names()),
        "estimated_cost_vnd": 80_000_000,
        "form": Form(committed=True),
        "step": Step(ApplicationState.DRAFT, DAY, OFFICER.name),
    }
    return Application.file(**{**given, **over})


def rule(**over: Any) -> SupportRule:
    given = {
        "legal_basis": "01/QĐ-UBND",
        "source": "test",
        "valid_from": date(2018, 4, 20),
        "valid_to": None,
        "max_share_percent": 50,
        "cap_vnd": 50_000_000,
    }
    return SupportRule(**{**given, **over})


def rules(*given: SupportRule) -> SupportRules:
    return SupportRules(given or (rule(),))


class Repository:
    """Aggregates in memory."""

    def __init__(self, missing):
        self.missing = missing
        self.items = {}

    def find(self, aggregate_id):
        return self.items.get(aggregate_id)

    def get(self, aggregate_id):
        if aggregate_id not in self.items:
            raise NotFound(self.missing, id=aggregate_id)
        return self.items[aggregate_id]

    def one(self, *, tax_code):
        found = (f for f in self.items.values() if f.tax_code and f.tax_code.number == tax_code)
        return next(found, None)

    def many(self, **filters):
        wanted = filters.items()
        return [
            item
            for item in self.items.values()
            if all(getattr(item, name) == value for name, value in wanted)
        ]

    def add(self, aggregate):
        self.items[aggregate.id] = aggregate

    def sketches(self, one):
        keys = set(keys_of(one))
        return [o for o in map(sketch_of, self.items.values()) if keys & set(keys_of(o))]

    def of_firm(self, firm_id):
        return [pair for pair in self.items.values() if firm_id in pair.firm_ids]


class Work:
    """A unit of work in memory."""

    def __init__(self, rules):
        self.support_rules = rules
        self.payment_rules = DEFAULT_PAYMENT_RULES
        self.plans = Repository("plan-not-found")
        self.projects = Repository("project-not-found")
        self.activities = Repository("activity-not-found")
        self.firms = Repository("firm-not-found")
        self.duplicates = Repository("pair-not-found")
        self.applications = Repository("application-not-found")
        self.unit_years = Repository("unit-year-not-found")
        self.budgets = Repository("budget-not-found")
        self.ledger = Repository("ledger-entry-not-found")
        self.appraisals = Repository("appraisal-not-found")
        self.officers = Repository("officer-unknown")
        self.criteria_sets = ()
        self.eligibility_rules = DEFAULT_ELIGIBILITY
        self.province_code, self.province_name = "20", "Lạng Sơn"
        self.counters = Counter()

    def next_number(self, counter):
        self.counters[counter] += 1
        return self.counters[counter]


def yearly_plan() -> AdoptPlan:
    return AdoptPlan(
        kind=PlanKind.YEARLY_PLAN,
        number="73/KH-UBND",
        signed_on=date(2022, 4, 4),
        issuer="UBND",
        title="Kế hoạch",
        period_from=2022,
        period_to=2022,
    )


@dataclass(frozen=True)
class Make:
    """The builders, as one fixture."""

    plan: Callable[..., Plan] = plan
    yearly_plan: Callable[[], AdoptPlan] = yearly_plan
    project: Callable[..., Project] = project
    firm: Callable[..., Firm] = firm
    entry: Callable[..., FirmInput] = entry
    application: Callable[..., Application] = application
    rule: Callable[..., SupportRule] = rule
    rules: Callable[..., SupportRules] = rules
    work: Callable[..., Work] = Work
    officer: Actor = OFFICER
    day: date = DAY
    at: datetime = AT


@pytest.fixture(scope="session")
def make() -> Make:
    """Builders of valid domain objects."""
    return Make()
