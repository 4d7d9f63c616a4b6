"""Names are alike without accents and legal form; keys bring what is alike together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_registration.domain.blocking import keys_of
from nscl_registration.domain.likeness import (
    core,
    likeness,
    likenesses,
    phone_digits,
    sketch,
)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Công ty TNHH MTV Khai thác mỏ Huyền Sơn", "khai thac mo huyen son"),
        ("CÔNG TY CỔ PHẦN Xi măng Đồng Bành", "xi mang dong banh"),
        ("HTX Na Chi Lăng", "na chi lang"),
        ("Hợp tác xã nông nghiệp Na", "nong nghiep na"),
        ("Hộ kinh doanh Nguyễn Văn A", "nguyen van a"),
        ("Công ty TNHH", "cong ty tnhh"),
    ],
)
def test_words_of_legal_form_are_left_out_unless_nothing_else_is_there(name, left):
    assert core(name) == left


@pytest.mark.parametrize(
    ("written", "digits"),
    [("+84 205 3812 345", "02053812345"), ("0205.3812.345", "02053812345"), ("123", "")],
)
def test_a_telephone_number_is_the_same_however_it_is_written(written, digits):
    assert phone_digits(written) == digits


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Công ty TNHH Huyền Sơn", "CTCP huyen son", True),
        ("Công ty TNHH Thương mại Huyền Sơn", "Công ty TNHH Huyền Sơn", True),
        ("HTX Mắc ca Bình Gia", "HTX Macca Bình Gia", True),
        ("HTX Macca", "HTX Maca", True),
        ("HTX Hà An", "Hợp tác xã Hà Anh", True),
        ("Công ty Minh Quang", "Công ty Quang Mnih", True),
        ("Công ty TNHH Thương mại Hà An", "Công ty TNHH Thương mại Tân Phú", False),
        ("Công ty số 3", "Công ty số 4", False),
    ],
)
def test_alike_means_the_telling_words(one, other, alike):
    found = likenesses(sketch("1", one, []), [sketch("2", other, [])])
    assert bool(found) is alike
    if alike:
        shared = set(keys_of(sketch("1", one, []))) & set(keys_of(sketch("2", other, [])))
        assert shared


def test_an_equal_telephone_is_enough_and_says_so():
    found = likeness(sketch("1", "Na", ["0205 381 2345"]), sketch("2", "Hồi", ["+842053812345"]))
    assert found.score >= 90
    assert found.reasons == ("phone",)


def test_an_entry_is_not_like_itself():
    one = sketch("1", "Na", ["02053812345"])
    assert likenesses(one, [one]) == []


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_typed_has_keys_and_is_fully_like_itself(name, phone):
    one = sketch("1", name, [phone])
    assert keys_of(one)
    assert likeness(one, sketch("2", name, [phone])).score in (0, 100)
