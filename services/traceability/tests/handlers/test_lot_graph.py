"""Lots name what they were made of; the graph, the balance and the rules follow."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest

from nscl_shared.kernel import Conflict, DomainError, InvalidInput, RuleViolation, Stale
from nscl_traceability.handlers.lot_commands import CorrectLot, GivenInput
from nscl_traceability.queries.products import show_lot
from nscl_traceability.storage.documents import LotDocument
from nscl_traceability.storage.documents_graph import EdgeDocument

GTIN, OTHER = "08936000000011", "08936000000028"


def of(lot, quantity="10", unit="hộp", **more):
    return GivenInput(lot=lot, quantity=Decimal(quantity), unit=unit, **more)


def refused(code, call, *args, **kwargs):
    with pytest.raises(DomainError) as error:
        call(*args, **kwargs)
    assert error.value.code == code
    return error.value


def edges():
    return {(one.upstream, one.downstream) for one in EdgeDocument.objects}


@pytest.fixture
def fruit(do):
    return do.product(gtin=GTIN)["id"]


@pytest.fixture
def jam(do):
    return do.product(gtin=OTHER, name="Mứt na")["id"]


def correction(lot_id, **over):
    lot = LotDocument.objects.get(id=lot_id)
    given = {
        "version": lot.version,
        "lot_number": lot.number,
        "produced_on": lot.produced_on,
        "expires_on": lot.expires_on,
        "quantity": Decimal(lot.quantity),
        "unit": lot.unit,
        "inputs": (),
        "on": date(2022, 8, 5),
        "allowed": False,
    }
    return CorrectLot(lot_id=lot_id, **{**given, **over})


def test_a_lot_is_made_of_others_named_by_id_or_by_digital_link(do, fruit, jam):
    first, second = do.lot(fruit), do.lot(fruit, lot_number="L2")
    link = f"https://nscl.langson.example/01/{GTIN}/10/L2/21/ABC?17=230101"
    made = do.lot(jam, lot_number="M1", inputs=[of(first), of(link, "2.5", "kg")])
    assert edges() == {
        (f"01/{GTIN}/10/L1", f"01/{OTHER}/10/M1"),
        (f"01/{GTIN}/10/L2", f"01/{OTHER}/10/M1"),
    }
    inputs = show_lot(made)["inputs"]
    assert [(one["lot_id"], one["quantity"], one["supplier"]) for one in inputs] == [
        (first, "10", "HTX Na"),
        (second, "2.5", "HTX Na"),
    ]


def test_a_lot_of_somebody_else_is_entered_with_its_supplier(do, jam):
    do.lot(jam, inputs=[of("", name="Đường", supplier="Nhà máy đường", number="D9")])
    link = f"/01/{GTIN}/10/X1"
    do.lot(jam, lot_number="M2", inputs=[of(link, name="Na", supplier="HTX khác")])
    starts = {upstream for upstream, _ in edges()}
    assert f"01/{GTIN}/10/X1" in starts
    assert any(start.startswith("outside/") for start in starts)


def test_an_input_nobody_knows_is_refused_and_nothing_is_kept(do, jam, db):
    error = refused("lot-input-unknown", do.lot, jam, inputs=[of("nothing")])
    assert (error.field, error.params["lot"]) == ("inputs.0.lot", "nothing")
    refused("lot-input-unknown", do.lot, jam, inputs=[of(f"01/{GTIN}/10/L1")])
    refused("lot-input-link", do.lot, jam, inputs=[of("https://x.example/01/123/10/L1")])
    refused("lot-input-outside", do.lot, jam, inputs=[of("", name="Đường")])
    assert db["lots"].count_documents({}) == db["edges"].count_documents({}) == 0


def test_the_same_input_twice_and_a_lot_of_itself_are_refused(do, fruit, jam):
    first = do.lot(fruit)
    refused("lot-input-twice", do.lot, jam, inputs=[of(first), of(first, "3")])
    itself = of(f"01/{OTHER}/10/L1", name="Mứt", supplier="tôi")
    refused("lot-into-itself", do.lot, jam, inputs=[itself])


def test_no_lot_is_made_of_what_was_made_of_it(do, bus, fruit, jam):
    first = do.lot(fruit)
    second = do.lot(jam, inputs=[of(first)])
    third = do.lot(fruit, lot_number="L3", inputs=[of(second)])
    with pytest.raises(RuleViolation) as error:
        bus.execute(correction(first, inputs=(of(third),)))
    assert error.value.code == "lot-cycle"
    assert show_lot(first)["inputs"] == []


def test_of_two_corrections_at_once_that_would_close_a_cycle_one_is_refused(do, attempt, fruit, db):
    first, second = do.lot(fruit), do.lot(fruit, lot_number="L2")
    commands = [correction(first, inputs=(of(second),)), correction(second, inputs=(of(first),))]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(attempt, commands))
    errors = [one for one in answers if isinstance(one, DomainError)]
    assert [type(one) in {RuleViolation, Stale, Conflict} for one in errors] == [True]
    assert db["edges"].count_documents({}) == 1


def test_a_correction_replaces_the_edges(do, bus, fruit, jam):
    first, second = do.lot(fruit), do.lot(fruit, lot_number="L2")
    made = do.lot(jam, inputs=[of(first)])
    bus.execute(correction(made, inputs=(of(second),), lot_number="M7"))
    assert edges() == {(f"01/{GTIN}/10/L2", f"01/{OTHER}/10/M7")}


def test_a_lot_with_stamps_keeps_number_and_dates_unless_an_officer_corrects(do, bus, fruit):
    lot_id = do.lot(fruit)
    do.stamps(lot_id, 10)
    with pytest.raises(Conflict) as error:
        bus.execute(correction(lot_id, produced_on=date(2022, 7, 1)))
    assert error.value.code == "lot-has-stamps"
    bus.execute(correction(lot_id, quantity=Decimal(900)))
    bus.execute(correction(lot_id, produced_on=date(2022, 7, 1), allowed=True))
    assert (show_lot(lot_id)["produced_on"], show_lot(lot_id)["quantity"]) == (
        date(2022, 7, 1),
        900,
    )
    with pytest.raises(RuleViolation, match="lot-below-stamps"):
        bus.execute(correction(lot_id, quantity=Decimal(9)))


def test_a_correction_of_what_somebody_changed_meanwhile_is_refused(do, bus, fruit):
    lot_id = do.lot(fruit)
    late = correction(lot_id, unit="túi")
    bus.execute(correction(lot_id, unit="bao"))
    with pytest.raises(Stale):
        bus.execute(late)
    assert show_lot(lot_id)["unit"] == "bao"


def test_more_used_than_produced_raises_the_alarm_once_and_mending_ends_it(do, bus, fruit, jam, db):
    first = do.lot(fruit, quantity=100)
    made = do.lot(jam, inputs=[of(first, "60")])
    do.lot(jam, lot_number="M2", inputs=[of(first, "41")])
    do.lot(jam, lot_number="M3", inputs=[of(first, "5")])
    alarms = list(db["outbox"].find({"type": "vn.nscl.traceability.mass-balance-exceeded.v1"}))
    assert len(alarms) == 1
    assert json.loads(alarms[0]["body"])["data"]["gone"] == "101"
    assert LotDocument.objects.get(id=first).overdrawn
    bus.execute(correction(made, inputs=(of(first, "1"),)))
    assert not LotDocument.objects.get(id=first).overdrawn


def test_stamps_count_as_sold(do, fruit, jam, db):
    first = do.lot(fruit, quantity=100)
    do.stamps(first, 80, activate=True)
    do.lot(jam, inputs=[of(first, "21")])
    assert LotDocument.objects.get(id=first).overdrawn


def test_a_lot_may_have_part_of_a_unit_and_stamps_for_whole_ones(do, fruit):
    lot_id = do.lot(fruit, quantity=Decimal("12.5"), unit="kg")
    lot = show_lot(lot_id)
    assert (lot["quantity"], lot["exact_quantity"]) == (12, "12.5")
    with pytest.raises(RuleViolation, match="stamps-above-quota"):
        do.stamps(lot_id, 13)
    with pytest.raises(InvalidInput, match="lot-quantity"):
        do.lot(fruit, lot_number="L9", quantity=Decimal("0.0001"))
