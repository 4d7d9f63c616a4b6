"""Vietnamese text is found however it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_shared.kernel import search_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Công ty TNHH khai thác mỏ Huyền Sơn", "cong ty tnhh khai thac mo huyen son"),
        ("ĐƯỜNG  đỏ", "duong do"),
        ("hòa = hoà", "hoa = hoa"),
        ("", ""),
    ],
)
def test_accents_case_and_spaces_do_not_matter(typed: str, key: str) -> None:
    assert search_key(typed) == key


@given(st.text())
def test_both_unicode_forms_give_the_same_key(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert search_key(composed) == search_key(unicodedata.normalize("NFD", composed))


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
