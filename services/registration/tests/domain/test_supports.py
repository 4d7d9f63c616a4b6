"""Support items are chosen once each, for the unit's own products."""

import pytest

from nscl_contracts import vocabulary
from nscl_registration.domain import codes
from nscl_registration.domain.supports import Wish, choose_supports
from nscl_registration.entrypoints import labels
from nscl_shared.kernel import InvalidInput, RuleViolation

PRODUCTS = {"p1": "Đá 1x2", "p2": "Đá 4x6"}


def test_the_product_name_is_kept_as_it_was():
    [support] = choose_supports([Wish("CN-01", "p1")], PRODUCTS)
    assert support.product_name == "Đá 1x2"


@pytest.mark.parametrize(
    "wishes",
    [
        [Wish("CN-01", "p1"), Wish("CN-01", "p2")],
        [Wish("CN-01", "p1"), Wish("TC-01", "p1")],
        [Wish("CC-09", None, "Lean"), Wish("CC-09", None, "Kaizen")],
        [Wish("CN-01"), Wish("CN-01", "p1")],
    ],
)
def test_different_lines_stand_beside_each_other(wishes):
    assert len(choose_supports(wishes, PRODUCTS)) == len(wishes)


@pytest.mark.parametrize(
    "wishes",
    [
        [Wish("CN-01", "p1"), Wish("CN-01", "p1")],
        [Wish("CN-01", "p1", "TCVN 1"), Wish("CN-01", "p1", "TCVN 2")],
        [Wish("HT-01"), Wish("HT-01")],
    ],
)
def test_the_same_item_for_the_same_product_is_refused_naming_the_line(wishes):
    with pytest.raises(RuleViolation) as refused:
        choose_supports(wishes, PRODUCTS)
    assert (refused.value.code, refused.value.field) == (
        "support-doubled",
        "supports.1.item_code",
    )


def test_a_product_of_another_unit_is_refused():
    with pytest.raises(RuleViolation, match="product-not-of-firm"):
        choose_supports([Wish("CN-01", "p9")], PRODUCTS)


def test_an_unknown_item_is_refused():
    with pytest.raises(InvalidInput, match="item-unknown"):
        choose_supports([Wish("XX-01")], PRODUCTS)


def test_an_application_without_any_item_is_refused():
    with pytest.raises(InvalidInput, match="no-support-chosen"):
        choose_supports([], PRODUCTS)


def test_the_code_lists_are_those_of_the_contracts_and_every_code_has_words():
    assert list(codes.SUPPORT_ITEMS) == vocabulary.SUPPORT_ITEMS == list(labels.ITEMS)
    assert list(codes.OrgType) == vocabulary.ORG_TYPES == list(labels.ORG_TYPES)
    assert list(codes.PlanKind) == vocabulary.PLAN_KINDS == list(labels.PLAN_KINDS)
    assert list(codes.ActivityKind) == vocabulary.ACTIVITY_KINDS == list(labels.ACTIVITY_KINDS)
    assert list(codes.ApplicationState) == list(labels.STATES)
