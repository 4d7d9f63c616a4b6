"""Rows of earlier versions are brought to the present form, once."""

import pytest

from nscl_traceability.domain.gtin import internal_gtin
from nscl_traceability.queries.products import ProductFilter, list_products
from nscl_traceability.storage.setup import setup


@pytest.fixture
def old_rows(db):
    """Products as they were before the search key ended with the GTIN."""
    texts = ("name", "firm_id", "firm_name", "org_type")
    rows = [
        {"_id": f"p{n}", "version": 1, "gtin": internal_gtin("20", n), "search": "na htx"}
        | dict.fromkeys(texts, "Na")
        for n in range(1, 61)
    ]
    db["products"].insert_many(rows)
    db["migrations"].delete_many({})


def test_old_products_page_without_loss(db, old_rows):
    setup()
    setup()
    first, cursor = list_products(ProductFilter())
    second, end = list_products(ProductFilter(cursor=cursor))
    assert {row["id"] for row in first + second} == {f"p{n}" for n in range(1, 61)}
    assert (len(first), len(second), end) == (50, 10, None)
    assert db["products"].find_one({"_id": "p1"})["search"] == "na htx 02020000000013"
