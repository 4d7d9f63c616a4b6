"""What a project says beyond its participants, in sentences."""

from __future__ import annotations

from collections.abc import Callable

from nscl_reporting.domain.report import ProjectResult
from nscl_reporting.publishing.labels import ORG_TYPES

SHOWN_TYPES = ("DN", "HTX")
Translate = Callable[..., str]


def project_sentences(project: ProjectResult, _: Translate) -> list[str]:
    """Return the sentences that apply, translated by ``_``."""
    certificates = project.certificates
    candidates = [
        (
            _other_participants(project, _),
            _("Other participants: {named}.", named=_other_participants(project, _)),
        ),
        (
            project.products,
            _(
                "{products:number} products were supported, with {supports:number} supports in "
                "all: one product may get several.",
                products=project.products,
                supports=sum(project.product_supports.values()),
            ),
        ),
        (
            project.supports_without_product,
            _(
                "{count:number} supports name no product and are not counted as products.",
                count=project.supports_without_product,
            ),
        ),
        (
            certificates,
            _(
                "Issued in the year: {granted:number} certificates to {firms:number} units.",
                granted=certificates.certificates_granted,
                firms=certificates.firms_with_certificate,
            ),
        ),
        (
            project.traceability_products,
            _(
                "{products:number} products carry traceability stamps.",
                products=project.traceability_products,
            ),
        ),
    ]
    return [sentence for applies, sentence in candidates if applies]


def _other_participants(project: ProjectResult, _: Translate) -> str:
    others = {k: n for k, n in project.participants.items() if k not in SHOWN_TYPES}
    return ", ".join(f"{n} {_(ORG_TYPES[k]).lower()}" for k, n in others.items())
