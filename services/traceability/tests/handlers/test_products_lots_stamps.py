"""Registering products, recording lots, issuing stamps; also at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from nscl_shared.kernel import Conflict, DomainError, InvalidInput, NotFound, RuleViolation
from nscl_traceability.domain.gtin import internal_gtin, normalise_gtin
from nscl_traceability.queries.products import show_lot, show_product


def at_once(attempt, given):
    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(attempt, given))


def test_a_product_is_registered_under_its_gtin_with_fourteen_digits(do):
    answer = do.product(gtin="8936000000011")
    assert answer["gtin"] == "08936000000011"
    assert show_product(answer["id"])["name"] == "Na Chi Lăng"


def test_a_wrong_gtin_is_refused_and_nothing_is_kept(do, db):
    with pytest.raises(InvalidInput) as refused:
        do.product(gtin="8936000000012")
    assert (refused.value.code, refused.value.params["expected"]) == ("gtin-check-digit", "1")
    assert db["products"].count_documents({}) == db["outbox"].count_documents({}) == 0


def test_a_gtin_belongs_to_one_product_and_the_refusal_names_it(do):
    do.product(gtin="8936000000011", name="Na dai")
    with pytest.raises(Conflict) as refused:
        do.product(gtin="08936000000011")
    assert (refused.value.code, refused.value.params["name"]) == ("gtin-taken", "Na dai")


def test_without_a_gtin_products_get_internal_ones_in_a_row(do):
    gtins = [do.product()["gtin"] for _ in range(3)]
    assert gtins == [internal_gtin("20", number) for number in (1, 2, 3)]
    assert [normalise_gtin(gtin) for gtin in gtins] == gtins


def test_an_internal_number_somebody_entered_by_hand_is_passed_over(do):
    do.product(gtin=internal_gtin("20", 1))
    do.product(gtin=internal_gtin("20", 2))
    assert do.product()["gtin"] == internal_gtin("20", 3)


def test_products_entered_at_once_get_distinct_internal_numbers(do, db):
    with ThreadPoolExecutor(8) as pool:
        gtins = list(pool.map(lambda _: do.product()["gtin"], range(8)))
    assert sorted(gtins) == [internal_gtin("20", number) for number in range(1, 9)]


def test_a_lot_needs_its_product_and_a_number_of_its_own(do):
    product_id = do.product()["id"]
    lot_id = do.lot(product_id)
    assert show_lot(lot_id)["product_id"] == product_id
    with pytest.raises(Conflict) as refused:
        do.lot(product_id)
    assert (refused.value.code, refused.value.field) == ("lot-exists", "lot_number")
    with pytest.raises(NotFound) as missing:
        do.lot("nothing")
    assert missing.value.code == "product-not-found"
    assert do.lot(do.product()["id"])


def test_batches_are_numbered_in_a_row_over_all_lots(do, db):
    product_id = do.product()["id"]
    first, second = do.lot(product_id), do.lot(product_id, lot_number="L2")
    issued = [do.stamps(lot, 10)["number"] for lot in (first, second, first)]
    assert issued == [1, 2, 3]
    assert show_lot(first)["stamps_issued"] == 20
    assert show_lot(second)["stamps_issued"] == 10


def test_a_refused_batch_uses_up_neither_number_nor_quota(do, db):
    lot_id = do.lot(do.product()["id"], quantity=100)
    with pytest.raises(RuleViolation) as refused:
        do.stamps(lot_id, 101)
    assert refused.value.params == {"asked": 101, "left": 100, "lot": "L1"}
    assert do.stamps(lot_id, 100)["number"] == 1
    with pytest.raises(NotFound) as missing:
        do.stamps("nothing", 1)
    assert missing.value.code == "lot-not-found"


def test_batches_issued_at_once_stay_within_the_quota(do, db, attempt):
    lot_id = do.lot(do.product()["id"], quantity=100)
    answers = at_once(attempt, [do.stamps_command(lot_id, 30)] * 8)
    issued = [answer for answer in answers if isinstance(answer, dict)]
    assert 1 <= len(issued) <= 3
    assert all(isinstance(answer, dict | DomainError) for answer in answers)
    assert show_lot(lot_id)["stamps_issued"] == 30 * len(issued)
    assert sorted(answer["number"] for answer in issued) == list(range(1, len(issued) + 1))
    assert db["stamp_batches"].count_documents({}) == len(issued)


def test_one_gtin_entered_many_times_at_once_makes_one_product(do, db, attempt):
    answers = at_once(attempt, [do.product_command(gtin="8936000000011")] * 6)
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    refused = {answer.code for answer in answers if not isinstance(answer, dict)}
    assert refused <= {"gtin-taken", "already-exists"}
    assert db["products"].count_documents({}) == 1
