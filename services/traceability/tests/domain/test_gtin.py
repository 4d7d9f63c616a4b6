"""GTINs: lengths, check digits, numbers of our own."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import ean

from nscl_shared.kernel import InvalidInput
from nscl_traceability.domain.gtin import LENGTHS, check_digit, internal_gtin, normalise_gtin

digits = st.sampled_from("0123456789")
bodies = st.sampled_from(LENGTHS).flatmap(
    lambda length: st.text(digits, min_size=length - 1, max_size=length - 1)
)


# real numbers: GS1's own example and bar codes from shelves
@pytest.mark.parametrize("gtin", ["6291041500213", "4006381333931", "036000291452", "96385074"])
def test_published_numbers_pass_and_become_fourteen_digits(gtin):
    assert normalise_gtin(gtin) == gtin.zfill(14)


@given(body=bodies)
def test_the_check_digit_is_the_one_of_an_independent_library(body):
    assert check_digit(body) == ean.calc_check_digit(body)
    assert normalise_gtin(body + check_digit(body)).endswith(body + check_digit(body))


@given(body=bodies, position=st.integers(0, 13), digit=digits)
def test_one_wrong_digit_is_always_noticed_and_the_right_one_named(body, position, digit):
    gtin = body + check_digit(body)
    position %= len(gtin)
    assume(gtin[position] != digit)
    wrong = gtin[:position] + digit + gtin[position + 1 :]
    with pytest.raises(InvalidInput) as refused:
        normalise_gtin(wrong)
    assert refused.value.code == "gtin-check-digit"
    assert refused.value.field == "gtin"
    right = wrong[:-1] + str(refused.value.params["expected"])
    assert normalise_gtin(right) == right.zfill(14)


@pytest.mark.parametrize(
    "text",
    ["", "1", "123456789", "123456789012345", "89360000000ab", "８９３６００００", "-9638507"],
)
def test_what_has_not_the_length_or_digits_is_no_gtin(text):
    with pytest.raises(InvalidInput) as refused:
        normalise_gtin(text)
    assert (refused.value.code, refused.value.params["gtin"]) == ("gtin-length", text)


def test_blanks_as_printed_under_the_bars_do_not_matter():
    assert normalise_gtin(" 6 291041 500213 ") == "06291041500213"


@given(number=st.integers(1, 99_999_999), province=st.integers(1, 99))
def test_internal_numbers_are_valid_and_in_the_restricted_range(number, province):
    gtin = internal_gtin(str(province), number)
    assert normalise_gtin(gtin) == gtin
    assert gtin.startswith("020")
    assert gtin[3:5] == f"{province:02d}"


@given(numbers=st.sets(st.integers(1, 99_999_999), min_size=2))
def test_internal_numbers_are_distinct(numbers):
    assert len({internal_gtin("20", number) for number in numbers}) == len(numbers)
