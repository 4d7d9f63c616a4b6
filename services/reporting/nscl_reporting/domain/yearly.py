"""From facts to the yearly report: one pure function."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from nscl_reporting.domain import counting
from nscl_reporting.domain.facts import Fact, Facts, Project
from nscl_reporting.domain.report import (
    ActivityCount,
    Basis,
    CertificateResult,
    LegalBasis,
    OutsideProjects,
    ProjectResult,
    Totals,
    YearlyReport,
)
from nscl_reporting.domain.year import Year, distinct, natural_order

# Which kinds of facts each service reports.
SOURCES = {
    "registration": ("plans", "projects", "activities", "applications"),
    "certification": ("certificates",),
    "traceability": ("traced_products", "stamp_batches"),
}


def yearly_report(province: str, year: int, facts: Facts) -> YearlyReport:
    """Compute the report of ``year``.

    ``facts`` may hold other years' facts as well; their order does not matter.
    ``province`` is the code of the profile.
    """
    of_year = Year(year, facts)
    projects = [_project(of_year, id_, project) for id_, project in of_year.projects.items()]
    return YearlyReport(
        province=province,
        year=year,
        totals=_totals(of_year),
        activities=_activities(of_year),
        legal_basis=_legal_basis(of_year),
        projects=projects,
        other_projects=_other_projects(of_year),
        outside_projects=_outside(of_year),
        money=counting.money(
            of_year.participations, counting.total(p.money.budget for p in projects)
        ),
        generated_from=_basis(of_year),
    )


def _project(year: Year, project_id: str, project: Project | None) -> ProjectResult:
    applications = year.participations_in(project_id)
    issued = counting.by_project(year.certificates).get(project_id, [])
    return ProjectResult(
        project_id=project_id,
        code=project.code if project else project_id,
        topic=project.topic if project else None,
        participants=counting.participants(applications),
        products=len(counting.products(applications)),
        product_supports=counting.by_group(counting.product_supports(applications)),
        supports_without_product=counting.without_product(applications),
        systems=counting.systems(applications),
        certificates=counting.certificate_result(issued),
        traceability_products=distinct(
            b.product_id for b in year.stamp_batches if b.project_id == project_id
        ),
        money=counting.money(applications, project.budget_vnd if project else None),
    )


def _totals(year: Year) -> Totals:
    applications = year.participations
    attributed = [c for c in year.certificates if c.project_id]
    issued = counting.certificate_result(attributed)
    return Totals(
        projects=len(year.projects),
        distinct_beneficiaries=distinct(a.firm_id for a in applications),
        participations=len(applications),
        products=len(counting.products(applications)),
        product_supports=len(counting.product_supports(applications)),
        certificates_granted=issued.certificates_granted,
        firms_with_certificate=issued.firms_with_certificate,
        traceability_products=distinct(b.product_id for b in year.stamp_batches),
    )


def _activities(year: Year) -> list[ActivityCount]:
    of_year = (a for a in year.facts.activities if a.year == year.year)
    counts = Counter((a.kind, a.audience) for a in of_year)
    return [
        ActivityCount(kind=kind, audience=audience, count=count)
        for (kind, audience), count in sorted(counts.items())
    ]


def _legal_basis(year: Year) -> list[LegalBasis]:
    return [
        LegalBasis(
            kind=plan.kind,
            number=plan.number,
            date=plan.signed_on,
            issuer=plan.issuer,
            title=plan.title,
            period=(plan.period_from, plan.period_to),
        )
        for plan in year.plans
    ]


def _other_projects(year: Year) -> dict[str, CertificateResult]:
    found = counting.by_project(year.certificates)
    others = sorted(found.keys() - year.projects.keys(), key=natural_order)
    return {id_: counting.certificate_result(found[id_]) for id_ in others}


def _outside(year: Year) -> OutsideProjects:
    unattributed = [c for c in year.certificates if not c.project_id]
    return OutsideProjects(
        certificates=counting.certificate_result(unattributed),
        traceability_products=distinct(b.product_id for b in year.stamp_batches_outside),
    )


def _basis(year: Year) -> Basis:
    found: dict[str, Callable[[], Sequence[Fact]]] = {
        "plans": lambda: year.plans,
        "projects": lambda: [p for p in year.projects.values() if p],
        "activities": lambda: [a for a in year.facts.activities if a.year == year.year],
        "applications": lambda: year.applications,
        "certificates": lambda: [
            c for c in year.facts.certificates if c.issued_on.year == year.year
        ],
        "traced_products": lambda: year.traced_products,
        "stamp_batches": lambda: [*year.stamp_batches, *year.stamp_batches_outside],
    }
    facts = {kind: select() for kind, select in found.items()}
    return Basis(
        counts={kind: len(of_kind) for kind, of_kind in facts.items()},
        latest_event_at=max((f.at for of_kind in facts.values() for f in of_kind), default=None),
        silent_sources=[
            source for source, kinds in SOURCES.items() if not any(facts[kind] for kind in kinds)
        ],
    )
