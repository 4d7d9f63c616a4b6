"""Is a data set fit to be played: the published figures, and the rules of the services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from stdnum.vn import mst

from nscl_example_lang_son_2022.applications import CAP_VND, SHARE_PERCENT
from nscl_example_lang_son_2022.figures import figures
from nscl_example_lang_son_2022.model import Dataset
from nscl_example_lang_son_2022.published import differences


def verify(dataset: Dataset, published: Mapping[str, Any]) -> list[str]:
    """Return every line in which the data set differs from ``published``, and broken rules."""
    return [*differences(figures(dataset), published), *broken_rules(dataset)]


def broken_rules(dataset: Dataset) -> list[str]:
    """Return what a service would refuse or what makes no sense, in words."""
    return [
        *_units(dataset),
        *_supports(dataset),
        *_money(dataset),
        *_dates(dataset),
        *_certificates(dataset),
        *_stamps(dataset),
    ]


def _units(dataset: Dataset) -> Iterator[str]:
    for unit in dataset.units:
        if not mst.is_valid(unit.tax_code):
            yield f"{unit.key}: tax code {unit.tax_code} is not valid"
    yield from _twice("tax code", (unit.tax_code for unit in dataset.units))
    yield from _twice("unit", (unit.key for unit in dataset.units))
    yield from _twice("product", (p.key for unit in dataset.units for p in unit.products))


def _supports(dataset: Dataset) -> Iterator[str]:
    named = [
        (support.product, support.item_code)
        for application in dataset.applications
        for support in application.supports
        if support.product
    ]
    yield from _twice("support", (f"{product} {item}" for product, item in named))
    yield from _twice("application", (application.key for application in dataset.applications))
    for unit in dataset.units:
        own = {product.key for product in unit.products}
        for idle in sorted(own - {product for product, _item in named}):
            yield f"{unit.key}: product {idle} gets no support"


def _money(dataset: Dataset) -> Iterator[str]:
    granted: Counter[str] = Counter()
    for application in dataset.applications:
        granted[application.unit] += application.support_vnd
        if application.support_vnd * 100 > application.cost_vnd * SHARE_PERCENT:
            yield f"{application.key}: support above {SHARE_PERCENT} % of the cost"
    for unit, vnd in granted.items():
        if vnd > CAP_VND:
            yield f"{unit}: {vnd} VND in the year, above {CAP_VND}"


def _dates(dataset: Dataset) -> Iterator[str]:
    for application in dataset.applications:
        if not application.submitted_on < application.decided_on < application.signed_on:
            yield f"{application.key}: the dates are out of order"
    signed = {(a.project, a.unit): a.signed_on for a in dataset.applications}
    for case in dataset.cases:
        if case.opened_on < signed[case.project, case.unit]:
            yield f"{case.key}: opened before the agreement was signed"


def _certificates(dataset: Dataset) -> Iterator[str]:
    for case in dataset.cases:
        if case.certificate is None:
            continue
        if not (case.audited_on and case.audited_on <= case.certificate.issued_on):
            yield f"{case.key}: a certificate without an audit before it"
        if case.certificate.issued_on.year != dataset.year:
            yield f"{case.key}: certificate not issued in {dataset.year}"
    issued = (case.certificate for case in dataset.cases if case.certificate)
    yield from _twice("certificate number", (certificate.number for certificate in issued))


def _stamps(dataset: Dataset) -> Iterator[str]:
    for product in dataset.traced_products:
        if product.stamps > product.lot.quantity:
            yield f"{product.key}: more stamps than the lot has units"


def _twice(what: str, values: Iterator[str]) -> Iterator[str]:
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{what} {value} occurs {times} times"
