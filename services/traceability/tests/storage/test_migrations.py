"""Rows of earlier versions are brought to the present form, once."""

import json
from datetime import UTC, datetime

import pytest

from nscl_traceability.domain.epcis.query import read_query
from nscl_traceability.domain.gtin import internal_gtin
from nscl_traceability.queries.epcis_events import find_events
from nscl_traceability.queries.products import ProductFilter, list_products
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.storage.setup import setup
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

DAY = datetime(2022, 8, 5, tzinfo=UTC)


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


def test_batches_of_before_are_in_use_entirely(db):
    """As they were when a batch was issued at once and had no life."""
    rows = [
        {"_id": f"b{n}", "version": 1, "number": n, "key_id": 0, "product_id": "p", "lot_id": "l",
         "gtin": "08936000000011", "lot_number": "L1", "quantity": 40, "issued_on": DAY}
        for n in (1, 2)
    ]  # fmt: skip
    db["products"].insert_one({"_id": "p", "firm_id": "firm-1", "search": "na", "gtin": ""})
    db["stamp_batches"].insert_many(rows)
    db["migrations"].delete_many({})
    setup()
    setup()
    batch = TraceabilityUnitOfWork().batches.get("b2")
    assert (batch.state, batch.firm_id, batch.requested) == ("issued", "firm-1", 40)
    assert (batch.stamps.printed, batch.stamps.activated) == (((1, 40),), ((1, 40),))
    assert batch.stamps.ended == ()
    assert show_batch("b1")["figures"]["activated"] == 40


def test_old_lots_get_their_place_in_the_graph(db, old_rows):
    row = {"version": 1, "product_id": "p1", "number": "L1", "quantity": 1, "stamps_issued": 0}
    db["lots"].insert_one({"_id": "l1", **row})
    setup()
    setup()
    found = db["lots"].find_one({"_id": "l1"})
    assert (found["node"], found["version"]) == (f"01/{internal_gtin('20', 1)}/10/L1", 1)


def test_events_of_before_are_found_by_what_they_say_beyond_the_standard(db):
    context = ["https://ref.gs1.org/x", {"ex": "https://ns.example.com/"}]
    body = {"type": "ObjectEvent", "ilmd": {"ex:variety": "Na dai"}}
    db["epcis_contexts"].insert_one({"_id": "c", "body": json.dumps(context)})
    row = {"event_time": DAY, "record_time": DAY, "context": "c", "event_id": "e", "said": []}
    db["epcis_events"].insert_one(
        {"_id": "e", **row, "type": "ObjectEvent", "indexed": [], "body": json.dumps(body)}
    )
    db["migrations"].delete_many({})
    setup()
    setup()
    [found] = find_events(read_query({"EQ_ILMD_https://ns.example.com/variety": ["Na dai"]})).events
    assert found["ilmd"] == body["ilmd"]
