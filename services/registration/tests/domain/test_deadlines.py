"""Deadlines are computed from the profile's rules; without a rule there is none."""

from datetime import date

from nscl_registration.domain.deadlines import deadline_of

RULES = [{"state": "submitted", "days": 5, "source": "Quyết định thử nghiệm"}]


def test_a_rule_gives_the_day_and_its_source():
    found = deadline_of("submitted", date(2026, 2, 26), RULES)
    assert found.due_on == date(2026, 3, 3)
    assert found.source == "Quyết định thử nghiệm"


def test_the_day_itself_is_not_late():
    found = deadline_of("submitted", date(2026, 2, 26), RULES)
    assert not found.passed(date(2026, 3, 3))
    assert found.passed(date(2026, 3, 4))


def test_a_state_without_a_rule_has_no_deadline():
    assert deadline_of("received", date(2026, 2, 26), RULES) is None
    assert deadline_of("submitted", date(2026, 2, 26), []) is None
