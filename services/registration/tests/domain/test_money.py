"""The State pays at most its share and at most its cap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.money import SupportRule, SupportRules
from nscl_registration.domain.supports import Support
from nscl_shared.kernel import RuleViolation

DAY = date(2022, 5, 20)
DN = OrgType.ENTERPRISE
vnd = st.integers(min_value=0, max_value=10**13)
percents = st.integers(min_value=0, max_value=100)


def support(item_code="CN-01", product_id=None, system=None):
    return Support(item_code, product_id, None, system)


@given(cost=vnd, percent=percents, cap=vnd, committed=vnd)
def test_the_limit_is_a_whole_amount_never_above_share_or_cap(cost, percent, cap, committed):
    rule = SupportRule("x", "y", date(2018, 1, 1), None, percent, cap)
    grant = SupportRules((rule,)).maximum(cost, DAY, DN, [support()], committed)
    assert isinstance(grant.limit_vnd, int)
    assert 0 <= grant.limit_vnd <= cap
    assert grant.limit_vnd * 100 <= cost * percent
    assert grant.limit_vnd + min(committed, cap) <= cap


@given(cost=vnd, percent=percents, cap=vnd, committed=vnd, more=vnd)
def test_more_committed_never_allows_more(cost, percent, cap, committed, more):
    rules = SupportRules((SupportRule("x", "y", date(2018, 1, 1), None, percent, cap),))
    first = rules.maximum(cost, DAY, DN, [support()], committed)
    second = rules.maximum(cost, DAY, DN, [support()], committed + more)
    assert second.limit_vnd <= first.limit_vnd


@given(cost=vnd, percent=percents, cap=vnd, amount=vnd)
def test_an_amount_passes_exactly_when_it_is_within_the_limit(cost, percent, cap, amount):
    rule = SupportRule("x", "y", date(2018, 1, 1), None, percent, cap)
    grant = SupportRules((rule,)).maximum(cost, DAY, DN, [support()])
    try:
        grant.require(amount)
        passed = True
    except RuleViolation:
        passed = False
    assert passed == (amount <= grant.limit_vnd)


@given(costs=st.lists(vnd, min_size=1, max_size=6), cap=vnd)
def test_grants_of_a_year_together_stay_within_the_cap_of_the_unit(costs, cap):
    rules = SupportRules((SupportRule("x", "y", date(2018, 1, 1), None, 50, cap),))
    committed = 0
    for cost in costs:
        committed += rules.maximum(cost, DAY, DN, [support()], committed).limit_vnd
    assert committed <= cap


def test_half_of_the_cost_binds_below_the_cap(make):
    grant = make.rules().maximum(80_000_000, DAY, DN, [support()])
    assert grant.limit_vnd == 40_000_000


def test_the_cap_binds_above(make):
    grant = make.rules().maximum(180_000_000, DAY, DN, [support()])
    assert grant.limit_vnd == 50_000_000


def test_an_odd_cost_is_rounded_down(make):
    assert make.rules().maximum(3, DAY, DN, [support()]).limit_vnd == 1


def test_the_refusal_names_rate_cap_and_legal_basis(make):
    grant = make.rules().maximum(180_000_000, DAY, DN, [support()], 20_000_000)
    with pytest.raises(RuleViolation) as refused:
        grant.require(30_000_001)
    assert refused.value.code == "grant-above-cap"
    assert refused.value.field == "support_vnd"
    assert refused.value.params == {
        "support": 30_000_001,
        "limit": 30_000_000,
        "percent": 50,
        "cost": 180_000_000,
        "cap": 50_000_000,
        "committed": 20_000_000,
        "legal_basis": "01/QĐ-UBND",
        "source": "test",
    }


def test_without_a_cap_only_the_share_binds(make):
    grant = make.rules(make.rule(cap_vnd=None)).maximum(10**12, DAY, DN, [support()], 10**11)
    assert grant.limit_vnd == 5 * 10**11
    with pytest.raises(RuleViolation, match="grant-above-share"):
        grant.require(grant.limit_vnd + 1)


@pytest.mark.parametrize(
    ("day", "percent"),
    [(date(2018, 4, 19), 30), (date(2018, 4, 20), 50), (date(2026, 1, 1), 50)],
)
def test_the_rule_in_force_on_the_day_counts(make, day, percent):
    old = make.rule(valid_from=date(2012, 1, 1), valid_to=date(2018, 4, 19), max_share_percent=30)
    grant = make.rules(old, make.rule()).maximum(10_000_000, day, DN, [support()])
    assert grant.rule.max_share_percent == percent


def test_before_any_rule_nothing_can_be_granted(make):
    with pytest.raises(RuleViolation) as refused:
        make.rules().maximum(10_000_000, date(2010, 1, 1), DN, [support()])
    assert refused.value.code == "no-support-rule"
    assert refused.value.params["item_code"] == "CN-01"


def test_the_first_rule_that_applies_wins(make):
    special = make.rule(item_code="CN-01", org_type="HTX", max_share_percent=100)
    rules = make.rules(special, make.rule())
    assert rules.maximum(10, DAY, OrgType.COOPERATIVE, [support()]).limit_vnd == 10
    assert rules.maximum(10, DAY, DN, [support()]).limit_vnd == 5
    assert rules.maximum(10, DAY, OrgType.COOPERATIVE, [support("TX-01")]).limit_vnd == 5


def test_items_under_different_rules_get_the_lowest_limit(make):
    rules = make.rules(make.rule(item_code="CN-01", max_share_percent=100), make.rule())
    both = [support("CN-01"), support("TX-01")]
    assert rules.maximum(10_000_000, DAY, DN, both).limit_vnd == 5_000_000


@pytest.mark.parametrize(
    ("scope", "supports", "caps"),
    [
        ("item", [support("CN-01", "a"), support("CN-01", "b"), support("TX-01")], 2),
        ("product", [support("CN-01", "a"), support("CN-01", "b"), support("TX-01", "b")], 2),
        ("standard", [support("HT-01", None, "ISO 9001"), support("HT-02", None, "ISO 22000")], 2),
        ("unit", [support("CN-01", "a"), support("TX-01", "b")], 1),
    ],
)
def test_caps_count_each_distinct_thing_of_their_scope(make, scope, supports, caps):
    rules = make.rules(make.rule(cap_scope=scope, cap_vnd=10))
    assert rules.maximum(10**6, DAY, DN, supports).limit_vnd == 10 * caps


def test_other_grants_of_the_year_do_not_reduce_a_cap_per_item(make):
    rules = make.rules(make.rule(cap_scope="item", cap_vnd=10))
    assert rules.maximum(10**6, DAY, DN, [support()], committed_vnd=10).limit_vnd == 10


def test_a_year_without_any_known_rule_still_collects_proposals(make):
    assert SupportRules(()).supported_in(2022, "CN-01", DN)
    only = make.rules(make.rule(item_code="CN-01"))
    assert only.supported_in(2022, "CN-01", DN)
    assert not only.supported_in(2022, "TX-01", DN)
    assert only.supported_in(2000, "TX-01", DN)
