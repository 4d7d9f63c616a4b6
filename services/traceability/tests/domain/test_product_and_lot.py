"""Products, lots and their quota of stamps."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_shared.kernel import InvalidInput, RuleViolation
from nscl_traceability.domain.events import (
    LotRecorded,
    ProductRegistered,
    QuotaMoved,
    StampsIssued,
)
from nscl_traceability.domain.serials import MAX_INDEX


def test_a_product_is_announced_with_all_that_events_say_of_it(make):
    product = make.product()
    [(sequence, event)] = product.collect()
    assert (sequence, event) == (1, ProductRegistered(product.facts))
    assert event.product.firm_name == "HTX Na Chi Lăng"
    assert event.product.gtin == make.gtin


@pytest.mark.parametrize("stars", [None, 1, 5])
def test_a_product_has_one_to_five_stars_or_none(make, stars):
    assert make.product(ocop_stars=stars).ocop_stars == stars


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_other_grades_do_not_exist(make, stars):
    with pytest.raises(InvalidInput) as refused:
        make.product(ocop_stars=stars)
    assert (refused.value.code, refused.value.field) == ("ocop-stars", "ocop_stars")


def test_a_lot_is_announced_with_its_product(make):
    product = make.product()
    [(_, event)] = make.lot(of=product).collect()
    assert isinstance(event, LotRecorded)
    assert event.product == product.facts
    assert (event.lot_number, event.quantity, event.unit) == ("L2022-01", 1_200, "hộp")


@pytest.mark.parametrize("number", ["A", "L2022-01", "a.b_c-9", "x" * 20])
def test_a_lot_number_may_stand_in_an_address(make, number):
    assert make.lot(number=number).number == number


@pytest.mark.parametrize("number", ["", "x" * 21, "lô 1", "a/b", "a b", "a\n", "ａ", "a%2Fb"])
def test_other_lot_numbers_are_refused(make, number):
    with pytest.raises(InvalidInput) as refused:
        make.lot(number=number)
    assert (refused.value.code, refused.value.field) == ("lot-number", "lot_number")


@pytest.mark.parametrize("quantity", [0, -1])
def test_an_empty_lot_is_none(make, quantity):
    with pytest.raises(InvalidInput) as refused:
        make.lot(quantity=quantity)
    assert (refused.value.code, refused.value.field) == ("lot-quantity", "quantity")


def test_a_lot_does_not_expire_before_it_is_made(make):
    with pytest.raises(InvalidInput) as refused:
        make.lot(expires_on=date(2022, 7, 31))
    assert (refused.value.code, refused.value.field) == ("lot-expiry", "expires_on")
    assert make.lot(expires_on=date(2022, 8, 1)).expires_on == date(2022, 8, 1)
    assert make.lot(expires_on=None).expires_on is None


def test_issuing_stamps_uses_up_the_quota_and_is_announced(make):
    lot = make.lot()
    lot.collect()
    batch = make.batch(of=lot, quantity=1_000)
    assert lot.stamps_issued == 1_000
    held, used = QuotaMoved("lot-1", 1_000, 0, 0), QuotaMoved("lot-1", -1_000, 1_000, 0)
    assert lot.collect() == [(2, held), (3, used)]
    [_requested, _approved, (_, event)] = batch.collect()
    assert isinstance(event, StampsIssued)
    assert (event.quantity, event.batch.lot_number) == (1_000, "L2022-01")


def test_more_stamps_than_units_are_refused_with_what_is_left(make):
    lot = make.lot()
    make.batch(of=lot, quantity=1_000)
    with pytest.raises(RuleViolation) as refused:
        make.batch(of=lot, quantity=201)
    assert refused.value.code == "stamps-above-quota"
    assert refused.value.params == {"asked": 201, "left": 200, "lot": "L2022-01"}
    assert lot.stamps_issued == 1_000


@pytest.mark.parametrize("quantity", [0, -5])
def test_no_stamps_are_no_batch(make, quantity):
    with pytest.raises(InvalidInput) as refused:
        make.batch(quantity=quantity)
    assert (refused.value.code, refused.value.field) == ("stamp-quantity", "quantity")


def test_a_batch_holds_as_many_stamps_as_serials_can_count(make):
    lot = make.lot(quantity=2 * MAX_INDEX)
    with pytest.raises(InvalidInput) as refused:
        make.batch(of=lot, quantity=MAX_INDEX + 1)
    assert (refused.value.code, refused.value.field) == ("stamps-above-batch", "quantity")
    assert refused.value.params["most"] == MAX_INDEX
    assert lot.stamps_issued == 0
    assert make.batch(of=lot, quantity=MAX_INDEX).quantity == MAX_INDEX


@given(wishes=st.lists(st.integers(1, 600), min_size=1, max_size=8))
def test_whatever_is_asked_never_more_stamps_than_units(make, wishes):
    lot = make.lot()
    granted = 0
    for wish in wishes:
        try:
            make.batch(of=lot, quantity=wish)
        except RuleViolation as refused:
            assert wish > 1_200 - granted == refused.params["left"]  # noqa: PT017
        else:
            granted += wish
    assert lot.stamps_issued == granted <= 1_200
