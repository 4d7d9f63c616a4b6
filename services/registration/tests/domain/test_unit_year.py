"""A unit applies once to a project, and its grants of a year are added up."""

import pytest

from nscl_registration.domain.unit_year import UnitYear
from nscl_shared.kernel import Conflict


@pytest.fixture
def year():
    return UnitYear.begin("firm", 2022)


def test_a_second_application_to_the_project_names_the_first(year):
    year.apply("2022-P1", "2022-P1-0001")
    with pytest.raises(Conflict) as refused:
        year.apply("2022-P1", "2022-P1-0002")
    assert refused.value.params["case_number"] == "2022-P1-0001"


def test_another_project_is_open(year):
    year.apply("2022-P1", "2022-P1-0001")
    year.apply("2022-P2", "2022-P2-0001")
    assert len(year.cases) == 2


def test_after_a_refusal_or_withdrawal_the_unit_may_apply_again(year):
    year.apply("2022-P1", "2022-P1-0001")
    year.grant("2022-P1-0001", 10)
    year.release("2022-P1", "2022-P1-0001")
    year.apply("2022-P1", "2022-P1-0002")
    assert year.granted == {}


def test_only_other_cases_count_as_committed(year):
    year.grant("a", 10)
    year.grant("b", 20)
    year.grant("a", 15)
    assert year.committed_besides("a") == 20
    assert year.committed_besides("c") == 35
