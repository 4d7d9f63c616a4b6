"""What a programme year consists of, as plain values.

``key`` fields name things within the data set and never change from one
generation to the next; the ids of the platform are given by its services.
Amounts are whole VND.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A programme or plan; ``parent`` is the key of the one above."""

    key: str
    kind: str
    number: str
    signed_on: date
    issuer: str
    title: str
    period_from: int
    period_to: int
    parent: str | None


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project ("Dự án") of the year's plan, known by its code."""

    code: str
    topic: str


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A training class."""

    key: str
    kind: str
    audience: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Product:
    """A main product of a unit; the key is unique in the data set."""

    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An enterprise (DN) or cooperative (HTX) with its account's user name."""

    key: str
    name: str
    org_type: str
    tax_code: str
    address: str
    contact_name: str
    contact_email: str
    contact_phone: str
    products: tuple[Product, ...] = ()

    @property
    def username(self) -> str:
        """Return the name its account logs in with."""
        return f"don-vi-{self.key.lower()}"


@dataclass(frozen=True, kw_only=True)
class Support:
    """One item asked for: of a product (its key) or of a system, where it has one."""

    item_code: str
    product: str | None = None
    system: str | None = None


@dataclass(frozen=True, kw_only=True)
class Application:
    """One participation (lượt): a unit in a project, from submission to agreement."""

    unit: str
    project: str
    supports: tuple[Support, ...]
    cost_vnd: int
    support_vnd: int
    submitted_on: date
    decided_on: date
    decision_number: str
    signed_on: date
    agreement_number: str

    @property
    def key(self) -> str:
        """Return the key: a unit applies once to a project."""
        return f"{self.project}/{self.unit}"


@dataclass(frozen=True, kw_only=True)
class Revocation:
    """A certificate taken back."""

    reason: str
    revoked_on: date


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What a certification body issued."""

    number: str
    certifier: str
    issued_on: date
    expires_on: date
    revocation: Revocation | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """A certification case; without ``certificate`` it is still going on at year's end."""

    key: str
    scheme: str
    standard: str
    unit: str
    project: str
    products: tuple[str, ...]
    opened_on: date
    audited_on: date | None = None
    certificate: Certificate | None = None


@dataclass(frozen=True, kw_only=True)
class Lot:
    """A production lot, measured in ``unit``s of sale."""

    number: str
    produced_on: date
    expires_on: date
    quantity: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class TracedProduct:
    """An OCOP product with one lot and one batch of ``stamps`` for it."""

    key: str
    name: str
    unit: str
    project: str
    ocop_stars: int
    description: str
    lot: Lot
    stamps: int
    stamps_issued_on: date


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A whole programme year of one province."""

    seed: int
    province: str
    year: int
    plans: tuple[Plan, ...]
    projects: tuple[Project, ...]
    activities: tuple[Activity, ...]
    units: tuple[Unit, ...]
    applications: tuple[Application, ...]
    cases: tuple[Case, ...]
    traced_products: tuple[TracedProduct, ...]

    def unit(self, key: str) -> Unit:
        """Return a unit.

        Raises:
            KeyError: there is no unit ``key``.
        """
        return {unit.key: unit for unit in self.units}[key]

    def applications_to(self, project: str) -> tuple[Application, ...]:
        """Return the applications to one project."""
        return tuple(a for a in self.applications if a.project == project)
