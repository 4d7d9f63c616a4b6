"""The sectors of VSIC 2018 are as many as the decision says, each in its section."""

from collections import Counter

import pytest

from nscl_registration.domain.sectors import (
    DIVISIONS,
    SECTIONS,
    check_sector,
    section_of,
    sector_name,
)
from nscl_shared.kernel import InvalidInput

DIVISIONS_OF = {
    "A": 3, "B": 5, "C": 24, "D": 1, "E": 4, "F": 3, "G": 3, "H": 5, "I": 2, "J": 6, "K": 3,
    "L": 1, "M": 7, "N": 6, "O": 1, "P": 1, "Q": 3, "R": 4, "S": 3, "T": 2, "U": 1,
}  # fmt: skip
UNUSED = {"00", "04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89"}


def test_there_are_21_sections_and_88_divisions_each_section_with_its_own():
    assert (len(SECTIONS), len(DIVISIONS)) == (21, 88)
    assert Counter(section_of(code) for code in DIVISIONS) == DIVISIONS_OF


def test_the_numbers_left_free_by_the_classification_are_free():
    assert {f"{number:02d}" for number in range(100)} - set(DIVISIONS) == UNUSED


@pytest.mark.parametrize(
    ("code", "section"), [("A", "A"), ("33", "C"), ("3320", "C"), ("45200", "G"), ("62", "J")]
)
def test_a_code_of_any_depth_has_a_section_and_a_name(code, section):
    assert section_of(check_sector(code)) == section
    assert sector_name(code)


@pytest.mark.parametrize("code", ["V", "04", "44", "8900", "620101", "1", "AB", ""])
def test_what_is_no_code_of_vsic_2018_is_refused(code):
    with pytest.raises(InvalidInput, match="sector-unknown"):
        check_sector(code)
