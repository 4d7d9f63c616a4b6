"""Whether a unit may be supported at all, each rule with its result and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nscl_registration.domain.application import Application
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.sectors import section_of
from nscl_shared.kernel import search_key

NO_PRIORITY = "Hồ sơ tỉnh không quy định ưu tiên"


class Outcome(StrEnum):
    """What a rule says; ``UNKNOWN`` when the register lacks the facts."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Check:
    """One rule applied; an officer may override it with a reason."""

    rule: str
    outcome: Outcome
    source: str
    detail: str = ""
    override: str | None = None
    override_by: str | None = None

    @property
    def holds(self) -> bool:
        """Tell whether it stands in the way no more."""
        return self.outcome is Outcome.PASSED or self.override is not None


@dataclass(frozen=True, kw_only=True)
class EligibilityRules:
    """What a province asks of a unit and where that is written.

    Nothing asked for may have been promised to the unit in less than
    ``not_again_years`` years.  ``priority_items`` are codes of support items,
    ``priority_sectors`` sections or divisions of VSIC; both empty: no priority.
    """

    seat_source: str
    not_again_years: int
    not_again_source: str
    priority_items: tuple[str, ...] = ()
    priority_sectors: tuple[str, ...] = ()
    priority_source: str = "Hồ sơ tỉnh không ghi nguồn của ưu tiên"

    @property
    def has_priority(self) -> bool:
        """Say whether the province prefers anything."""
        return bool(self.priority_items or self.priority_sectors)


DEFAULT_ELIGIBILITY = EligibilityRules(
    seat_source="Mặc định của phần mềm: đơn vị có trụ sở trên địa bàn tỉnh",
    not_again_years=5,
    not_again_source="Mặc định của phần mềm: không hỗ trợ trùng nội dung trong 5 năm",
)


def in_province(firm: Firm, code: str, name: str, rules: EligibilityRules) -> Check:
    """Check that the head office is in the province: by its unit's code, else by its words."""
    office = firm.facts.head_office
    if office.province_code:
        outcome = Outcome.PASSED if office.province_code == code else Outcome.FAILED
    else:
        told = search_key(name) in search_key(office.written)
        outcome = Outcome.PASSED if told else Outcome.UNKNOWN
    return Check("in-province", outcome, rules.seat_source, office.written)


def not_supported_before(
    application: Application, others: Sequence[Application], rules: EligibilityRules
) -> Check:
    """Check that nothing asked for was promised to the unit in the years before."""
    asked = {support.identity for support in application.supports}
    doubled = [
        other.case_number
        for other in others
        if other.id != application.id
        and other.held_vnd
        and abs(application.year - other.year) < rules.not_again_years
        and asked & {support.identity for support in other.supports}
    ]
    return Check(
        "not-supported-before",
        Outcome.FAILED if doubled else Outcome.PASSED,
        rules.not_again_source,
        ", ".join(sorted(doubled)),
    )


def in_priority(application: Application, firm: Firm, rules: EligibilityRules) -> Check:
    """Check that an item or the unit's sector is of the province's priority, where it has any.

    A unit whose sector is not known is not judged by it.
    """
    asked = {support.item_code for support in application.supports}
    sector = firm.facts.sector
    detail = ", ".join([*sorted(asked), *([sector] if sector else [])])
    source = rules.priority_source if rules.has_priority else NO_PRIORITY
    return Check("in-priority", _priority(asked, sector, rules), source, detail)


def _priority(asked: set[str], sector: str | None, rules: EligibilityRules) -> Outcome:
    if not rules.has_priority or asked & set(rules.priority_items):
        return Outcome.PASSED
    if not rules.priority_sectors:
        return Outcome.FAILED
    if sector is None:
        return Outcome.UNKNOWN
    preferred = any(_within(sector, one) for one in rules.priority_sectors)
    return Outcome.PASSED if preferred else Outcome.FAILED


def _within(sector: str, preferred: str) -> bool:
    return sector.startswith(preferred) or section_of(sector) == preferred
