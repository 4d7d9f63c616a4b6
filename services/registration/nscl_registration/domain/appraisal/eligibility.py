"""Whether a unit may be supported at all, each rule with its result and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nscl_registration.domain.application import Application
from nscl_registration.domain.firm import Firm
from nscl_shared.kernel import search_key

SUPPORTED_FOR_YEARS = 5


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


def in_province(firm: Firm, code: str, name: str) -> Check:
    """Check that the head office is in the province: by its unit's code, else by its words."""
    office = firm.facts.head_office
    if office.province_code:
        outcome = Outcome.PASSED if office.province_code == code else Outcome.FAILED
    else:
        told = search_key(name) in search_key(office.written)
        outcome = Outcome.PASSED if told else Outcome.UNKNOWN
    source = "Thông báo kêu gọi của tỉnh: đơn vị có trụ sở trên địa bàn"
    return Check("in-province", outcome, source, office.written)


def not_supported_before(application: Application, others: Sequence[Application]) -> Check:
    """Check that nothing asked for was promised to the unit in the years before."""
    asked = {support.identity for support in application.supports}
    doubled = [
        other.case_number
        for other in others
        if other.id != application.id
        and other.held_vnd
        and abs(application.year - other.year) < SUPPORTED_FOR_YEARS
        and asked & {support.identity for support in other.supports}
    ]
    return Check(
        "not-supported-before",
        Outcome.FAILED if doubled else Outcome.PASSED,
        "Cam kết không trùng lặp kinh phí trong hồ sơ đăng ký",
        ", ".join(sorted(doubled)),
    )


def in_priority(application: Application, priority_items: Sequence[str]) -> Check:
    """Check that an item is of the province's priority, where it names any."""
    asked = sorted({support.item_code for support in application.supports})
    fits = not priority_items or bool(set(asked) & set(priority_items))
    return Check(
        "in-priority",
        Outcome.PASSED if fits else Outcome.FAILED,
        "Kế hoạch của tỉnh" if priority_items else "Hồ sơ tỉnh không quy định ưu tiên",
        ", ".join(asked),
    )
