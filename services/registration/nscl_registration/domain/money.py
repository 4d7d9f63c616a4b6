"""How much the State may pay: share of the cost, capped, by the rule of the day.

Amounts are whole VND.  Rates and caps are data of the province profile, each
with its legal basis and validity; nothing here knows a figure.

What the published sources do not say is decided here, on the careful side:

* caps of scope ``unit`` and ``year`` hold per unit and programme year: what the
  unit was granted for other applications of that year counts against them;
* caps of scope ``item``, ``standard`` and ``product`` hold for each distinct
  one within the application;
* when items fall under different rules, the lowest limit holds for the whole
  application, because its cost is not split by item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.supports import Support
from nscl_shared.kernel import RuleViolation

ANY = "*"
PER_UNIT_AND_YEAR = frozenset({"unit", "year"})


@dataclass(frozen=True)
class SupportRule:
    """One rule of the state's share; ``cap_vnd`` is ``None`` when there is no cap."""

    legal_basis: str
    source: str
    valid_from: date
    valid_to: date | None
    max_share_percent: int
    cap_vnd: int | None
    cap_scope: str = "unit"
    item_code: str = ANY
    org_type: str = ANY

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule is in force on ``day``, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def applies_to(self, item_code: str, org_type: OrgType) -> bool:
        """Tell whether the rule is about this item and kind of unit."""
        return self.item_code in (ANY, item_code) and self.org_type in (ANY, org_type)

    def grant(self, cost_vnd: int, supports: Sequence[Support], committed_vnd: int) -> Grant:
        """Return what this rule allows; ``committed_vnd`` is the unit's other support."""
        share = cost_vnd * self.max_share_percent // 100
        per_year = self.cap_scope in PER_UNIT_AND_YEAR
        committed = committed_vnd if per_year else 0
        cap = None if self.cap_vnd is None else self.cap_vnd * self._times(supports)
        limit = share if cap is None else min(share, max(cap - committed, 0))
        return Grant(limit, cost_vnd, committed, cap, self)

    def _times(self, supports: Sequence[Support]) -> int:
        distinct: dict[str, set[str | None]] = {
            "item": {support.item_code for support in supports},
            "standard": {support.system for support in supports},
            "product": {support.product_id for support in supports},
        }
        return max(1, len(distinct.get(self.cap_scope, set())))


@dataclass(frozen=True)
class Grant:
    """The highest amount allowed and why.

    ``cap_vnd`` is the cap for this application before ``committed_vnd`` (the
    unit's other support of the year) is taken off.
    """

    limit_vnd: int
    cost_vnd: int
    committed_vnd: int
    cap_vnd: int | None
    rule: SupportRule

    def require(self, support_vnd: int) -> None:
        """Refuse an amount above the limit.

        Raises:
            RuleViolation: ``grant-above-cap`` (or ``grant-above-share`` where the
                rule has no cap) with all figures and the legal basis.
        """
        if support_vnd <= self.limit_vnd:
            return
        raise RuleViolation(
            "grant-above-share" if self.cap_vnd is None else "grant-above-cap",
            field="support_vnd",
            support=support_vnd,
            limit=self.limit_vnd,
            percent=self.rule.max_share_percent,
            cost=self.cost_vnd,
            cap=self.cap_vnd,
            committed=self.committed_vnd,
            legal_basis=self.rule.legal_basis,
            source=self.rule.source,
        )


@dataclass(frozen=True)
class SupportRules:
    """The rules of the province in their order; the first that applies wins."""

    rules: tuple[SupportRule, ...]

    @classmethod
    def of(cls, rules: Sequence[Mapping[str, Any]]) -> Self:
        """Return the rules given as the mappings of a province profile."""
        return cls(tuple(SupportRule(**rule) for rule in rules))

    def maximum(
        self,
        cost_vnd: int,
        day: date,
        org_type: OrgType,
        supports: Sequence[Support],
        committed_vnd: int = 0,
    ) -> Grant:
        """Return the highest support for an application on ``day``.

        Raises:
            RuleViolation: ``no-support-rule``, when an item has no rule that day.
        """
        rules = {self._rule(s.item_code, org_type, day) for s in supports}
        grants = [rule.grant(cost_vnd, supports, committed_vnd) for rule in rules]
        return min(grants, key=lambda grant: (grant.limit_vnd, grant.rule.legal_basis))

    def supported_in(self, year: int, item_code: str, org_type: OrgType) -> bool:
        """Tell whether the item can be supported in ``year``.

        Also true when no rule at all is known for the year: then the rate is
        not published yet and proposals may still be collected.
        """
        known = [rule for rule in self.rules if _touches(rule, year)]
        return not known or any(rule.applies_to(item_code, org_type) for rule in known)

    def _rule(self, item_code: str, org_type: OrgType, day: date) -> SupportRule:
        for rule in self.rules:
            if rule.holds_on(day) and rule.applies_to(item_code, org_type):
                return rule
        raise RuleViolation("no-support-rule", item_code=item_code, org_type=org_type, day=day)


def _touches(rule: SupportRule, year: int) -> bool:
    return rule.valid_from.year <= year and (rule.valid_to is None or year <= rule.valid_to.year)
