"""What the law asks to be told; certificates and pictures of a product."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nscl_shared.kernel import DomainError
from nscl_traceability.domain.passport import CIRCULAR, DECREE, REQUIREMENTS, missing
from nscl_traceability.domain.product_parts import (
    HeldCertificate,
    Picture,
    Place,
    ProductDetails,
    Rendition,
)

DAY = date(2025, 8, 1)
FULL = ProductDetails(
    producer_address="Chi Lăng",
    producer_code="4900000000",
    origin="Lạng Sơn",
    standards=("TCVN 1",),
    warnings="Không",
    portal_url="https://example.vn/1",
)


def picture(number):
    size = Rendition(width=320, height=240, size=1, attachment_id=f"a{number}")
    return Picture(picture_id=f"p{number}", alt="", renditions=(size,))


def certificate(number=1, **over):
    given = {"number": "1", "scheme": "vietgap", "issuer": "x", "issued_on": None}
    over = {"expires_on": None, **over}
    return HeldCertificate(certificate_id=f"c{number}", **{**given, **over})


def test_a_product_that_tells_everything_misses_nothing(make):
    product = make.product(details=FULL)
    product.add_picture(picture(1))
    assert missing(product) == []


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ({"producer_address": ""}, "producer-address"),
        ({"producer_code": ""}, "producer-code"),
        ({"origin": ""}, "origin"),
        ({"standards": ()}, "standards"),
        ({"warnings": ""}, "warnings"),
        ({"portal_url": ""}, "portal"),
    ],
)
def test_what_is_not_told_is_named(make, without, code):
    product = make.product(details=replace(FULL, **without))
    assert [one.code for one in missing(product)] == ["picture", code]


def test_every_demand_names_its_source():
    assert {source for one in REQUIREMENTS for source in one.sources} == {CIRCULAR, DECREE}
    assert all(one.sources for one in REQUIREMENTS)


def test_the_same_facts_again_change_nothing(make):
    product = make.product(details=FULL)
    before = product.version
    facts = ("name", "ocop_stars", "project_id", "description", "details")
    product.update(**{name: getattr(product, name) for name in facts})
    assert product.version == before
    with pytest.raises(DomainError, match="ocop-stars"):
        product.update(**{name: getattr(product, name) for name in facts} | {"ocop_stars": 6})


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({"unit_code": "06253", "on": date(2024, 1, 1)}, None),
        ({"unit_code": "20", "on": DAY}, "place-unit"),
        ({"unit_code": "00000", "on": DAY}, "place-unit"),
        ({"latitude": Decimal(21)}, "place-coordinates"),
        ({"latitude": Decimal(21), "longitude": Decimal(181)}, "place-coordinates"),
        ({"latitude": Decimal("21.85"), "longitude": Decimal("106.76")}, None),
    ],
)
def test_a_place_is_a_commune_of_that_day_and_on_earth(make, place, code):
    given = Place(**{"unit_code": None, "detail": "", "on": DAY, **place})
    if code is None:
        assert make.product(details=ProductDetails(place=given)).details.place == given
        return
    with pytest.raises(DomainError) as refused:
        make.product(details=ProductDetails(place=given))
    assert refused.value.code == code


def test_there_are_limits_and_the_same_picture_is_one(make):
    product = make.product()
    for number in range(12):
        product.add_picture(picture(number))
    product.add_picture(replace(picture(3), picture_id="again"))
    assert len(product.pictures) == 12
    with pytest.raises(DomainError, match="too-many-pictures"):
        product.add_picture(picture(13))
    for number in range(30):
        product.add_certificate(certificate(number))
    with pytest.raises(DomainError, match="too-many-certificates"):
        product.add_certificate(certificate(31))


def test_a_certificate_does_not_end_before_it_begins(make):
    product = make.product()
    wrong = certificate(issued_on=DAY, expires_on=date(2025, 7, 31))
    with pytest.raises(DomainError, match="certificate-dates"):
        product.add_certificate(wrong)
    product.add_certificate(certificate(issued_on=DAY, expires_on=DAY))
    product.remove_certificate("c1")
    product.remove_certificate("c1")
    assert product.certificates == ()
