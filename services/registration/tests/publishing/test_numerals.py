"""Amounts in words as a Vietnamese accountant writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_registration.publishing.papers.numerals import DIGITS, in_words, number_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (1_005, "một nghìn không trăm linh năm"),
        (39_500_000, "ba mươi chín triệu năm trăm nghìn"),
        (50_005_000, "năm mươi triệu không trăm linh năm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (2_000_000_000, "hai tỷ"),
        (12_345_678_901, ("mười hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn "
                         "chín trăm linh một")),
    ],
)  # fmt: skip
def test_numbers_are_read_as_in_the_north(number, words):
    assert number_words(number) == words


def test_an_amount_begins_with_a_capital():
    assert in_words(40_000_000) == "Bốn mươi triệu đồng"


VALUES = {**{word: place for place, word in enumerate(DIGITS)}, "mốt": 1, "tư": 4, "lăm": 5}


def read(words):
    """Read words back: the other way round, by another method."""
    total = group = digit = 0
    for word in words.split():
        if word in VALUES:
            digit = VALUES[word]
        elif word in ("trăm", "mươi", "mười"):
            group += {"trăm": 100 * digit, "mươi": 10 * digit, "mười": 10}[word]
            digit = 0
        elif word in ("nghìn", "triệu"):
            total += (group + digit) * {"nghìn": 1000, "triệu": 10**6}[word]
            group = digit = 0
        elif word == "tỷ":
            total = (total + group + digit) * 10**9
            group = digit = 0
    return total + group + digit


@given(st.integers(0, 10**12 - 1))
def test_what_is_written_is_what_is_meant(number):
    assert read(number_words(number)) == number
