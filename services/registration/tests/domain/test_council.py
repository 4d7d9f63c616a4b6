"""The council: who may score, when there is a quorum, what comes out."""

from dataclasses import replace
from datetime import date

import pytest

from nscl_registration.domain.agreement import Approval
from nscl_registration.domain.appraisal.council import Appraisal, Member, Score, Seat
from nscl_registration.domain.appraisal.criteria import (
    DEFAULT_CRITERIA,
    CriteriaSet,
    criteria_on,
)
from nscl_registration.domain.appraisal.eligibility import (
    DEFAULT_ELIGIBILITY,
    NO_PRIORITY,
    Check,
    Outcome,
    in_priority,
    in_province,
    not_supported_before,
)
from nscl_registration.domain.codes import ApplicationState
from nscl_shared import units
from nscl_shared.kernel import Conflict, DomainError, Forbidden, RuleViolation

DAY = date(2022, 5, 10)
MEMBERS = (
    Member("a", "Chị A", Seat.CHAIR),
    Member("b", "Anh B", Seat.SECRETARY),
    Member("c", "Chị C", Seat.MEMBER),
    Member("d", "Anh D", Seat.MEMBER),
)
GOOD = {"need": 25, "plan": 20, "capacity": 15, "effect": 20}


@pytest.fixture
def appraisal():
    def convened(members=MEMBERS, checks=()):
        return Appraisal.convene("app-1", "2022-P1-0001", DEFAULT_CRITERIA, members, checks)

    return convened


def test_two_thirds_of_four_are_three(appraisal):
    case = appraisal()
    for account in ("a", "b"):
        case.score(account, Score(GOOD, DAY))
    with pytest.raises(RuleViolation) as refused:
        case.conclude(DAY, "Cán bộ")
    assert (refused.value.code, refused.value.params["quorum"]) == ("no-quorum", 3)
    case.score("c", Score({**GOOD, "need": 26}, DAY))
    assert case.conclude(DAY, "Cán bộ").mean_hundredths == 8033
    assert case.conclusion.passed


def test_a_conflict_of_interest_excludes_drops_the_score_and_lowers_the_quorum(appraisal):
    case = appraisal()
    case.score("d", Score(GOOD, DAY))
    case.declare_conflict("d", "Là người nhà của chủ đơn vị")
    assert case.scores == {}
    assert case.quorum == 2
    with pytest.raises(Forbidden, match="conflict-declared"):
        case.score("d", Score(GOOD, DAY))


def test_strangers_do_not_score(appraisal):
    with pytest.raises(Forbidden, match="not-on-council"):
        appraisal().score("x", Score(GOOD, DAY))


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({**GOOD, "need": 31}, "points-out-of-range"),
        ({"need": 1}, "criteria-incomplete"),
        ({**GOOD, "more": 1}, "criteria-incomplete"),
    ],
)
def test_points_are_given_for_every_criterion_and_within_its_range(appraisal, points, code):
    with pytest.raises(DomainError) as refused:
        appraisal().score("a", Score(points, DAY))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("members", "code"),
    [
        (MEMBERS[:2], "council-incomplete"),
        (MEMBERS[1:], "council-incomplete"),
        ((*MEMBERS, MEMBERS[3]), "member-doubled"),
    ],
)
def test_a_council_has_three_members_a_chair_and_a_secretary(appraisal, members, code):
    with pytest.raises(DomainError) as refused:
        appraisal(members)
    assert refused.value.code == code


def test_a_rule_that_does_not_hold_stops_the_result_until_it_is_overridden(appraisal):
    case = appraisal(checks=(Check("in-province", Outcome.UNKNOWN, "Thông báo"),))
    for account in ("a", "b", "c"):
        case.score(account, Score(GOOD, DAY))
    with pytest.raises(RuleViolation, match="eligibility-open"):
        case.conclude(DAY, "Cán bộ")
    case.override("in-province", "Có chi nhánh sản xuất tại tỉnh", "Cán bộ")
    assert case.conclude(DAY, "Cán bộ").passed
    with pytest.raises(Conflict, match="council-concluded"):
        case.score("d", Score(GOOD, DAY))


def test_the_criteria_in_force_on_the_day_count_and_the_default_says_so():
    new = CriteriaSet("2022", "05/QĐ-SKHCN", "Quyết định", date(2022, 1, 1), ())
    newer = CriteriaSet("2023", "06/QĐ-SKHCN", "Quyết định", date(2023, 1, 1), ())
    assert criteria_on(date(2022, 12, 31), [newer, new]) is new
    assert criteria_on(date(2023, 1, 1), [newer, new]) is newer
    assert criteria_on(date(2021, 1, 1), [newer, new]).is_default
    assert sum(criterion.points for criterion in DEFAULT_CRITERIA.criteria) == 100


def test_an_address_in_the_province_holds_and_another_one_is_not_known(make):
    inside = make.firm(address="Số 1, phường Tam Thanh, tỉnh Lạng Sơn")
    assert in_province(inside, "20", "Lạng Sơn", DEFAULT_ELIGIBILITY).outcome is Outcome.PASSED
    assert (
        in_province(make.firm(address="Hà Nội"), "20", "Lạng Sơn", DEFAULT_ELIGIBILITY).outcome
        is Outcome.UNKNOWN
    )
    assert (
        in_province(make.firm(), "20", "Lạng Sơn", DEFAULT_ELIGIBILITY).outcome is Outcome.UNKNOWN
    )


@pytest.mark.parametrize(
    ("code", "outcome"), [("20", Outcome.PASSED), ("01", Outcome.FAILED)], ids=["ours", "another"]
)
def test_a_commune_tells_the_province_for_certain(make, code, outcome):
    commune = units.children(code, date(2026, 1, 1))[0]
    firm = make.firm(commune_code=commune.code, address_on=date(2026, 1, 1))
    assert in_province(firm, "20", "Lạng Sơn", DEFAULT_ELIGIBILITY).outcome is outcome


def test_the_same_item_promised_before_is_found(make):
    unit = make.firm()
    before, now = make.application(unit), make.application(unit, case_number="2022-P2-0001")
    assert not_supported_before(now, [before, now], DEFAULT_ELIGIBILITY).outcome is Outcome.PASSED
    before.state, before.approval = ApplicationState.APPROVED, Approval(1, DAY)
    check = not_supported_before(now, [before, now], DEFAULT_ELIGIBILITY)
    assert (check.outcome, check.detail) == (Outcome.FAILED, "2022-P1-0001")
    assert "Mặc định" in check.source
    shorter = replace(DEFAULT_ELIGIBILITY, not_again_years=0, not_again_source="Nghị quyết 08")
    again = not_supported_before(now, [before, now], shorter)
    assert (again.outcome, again.source) == (Outcome.PASSED, "Nghị quyết 08")


@pytest.mark.parametrize(
    ("items", "sectors", "sector", "outcome"),
    [
        ((), (), None, Outcome.PASSED),
        (("CN-01",), (), None, Outcome.PASSED),
        (("TX-01",), (), "10", Outcome.FAILED),
        (("TX-01",), ("10",), "1030", Outcome.PASSED),
        ((), ("C",), "10", Outcome.PASSED),
        ((), ("A",), "10", Outcome.FAILED),
        ((), ("C",), None, Outcome.UNKNOWN),
        (("CN-01",), ("A",), None, Outcome.PASSED),
    ],
)
def test_an_item_or_the_sector_is_of_the_priority(make, items, sectors, sector, outcome):
    unit = make.firm(sector=sector)
    rules = replace(
        DEFAULT_ELIGIBILITY,
        priority_items=items,
        priority_sectors=sectors,
        priority_source="Kế hoạch 73/KH-UBND",
    )
    check = in_priority(make.application(unit), unit, rules)
    assert check.outcome is outcome
    assert check.source == ("Kế hoạch 73/KH-UBND" if items or sectors else NO_PRIORITY)
