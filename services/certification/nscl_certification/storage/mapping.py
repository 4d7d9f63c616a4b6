"""Values shared by cases and certificates, to fields and back."""

from __future__ import annotations

from typing import Any

from nscl_certification.domain.scope import Firm, Product, Scope
from nscl_certification.domain.steps import Step
from nscl_certification.storage.documents import ProductFields, StepFields
from nscl_shared.persistence.words import beginnings


def scope_fields(scope: Scope) -> dict[str, Any]:
    """Return the document fields of ``scope``."""
    return {
        "scheme": scope.scheme,
        "standard": scope.standard,
        "firm_id": scope.firm.firm_id,
        "firm_name": scope.firm.name,
        "org_type": scope.firm.org_type,
        "words": beginnings(scope.firm.name),
        "products": [ProductFields(product_id=p.product_id, name=p.name) for p in scope.products],
        "application_id": scope.application_id,
        "project_id": scope.project_id,
    }


def scope_of(document: Any) -> Scope:
    """Return the scope stored in ``document``."""
    return Scope(
        scheme=document.scheme,
        standard=document.standard,
        firm=Firm(document.firm_id, document.firm_name, document.org_type),
        products=tuple(Product(p.product_id, p.name) for p in document.products),
        application_id=document.application_id,
        project_id=document.project_id,
    )


def step_fields(steps: list[Step]) -> list[StepFields]:
    """Return the embedded documents of a timeline."""
    return [StepFields(state=s.state, on=s.on, by=s.by, note=s.note) for s in steps]


def steps_of(document: Any) -> list[Step]:
    """Return the timeline stored in ``document``."""
    return [Step(s.state, s.on, s.by or "", s.note or "") for s in document.steps]
