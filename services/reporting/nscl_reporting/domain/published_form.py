"""The report as the province publishes it: the JSON of the open interface.

The shape is that of the published results of 2022: a key of a project appears
only where it says something.  Money is left out: amounts of single units are
for agencies under agreement, and a project may have one unit only.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nscl_reporting.domain.report import (
    ActivityCount,
    Basis,
    CertificateResult,
    LegalBasis,
    OutsideProjects,
    ProjectResult,
    YearlyReport,
)


def published_form(report: YearlyReport) -> dict[str, Any]:
    """Return the report as a JSON-able object; see ``docs/guide/report-definitions.md``."""
    others = [
        {"id": id_, "results": asdict(result)} for id_, result in report.other_projects.items()
    ]
    return {
        "province": report.province,
        "year": report.year,
        "totals": asdict(report.totals),
        "activities": [_activity(activity) for activity in report.activities],
        "legal_basis": [_legal_basis(basis) for basis in report.legal_basis],
        "projects": [_project(project) for project in report.projects],
        **_if_any(other_projects=others, outside_projects=_outside(report.outside_projects)),
        "generated_from": _basis(report.generated_from),
    }


def _activity(activity: ActivityCount) -> dict[str, Any]:
    return asdict(activity)


def _legal_basis(basis: LegalBasis) -> dict[str, Any]:
    return {
        "kind": basis.kind,
        "number": basis.number,
        "date": basis.date.isoformat(),
        "period": list(basis.period),
    }


def _project(project: ProjectResult) -> dict[str, Any]:
    return {
        "id": project.code,
        "topic": project.topic,
        "participants": dict(project.participants),
        **_products(project),
        **_if_any(
            product_supports=dict(project.product_supports),
            supports_without_product=project.supports_without_product,
            systems=dict(project.systems),
            results=_results(project.certificates),
        ),
    }


def _products(project: ProjectResult) -> dict[str, int]:
    """Name the products; a project that does both kinds names the traced ones apart."""
    if project.products and project.traceability_products:
        return {
            "products": project.products,
            "traceability_products": project.traceability_products,
        }
    return _if_any(products=project.products or project.traceability_products)


def _results(result: CertificateResult) -> dict[str, int]:
    return asdict(result) if result else {}


def _outside(outside: OutsideProjects) -> dict[str, Any]:
    return {
        **_results(outside.certificates),
        **_if_any(traceability_products=outside.traceability_products),
    }


def _basis(basis: Basis) -> dict[str, Any]:
    at = basis.latest_event_at
    return {
        **basis.counts,
        "latest_event_at": at.isoformat() if at else None,
        "silent_sources": list(basis.silent_sources),
    }


def _if_any(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
