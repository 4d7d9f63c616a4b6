"""Activities are counted by kind of participants and corrected with their history."""

from datetime import date

import pytest

from nscl_registration.domain.activity import Activity, ActivityFacts, ActivityForm, AudienceKind
from nscl_registration.domain.codes import ActivityKind
from nscl_shared.kernel import InvalidInput, RuleViolation, Stale

DAY = date(2022, 6, 15)


def facts(**over):
    given = {
        "kind": ActivityKind.TRAINING,
        "audience": "DN, HTX",
        "title": "Tập huấn",
        "held_on": DAY,
        "year": 2022,
        "participants": None,
    }
    return ActivityFacts(**{**given, **over})


def test_participants_are_the_sum_of_their_kinds():
    kinds = ((AudienceKind.FIRMS, 30), (AudienceKind.OFFICIALS, 5))
    assert Activity.hold(facts(participants_by_kind=kinds)).facts.participants == 35
    with pytest.raises(InvalidInput, match="participants-differ"):
        Activity.hold(facts(participants_by_kind=kinds, participants=40))
    with pytest.raises(InvalidInput, match="audience-doubled"):
        Activity.hold(facts(participants_by_kind=(kinds[0], kinds[0])))


def test_form_and_dates_must_fit():
    with pytest.raises(InvalidInput, match="activity-form-wrong"):
        Activity.hold(facts(form=ActivityForm.ARTICLE))
    with pytest.raises(RuleViolation, match="dates-reversed"):
        Activity.hold(facts(held_until=date(2022, 6, 14)))


def test_a_correction_keeps_what_stood_there_and_refuses_a_stale_one():
    activity = Activity.hold(facts())
    activity.correct(facts(participants=45), seen=1, reason="đếm lại", by="A", on=DAY)
    assert activity.facts.participants == 45
    assert activity.corrections[0].before == facts()
    _, event = activity.collect()[-1]
    assert (event.facts["participants"], event.reason) == (45, "đếm lại")
    with pytest.raises(Stale, match="changed-meanwhile"):
        activity.correct(facts(), seen=1, reason="x", by="A", on=DAY)
    assert activity.facts.participants == 45
