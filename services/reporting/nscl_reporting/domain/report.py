"""The yearly report as a value, before it becomes JSON, a page or a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """A document the year's work rests on; ``period`` is first and last year."""

    kind: str
    number: str
    date: date
    issuer: str
    title: str
    period: tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class ActivityCount:
    """How many activities of a kind were held for an audience."""

    kind: str
    audience: str
    count: int


@dataclass(frozen=True, kw_only=True)
class CertificateResult:
    """Certificates issued in the year and the distinct units that hold them."""

    certificates_granted: int = 0
    firms_with_certificate: int = 0

    def __bool__(self) -> bool:
        return self.certificates_granted > 0


@dataclass(frozen=True, kw_only=True)
class Money:
    """State money in whole VND; None where no service stated an amount.

    ``budget`` is planned, ``approved`` decided, ``committed`` signed;
    ``own_share`` is what the units pay of the signed total.
    """

    budget: int | None = None
    approved: int | None = None
    committed: int | None = None
    own_share: int | None = None


@dataclass(frozen=True, kw_only=True)
class ProjectResult:
    """One project: who took part, in what, with which result.  Zero and empty mean none."""

    project_id: str
    code: str
    topic: str | None
    participants: Mapping[str, int]
    products: int
    product_supports: Mapping[str, int]
    supports_without_product: int
    systems: Mapping[str, int]
    certificates: CertificateResult
    traceability_products: int
    money: Money


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The year in eight figures; the definitions are in ``docs/guide/report-definitions.md``."""

    projects: int
    distinct_beneficiaries: int
    participations: int
    products: int
    product_supports: int
    certificates_granted: int
    firms_with_certificate: int
    traceability_products: int


@dataclass(frozen=True, kw_only=True)
class OutsideProjects:
    """Results no project of the programme is named for; never part of the totals."""

    certificates: CertificateResult
    traceability_products: int


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What the report was computed from: numbers of facts, latest event, silent services."""

    counts: Mapping[str, int]
    latest_event_at: datetime | None
    silent_sources: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class YearlyReport:
    """The results of one programme year in one province."""

    province: str
    year: int
    totals: Totals
    activities: Sequence[ActivityCount]
    legal_basis: Sequence[LegalBasis]
    projects: Sequence[ProjectResult]
    other_projects: Mapping[str, CertificateResult]
    outside_projects: OutsideProjects
    money: Money
    generated_from: Basis

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been reported for this year but plans that cover it."""
        return not any(n for kind, n in self.generated_from.counts.items() if kind != "plans")
