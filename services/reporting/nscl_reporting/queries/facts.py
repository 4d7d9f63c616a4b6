"""The facts that concern one year, out of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from nscl_reporting.domain import facts as f
from nscl_reporting.storage import documents as d

T = TypeVar("T", bound=f.Fact)


def facts_of(year: int) -> f.Facts:
    """Return what a report of ``year`` needs; plans and projects are few and come whole."""
    applications = d.ApplicationDocument.objects(year=year)
    projects = list(d.ProjectDocument.objects)
    of_year = {p.id for p in projects if p.year == year} | {a.project_id for a in applications}
    return f.Facts(
        plans=_all(f.Plan, d.PlanDocument.objects),
        projects=_all(f.Project, projects),
        activities=_all(f.Activity, d.ActivityDocument.objects(year=year)),
        applications=[_application(document) for document in applications],
        certificates=_all(f.Certificate, d.CertificateDocument.objects(year=year)),
        traced_products=_traced_products(of_year, batches := _batches(of_year, year)),
        stamp_batches=batches,
    )


def _batches(project_ids: set[str], year: int) -> list[f.StampBatch]:
    of_projects = d.StampBatchDocument.objects(project_id__in=list(project_ids))
    of_year = d.StampBatchDocument.objects(year=year)
    found = {document.id: document for query in (of_projects, of_year) for document in query}
    return _all(f.StampBatch, found.values())


def _traced_products(
    project_ids: set[str], batches: Iterable[f.StampBatch]
) -> list[f.TracedProduct]:
    of_projects = d.TracedProductDocument.objects(project_id__in=list(project_ids))
    stamped = d.TracedProductDocument.objects(id__in=list({b.product_id for b in batches}))
    found = {document.id: document for query in (of_projects, stamped) for document in query}
    return _all(f.TracedProduct, found.values())


def _application(document: d.ApplicationDocument) -> f.Application:
    supports = tuple(_support(support) for support in document.supports)
    return f.Application(**{**_values(f.Application, document), "supports": supports})


def _support(stated: Mapping[str, Any]) -> f.Support:
    """Return what the report knows of a support; a newer contract may say more."""
    return f.Support(**{k.name: stated[k.name] for k in fields(f.Support) if k.name in stated})


def _all(kind: type[T], documents: Iterable[d.FactDocument]) -> list[T]:
    return [kind(**_values(kind, document)) for document in documents]


def _values(kind: type[f.Fact], document: d.FactDocument) -> dict[str, Any]:
    return {field.name: getattr(document, field.name) for field in fields(kind)}
