"""The lots that a firm can choose from, and which one its words mean."""

from datetime import date

import pytest

from nscl_traceability.domain.product import Producer
from nscl_traceability.queries.own_lots import OFFERED, lots_named, lots_to_offer, words_of
from nscl_traceability.storage.documents import LotDocument
from nscl_traceability.storage.parts import RecallPart


@pytest.fixture
def fruit(do):
    return do.product(name="Na Chi Lăng")["id"]


@pytest.fixture
def jam(do):
    return do.product(name="Mứt na")["id"]


def day(number):
    return date(2022, 8, number)


def test_the_newest_of_the_firms_own_lots_come_first(do, fruit, jam):
    do.lot(fruit, lot_number="L1", produced_on=day(1))
    do.lot(jam, lot_number="M1", produced_on=day(3))
    itself = do.lot(fruit, lot_number="L3", produced_on=day(4))
    other = do.product(producer=Producer("firm-2", "HTX Khác", "HTX"))["id"]
    do.lot(other, lot_number="K1", produced_on=day(2))
    found = lots_to_offer("firm-1", but=itself)
    assert [one["words"] for one in found] == ["Mứt na · M1", "Na Chi Lăng · L1"]
    assert [one["produced_on"] for one in found] == [day(3), day(1)]


def test_what_is_recalled_is_not_offered(do, fruit):
    lot = do.lot(fruit)
    part = RecallPart(recall_id="r", reason="x", opened_on=day(5))
    LotDocument.objects(id=lot).update(set__recall=part)
    assert lots_to_offer("firm-1") == []


def test_no_more_than_the_newest_are_offered_and_one_that_says_so(do, fruit):
    document = LotDocument.objects.get(id=do.lot(fruit)).to_mongo()
    copies = [{**document, "_id": f"lot-{n}", "number": f"N{n}"} for n in range(OFFERED + 5)]
    LotDocument._get_collection().insert_many(copies)
    assert len(lots_to_offer("firm-1")) == OFFERED + 1


def test_a_lot_is_meant_by_its_number_with_or_without_its_product(do, fruit, jam):
    lots = [do.lot(fruit, lot_number="L1"), do.lot(jam, lot_number="L1")]
    only = do.lot(jam, lot_number="M1")
    assert lots_named("firm-1", "M1") == [only]
    assert lots_named("firm-1", "mứt na · L1") == [lots[1]]
    assert sorted(lots_named("firm-1", "L1")) == sorted(lots)
    for words in ("Na Chi Lăng · M1", "M2", only, f"01/1/10/{only}", "M1 ·"):
        assert lots_named("firm-1", words) == []
    assert lots_named("firm-2", "M1") == []


def test_only_own_lots_are_shown_by_their_words(do, fruit):
    lot = do.lot(fruit)
    assert words_of("firm-1", [lot, "none"]) == {lot: "Na Chi Lăng · L1"}
    assert words_of("firm-2", [lot]) == {}
