"""What went out of a lot is compared in its own unit; what cannot be compared is told."""

from decimal import Decimal

import pytest

from nscl_shared.kernel import InvalidInput
from nscl_traceability.domain.balance import Balance
from nscl_traceability.domain.quantities import Amount, checked, plain


def balance(produced, *used, stamps=0):
    return Balance.of(Amount(*produced), [Amount(*one) for one in used], stamps)


def test_used_and_sold_together_are_what_went_out():
    found = balance((Decimal(1000), "hộp"), (Decimal(300), "Hộp"), stamps=600)
    assert (found.used, found.sold, found.left, found.exceeded) == (300, 600, 100, False)
    assert balance((Decimal(1000), "hộp"), (Decimal(401), "hộp"), stamps=600).exceeded


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ((Decimal(500), "kg"), "0.5"),
        ((Decimal(3), "tạ"), "0.3"),
        ((Decimal(200_000), "gam"), "0.2"),
        ((Decimal(1), "TNE"), "1"),
        ((Decimal(250), "KGM"), "0.25"),
    ],
)
def test_weights_are_compared_whatever_their_unit(used, expected):
    assert balance((Decimal(2), "tấn"), used).used == Decimal(expected)


def test_what_has_another_unit_is_not_added_but_told():
    found = balance((Decimal(10), "kg"), (Decimal(99), "hộp"))
    assert found.used == 0
    assert found.uncounted == (Amount(Decimal(99), "hộp"),)


@pytest.mark.parametrize("text", ["0", "-1", "NaN", "Infinity", "1.2345", "1000000001"])
def test_a_quantity_that_is_none_is_refused(text):
    with pytest.raises(InvalidInput) as refused:
        checked(Decimal(text), "quantity")
    assert (refused.value.code, refused.value.field) == ("lot-quantity", "quantity")


@pytest.mark.parametrize(
    ("text", "shown"), [("1.500", "1.5"), ("1E+3", "1000"), ("0.001", "0.001")]
)
def test_a_quantity_has_one_form(text, shown):
    assert plain(checked(Decimal(text), "quantity")) == shown
