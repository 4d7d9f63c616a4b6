"""Schemes pre-fill and warn."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_certification.domain.builtin_schemes import BUILTIN, HOP_QUY, OTHER, VIETGAP
from nscl_certification.domain.scheme import add_months, last_day
from nscl_contracts.vocabulary import SCHEMES

ISSUED = date(2022, 9, 1)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def test_every_scheme_of_the_contract_is_built_in():
    assert {scheme.code for scheme in BUILTIN} == set(SCHEMES)


@pytest.mark.parametrize("scheme", BUILTIN, ids=lambda scheme: scheme.code)
def test_every_scheme_names_its_source_and_both_languages(scheme):
    assert scheme.source
    assert set(scheme.title) >= {"vi", "en"}


def test_the_usual_expiry_is_the_day_before_the_anniversary():
    assert HOP_QUY.usual_expiry(ISSUED) == date(2025, 8, 31)


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert add_months(date(2024, 8, 31), 6) == date(2025, 2, 28)


@pytest.mark.parametrize("expires_on", [date(2025, 8, 31), date(2025, 9, 1), date(2023, 1, 1)])
def test_a_usual_validity_is_not_remarked_upon(expires_on):
    assert HOP_QUY.warnings(ISSUED, expires_on) == []


def test_a_validity_beyond_the_usual_is_remarked_upon():
    assert HOP_QUY.warnings(ISSUED, date(2025, 9, 2)) == ["validity-unusually-long"]


def test_a_missing_expiry_is_remarked_upon_where_papers_usually_expire():
    assert HOP_QUY.warnings(ISSUED, None) == ["expiry-unusually-missing"]
    assert OTHER.warnings(ISSUED, None) == []


def test_vietgap_may_be_extended_by_three_months_without_remark():
    assert VIETGAP.warnings(ISSUED, date(2024, 11, 30)) == []


@given(days, st.integers(1, 120))
def test_the_last_day_lies_within_the_months_and_no_longer(issued_on, months):
    last = last_day(issued_on, months)
    assert issued_on < last
    assert last < add_months(issued_on, months)
    assert last + timedelta(days=1) == add_months(issued_on, months)


@given(days, st.integers(0, 120), st.integers(0, 120))
def test_more_months_never_end_earlier(issued_on, months, more):
    assert add_months(issued_on, months) <= add_months(issued_on, months + more)
