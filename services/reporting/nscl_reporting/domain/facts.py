"""The facts a report is made of, as the events of other services stated them.

One object per aggregate, in its latest known state.  Nothing here is decided by
this service; what a field means is said in the contract of the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What all facts carry: the aggregate's id and the time of its latest known event."""

    id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Plan(Fact):
    """A programme or plan: legal basis of the years ``period_from`` to ``period_to``."""

    kind: str
    number: str
    signed_on: date
    issuer: str
    title: str
    period_from: int
    period_to: int


@dataclass(frozen=True, kw_only=True)
class Project(Fact):
    """A project ("Dự án") of a yearly plan; ``budget_vnd`` is None when not stated."""

    code: str
    year: int
    topic: str
    budget_vnd: int | None = None


@dataclass(frozen=True, kw_only=True)
class Activity(Fact):
    """A training class or communication activity."""

    kind: str
    audience: str
    title: str
    year: int
    held_on: date | None = None
    participants: int | None = None


@dataclass(frozen=True, kw_only=True)
class Support:
    """One item of an application, for a product or a management system where it has one."""

    item_code: str
    product_id: str | None = None
    product_name: str | None = None
    system: str | None = None


@dataclass(frozen=True, kw_only=True)
class Application(Fact):
    """An application; ``state`` is the name of its latest event without the noun.

    Amounts are whole VND: ``approved_vnd`` by decision, ``committed_vnd`` and
    ``total_cost_vnd`` by agreement; None until that event came.
    """

    state: str
    firm_id: str
    firm_name: str
    org_type: str
    project_id: str
    year: int
    supports: Sequence[Support] = ()
    approved_vnd: int | None = None
    committed_vnd: int | None = None
    total_cost_vnd: int | None = None


@dataclass(frozen=True, kw_only=True)
class Certificate(Fact):
    """A certificate that was granted; ``revoked_on`` is None while it stands."""

    number: str
    scheme: str
    standard: str
    certifier: str
    firm_id: str
    firm_name: str
    issued_on: date
    project_id: str | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TracedProduct(Fact):
    """A product in the traceability register."""

    name: str
    firm_id: str
    firm_name: str
    project_id: str | None = None
    ocop_stars: int | None = None


@dataclass(frozen=True, kw_only=True)
class StampBatch(Fact):
    """A batch of stamps issued for a lot of a traced product."""

    product_id: str
    issued_on: date
    project_id: str | None = None


@dataclass(frozen=True)
class Facts:
    """Everything known, or as much of it as concerns one year."""

    plans: Sequence[Plan] = field(default_factory=tuple)
    projects: Sequence[Project] = field(default_factory=tuple)
    activities: Sequence[Activity] = field(default_factory=tuple)
    applications: Sequence[Application] = field(default_factory=tuple)
    certificates: Sequence[Certificate] = field(default_factory=tuple)
    traced_products: Sequence[TracedProduct] = field(default_factory=tuple)
    stamp_batches: Sequence[StampBatch] = field(default_factory=tuple)
