"""Opening a case checks what is known and takes what is not."""

from dataclasses import replace
from datetime import date

import pytest

from nscl_certification.handlers.commands import OpenCase
from nscl_certification.handlers.open_case import open_case
from nscl_certification.handlers.schemes import installed_schemes
from nscl_shared.kernel import Conflict, InvalidInput, RuleViolation

ON = date(2022, 6, 10)


def test_the_answer_names_the_case_and_its_state(work, scope):
    answer = open_case(OpenCase(scope=scope, opened_on=ON), work)
    assert answer == {"id": next(iter(work.cases.things)), "state": "planned"}


def test_an_application_nobody_told_us_of_is_taken(work, scope):
    open_case(OpenCase(scope=scope, opened_on=ON), work)
    assert len(work.cases.things) == 1


def test_an_application_of_another_unit_is_refused(work, scope):
    work.applications.absorb("a-1", 1, firm_id="f-2", state="approved")
    with pytest.raises(RuleViolation, match="application-of-other-firm"):
        open_case(OpenCase(scope=scope, opened_on=ON), work)
    assert work.cases.things == {}


def test_a_withdrawn_application_is_refused(work, scope):
    work.applications.absorb("a-1", 1, firm_id="f-1", state="withdrawn")
    with pytest.raises(Conflict, match="application-withdrawn"):
        open_case(OpenCase(scope=scope, opened_on=ON), work)


def test_an_unknown_scheme_is_refused_and_the_known_ones_are_named(work, scope):
    wrong = replace(scope, scheme="iso-1")
    with pytest.raises(InvalidInput, match="scheme-unknown") as refused:
        open_case(OpenCase(scope=wrong, opened_on=ON), work)
    assert "hop-quy" in str(refused.value.params["known"])


def test_a_unit_typed_by_hand_is_kept_for_the_next_case(work, scope):
    open_case(OpenCase(scope=scope, opened_on=ON, firm_is_new=True), work)
    assert work.firms.rows["f-1"]["name_key"] == "cong ty tnhh huyen son"


def test_all_built_in_schemes_are_installed_as_plugins():
    assert installed_schemes()["hop-quy"].default_months == 36
