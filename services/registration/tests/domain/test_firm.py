"""Units are entered with a tax code that fits their kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.firm_parts import Contact
from nscl_registration.domain.tax_code import parse_tax_code
from nscl_shared.kernel import InvalidInput

PERSONAL = "020088001234"


@pytest.mark.parametrize("written", ["0100109106", "0100 109 106", "01.00.109.106"])
def test_a_tax_code_is_kept_without_separators(written):
    assert parse_tax_code(written, OrgType.ENTERPRISE).number == "0100109106"


def test_a_branch_has_thirteen_digits_and_is_written_with_a_dash():
    code = parse_tax_code("0100109106-001", OrgType.ENTERPRISE)
    assert (code.number, code.written) == ("0100109106001", "0100109106-001")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("0100109107", "tax-code-checksum"),
        ("010010910", "tax-code-length"),
        (PERSONAL, "tax-code-length"),
        ("01001O9106", "tax-code-malformed"),
        ("0100000000", "tax-code-malformed"),
        ("٠١٠٠١٠٩١٠٦", "tax-code-malformed"),
    ],
)
def test_a_wrong_tax_code_says_what_is_wrong(written, code):
    for org_type in (OrgType.ENTERPRISE, OrgType.COOPERATIVE, OrgType.COOPERATIVE_UNION):
        with pytest.raises(InvalidInput) as refused:
            parse_tax_code(written, org_type)
        assert (refused.value.code, refused.value.field) == (code, "tax_code")


@given(st.text(max_size=20))
def test_whatever_is_typed_is_either_valid_or_refused(text):
    try:
        code = parse_tax_code(text, OrgType.HOUSEHOLD)
    except InvalidInput:
        return
    assert len(code.number) in (10, 12, 13)
    assert code.number.isdigit()


def test_a_household_may_have_a_personal_number_which_stays_here(make):
    household = make.firm(org_type=OrgType.HOUSEHOLD, tax_code=PERSONAL)
    assert household.tax_code.personal
    assert household.tax_code.publishable is None
    assert PERSONAL not in household.tax_code.shown
    [(_, registered)] = household.collect()
    assert registered.tax_code is None


def test_a_household_may_also_have_an_ordinary_tax_code():
    assert not parse_tax_code("0100109106", OrgType.HOUSEHOLD).personal


def test_a_household_with_a_wrong_length_is_told_both_lengths():
    with pytest.raises(InvalidInput, match="tax-code-length-household"):
        parse_tax_code("02008800123", OrgType.HOUSEHOLD)


def test_products_get_ids_and_the_event_tells_them(make):
    firm = make.firm()
    [(_, registered)] = firm.collect()
    assert registered.products == firm.products
    assert len({product.product_id for product in firm.products}) == 2


def test_the_same_product_twice_is_refused_whatever_its_accents(make):
    with pytest.raises(InvalidInput) as refused:
        make.firm(product_names=("Đá 1x2", "Gạch", "da  1X2"))
    assert (refused.value.code, refused.value.field) == ("product-doubled", "products.2.name")


def test_a_commune_code_has_five_digits(make):
    with pytest.raises(InvalidInput, match="commune-code-malformed"):
        make.firm(commune_code="1234")


def test_a_unit_may_have_no_tax_code_yet(make):
    assert make.firm(tax_code=None, contacts=(Contact(name="A"),)).tax_code is None
