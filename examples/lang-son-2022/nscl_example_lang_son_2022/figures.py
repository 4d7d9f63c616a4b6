"""What a data set must come out as, counted from the data set itself.

An independent second count beside the reporting service's: it checks data
before they are played and tells the player when all of them have arrived. The
report itself is never made from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from nscl_example_lang_son_2022.model import Application, Case, Dataset

UNCLASSIFIED = "chưa phân loại"
GROUPS = {
    "CN-01": "certification_hop_chuan_hop_quy",
    "CN-02": "certification_hop_chuan_hop_quy",
    "CB-01": "self_declaration_hop_chuan",
    "TC-01": "company_standard_tccs",
}

Figures = dict[str, Any]


def figures(dataset: Dataset) -> Figures:
    """Return the figures in the shape of the yearly report."""
    return {
        "province": dataset.province,
        "year": dataset.year,
        "legal_basis": [
            {
                "kind": plan.kind,
                "number": plan.number,
                "date": plan.signed_on.isoformat(),
                "period": [plan.period_from, plan.period_to],
            }
            for plan in dataset.plans
        ],
        "totals": totals(dataset),
        "activities": _activities(dataset),
        "projects": [_project(dataset, project.code) for project in dataset.projects],
    }


def totals(dataset: Dataset) -> dict[str, int]:
    """Return the eight totals of the report."""
    pairs = _product_supports(dataset.applications)
    return {
        "projects": len(dataset.projects),
        "distinct_beneficiaries": len({a.unit for a in dataset.applications}),
        "participations": len(dataset.applications),
        "products": len({product for product, _group in pairs}),
        "product_supports": len(pairs),
        **_results(dataset.cases),
        "traceability_products": len(dataset.traced_products),
    }


def _activities(dataset: Dataset) -> list[dict[str, Any]]:
    counts = Counter((a.kind, a.audience) for a in dataset.activities)
    return [
        {"kind": kind, "audience": audience, "count": count}
        for (kind, audience), count in counts.items()
    ]


def _project(dataset: Dataset, code: str) -> dict[str, Any]:
    applications = dataset.applications_to(code)
    pairs = _product_supports(applications)
    types = Counter(dataset.unit(a.unit).org_type for a in applications)
    traced = sum(1 for product in dataset.traced_products if product.project == code)
    results = _results(case for case in dataset.cases if case.project == code)
    optional: dict[str, Any] = {
        "products": len({product for product, _group in pairs}) or traced,
        "product_supports": dict(Counter(group for _product, group in pairs)),
        "systems": _systems(applications),
        "results": results if results["certificates_granted"] else None,
    }
    return {
        "id": code,
        "topic": {project.code: project.topic for project in dataset.projects}[code],
        "participants": {"DN": types["DN"], "HTX": types["HTX"]},
        **{name: value for name, value in optional.items() if value},
    }


def _product_supports(applications: Iterable[Application]) -> set[tuple[str, str]]:
    return {
        (support.product, GROUPS[support.item_code])
        for application in applications
        for support in application.supports
        if support.product and support.item_code in GROUPS
    }


def _systems(applications: Sequence[Application]) -> dict[str, int]:
    pairs = {
        (application.unit, support.system or UNCLASSIFIED)
        for application in applications
        for support in application.supports
        if support.item_code.startswith(("HT-", "CC-"))
    }
    return dict(Counter(system for _unit, system in pairs))


def _results(cases: Iterable[Case]) -> dict[str, int]:
    standing = [c for c in cases if c.certificate and not c.certificate.revocation]
    return {
        "certificates_granted": len(standing),
        "firms_with_certificate": len({case.unit for case in standing}),
    }
