"""The lists behind the figures: who took part, which certificates, which products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nscl_reporting.domain.facts import Application, Facts
from nscl_reporting.domain.year import Year, natural_order


@dataclass(frozen=True, kw_only=True)
class ParticipationLine:
    """One participation (lượt): a unit in a project, with the items it gets."""

    project: str
    firm_name: str
    org_type: str
    items: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class CertificateLine:
    """One certificate issued in the year that stands."""

    number: str
    standard: str
    firm_name: str
    certifier: str
    issued_on: date


@dataclass(frozen=True, kw_only=True)
class TracedProductLine:
    """One product with stamps; ``ocop_stars`` is None when it is not graded."""

    name: str
    firm_name: str
    ocop_stars: int | None


@dataclass(frozen=True, kw_only=True)
class Annexes:
    """The lists of one year, each in a fixed order."""

    participations: Sequence[ParticipationLine]
    certificates: Sequence[CertificateLine]
    traced_products: Sequence[TracedProductLine]


def annexes(year: int, facts: Facts) -> Annexes:
    """Return the lists whose lengths are the figures of ``yearly_report``."""
    of_year = Year(year, facts)
    return Annexes(
        participations=[
            _participation(application, project.code if project else id_)
            for id_, project in of_year.projects.items()
            for application in _by_name(of_year.participations_in(id_))
        ],
        certificates=_certificates(of_year),
        traced_products=_traced_products(of_year),
    )


def _by_name(applications: Sequence[Application]) -> list[Application]:
    return sorted(applications, key=lambda a: (a.org_type, natural_order(a.firm_name), a.id))


def _participation(application: Application, project: str) -> ParticipationLine:
    return ParticipationLine(
        project=project,
        firm_name=application.firm_name,
        org_type=application.org_type,
        items=sorted({s.item_code for s in application.supports}),
    )


def _certificates(year: Year) -> list[CertificateLine]:
    attributed = [c for c in year.certificates if c.project_id]
    return [
        CertificateLine(
            number=c.number,
            standard=c.standard,
            firm_name=c.firm_name,
            certifier=c.certifier,
            issued_on=c.issued_on,
        )
        for c in sorted(attributed, key=lambda c: (c.issued_on, natural_order(c.number)))
    ]


def _traced_products(year: Year) -> list[TracedProductLine]:
    stamped = {batch.product_id for batch in year.stamp_batches}
    products = (p for p in year.traced_products if p.id in stamped)
    return [
        TracedProductLine(name=p.name, firm_name=p.firm_name, ocop_stars=p.ocop_stars)
        for p in sorted(products, key=lambda p: (natural_order(p.name), p.id))
    ]
