"""How the figures of a report are counted; reasons in ``docs/guide/report-definitions.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from nscl_reporting.domain.facts import Application, Certificate, Support
from nscl_reporting.domain.items import (
    GROUPS,
    UNCLASSIFIED,
    concerns_standards,
    concerns_systems,
    group_of,
    system_name,
)
from nscl_reporting.domain.report import CertificateResult, Money

# Shown even when zero: the published tables always name both.
ALWAYS_SHOWN = ("DN", "HTX")


def participants(applications: Iterable[Application]) -> dict[str, int]:
    """Count participations by organisation type: DN and HTX first, others by name."""
    counts = Counter(application.org_type for application in applications)
    others = sorted(counts.keys() - set(ALWAYS_SHOWN))
    return {org_type: counts[org_type] for org_type in (*ALWAYS_SHOWN, *others)}


def products(applications: Iterable[Application]) -> set[str]:
    """Return the distinct products supported in standards and conformity."""
    return {s.product_id for s in _standards(applications) if s.product_id}


def product_supports(applications: Iterable[Application]) -> set[tuple[str, str]]:
    """Return the distinct (product, item group) pairs.

    Product and item are many-to-many: a product that gets a certification and a
    TCCS counts in both groups, and once in each however often it is named.
    """
    return {(s.product_id, group_of(s.item_code)) for s in _standards(applications) if s.product_id}


def by_group(pairs: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count product supports by item group, in the order of the published table."""
    counts = Counter(group for _product, group in pairs)
    order = (*GROUPS, *sorted(counts.keys() - set(GROUPS)))
    return {group: counts[group] for group in order if counts[group]}


def without_product(applications: Iterable[Application]) -> int:
    """Count standards supports that name no product and so cannot be counted as one."""
    return sum(1 for support in _standards(applications) if not support.product_id)


def systems(applications: Iterable[Application]) -> dict[str, int]:
    """Count distinct units by management system or tool, the most frequent first.

    A unit whose system nobody stated counts once as unclassified, last.
    """
    pairs = {
        (application.firm_id, system_name(support.system))
        for application in applications
        for support in application.supports
        if concerns_systems(support.item_code)
    }
    counts = Counter(system for _firm, system in pairs)
    order = sorted(counts, key=lambda name: (name == UNCLASSIFIED, -counts[name], name))
    return {name: counts[name] for name in order}


def certificate_result(certificates: Sequence[Certificate]) -> CertificateResult:
    """Count certificates and, separately, the units that hold them.

    One certificate may cover many products and one unit hold many certificates:
    neither count follows from the other, nor from what was contracted.
    """
    return CertificateResult(
        certificates_granted=len({c.id for c in certificates}),
        firms_with_certificate=len({c.firm_id for c in certificates}),
    )


def by_project(certificates: Iterable[Certificate]) -> Mapping[str, list[Certificate]]:
    """Sort certificates by the project they are attributed to; those without are left out."""
    found: dict[str, list[Certificate]] = {}
    for certificate in certificates:
        if certificate.project_id:
            found.setdefault(certificate.project_id, []).append(certificate)
    return found


def money(applications: Sequence[Application], budget: int | None) -> Money:
    """Add up the amounts that are known; None when not one is."""
    agreed = [a for a in applications if a.committed_vnd is not None]
    own = [a.total_cost_vnd - (a.committed_vnd or 0) for a in agreed if a.total_cost_vnd]
    return Money(
        budget=budget,
        approved=total(a.approved_vnd for a in applications),
        committed=total(a.committed_vnd for a in agreed),
        own_share=total(own),
    )


def total(amounts: Iterable[int | None]) -> int | None:
    """Add up the amounts that are not None; None when there is none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def _standards(applications: Iterable[Application]) -> Iterator[Support]:
    for application in applications:
        yield from (s for s in application.supports if concerns_standards(s.item_code))
