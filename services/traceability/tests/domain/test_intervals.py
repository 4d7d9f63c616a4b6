"""Interval sets agree with Python's sets, whatever is in them, and stay in one form."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_traceability.domain import intervals as iv

PAIRS = st.lists(
    st.tuples(st.integers(1, 60), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=8,
)


def numbers(intervals):
    return {number for first, last in intervals for number in range(first, last + 1)}


def assert_one_form(intervals):
    assert all(first <= last for first, last in intervals)
    assert all(b[0] > a[1] + 1 for a, b in pairwise(intervals))


@given(PAIRS)
def test_any_pairs_become_the_same_set_in_one_form(pairs):
    made = iv.of(pairs)
    assert_one_form(made)
    assert numbers(made) == numbers(pairs)
    assert made == iv.of(reversed(pairs)) == iv.of(made) == iv.singles(numbers(pairs))
    assert iv.count(made) == len(numbers(pairs))


@given(PAIRS, PAIRS)
def test_two_sets_meet_as_sets_do(one, other):
    a, b = iv.of(one), iv.of(other)
    for found, expected in (
        (iv.union(a, b), numbers(a) | numbers(b)),
        (iv.intersection(a, b), numbers(a) & numbers(b)),
        (iv.subtract(a, b), numbers(a) - numbers(b)),
    ):
        assert_one_form(found)
        assert numbers(found) == expected
    assert iv.covers(a, b) == (numbers(b) <= numbers(a))


@given(PAIRS, st.integers(-1, 80))
def test_membership_is_that_of_a_set(pairs, number):
    assert iv.contains(iv.of(pairs), number) == (number in numbers(pairs))


def test_an_interval_that_runs_backwards_is_none():
    with pytest.raises(ValueError, match="5–4 is no interval"):
        iv.of([(5, 4)])


def test_a_million_numbers_are_one_pair():
    assert iv.of([(500_001, 1_000_000), (1, 500_000)]) == ((1, 1_000_000),)
