"""Requests, decisions, activation and void over the real database; also at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from nscl_shared.kernel import Conflict, DomainError, NotFound, RuleViolation
from nscl_traceability.domain.stamp_states import VoidReason
from nscl_traceability.handlers import stamp_commands as c
from nscl_traceability.queries.products import show_lot
from nscl_traceability.queries.stamp_batches import BatchFilter, acts_of, list_batches, show_batch

DAY = date(2022, 8, 5)


def at_once(attempt, given):
    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(attempt, given))


def request(lot_id, quantity, note=""):
    return c.RequestStamps(lot_id=lot_id, quantity=quantity, note=note, on=DAY, by="htx")


def activate(batch_id, first, last):
    return c.ActivateStamps(batch_id=batch_id, first=first, last=last, on=DAY, by="htx")


def void(batch_id, first, last, reason=VoidReason.DAMAGED):
    return c.VoidStamps(
        batch_id=batch_id, first=first, last=last, reason=reason, note="", on=DAY, by="htx"
    )


@pytest.fixture
def lot_id(do):
    return do.lot(do.product()["id"], quantity=100)


@pytest.fixture
def printed(do, bus, lot_id):
    batch_id = do.stamps(lot_id, 100)["id"]
    bus.execute(c.PrintStamps(batch_id=batch_id, first=1, last=100, form="csv", by="htx"))
    return batch_id


def test_a_request_becomes_stamps_in_use(do, bus, lot_id, db):
    made = bus.execute(request(lot_id, 80, "Vụ hè"))
    assert (made["number"], made["state"], show_lot(lot_id)["stamps_left"]) == (1, "requested", 20)
    batch_id = made["id"]
    bus.execute(c.ApproveStamps(batch_id=batch_id, quantity=50, on=DAY, by="officer"))
    bus.execute(c.IssueBatch(batch_id=batch_id, key_id=0, on=DAY, by="officer"))
    bus.execute(c.PrintStamps(batch_id=batch_id, first=1, last=50, form="csv", by="htx"))
    bus.execute(c.ScrapStamps(batch_id=batch_id, stamps=((3, 4),), by="htx"))
    bus.execute(activate(batch_id, 1, 10))
    bus.execute(void(batch_id, 1, 1, VoidReason.LOST))
    batch = show_batch(batch_id)
    assert batch["figures"] == {
        "printed": 50, "activated": 7, "in_stock": 40, "voided": 0, "lost": 1, "scrapped": 2,
    }  # fmt: skip
    assert batch["ranges"]["activated"] == ((2, 2), (5, 10))
    assert show_lot(lot_id)["stamps_left"] == 50 + 3
    assert [act["kind"] for act in reversed(acts_of(batch_id))] == [
        "requested", "approved", "issued", "printed", "scrapped", "activated", "voided",
    ]  # fmt: skip
    kinds = [row["type"].split(".")[3] for row in db["outbox"].find().sort("_id", 1)]
    assert [kind for kind in kinds if kind.startswith("stamps")] == [
        "stamps-requested", "stamps-approved", "stamps-issued", "stamps-activated",
        "stamps-voided",
    ]  # fmt: skip


def test_what_is_printed_again_is_no_act_of_its_own(bus, printed, db):
    before = db["stamp_batches"].find_one({"_id": printed})
    bus.execute(c.PrintStamps(batch_id=printed, first=5, last=20, form="pdf", by="htx"))
    assert [act["kind"] for act in acts_of(printed)] == ["printed", "issued"]
    assert db["stamp_batches"].find_one({"_id": printed}) == before


def test_a_refused_request_frees_its_quota(bus, lot_id):
    made = bus.execute(request(lot_id, 100))
    bus.execute(c.RefuseStamps(batch_id=made["id"], reason="Sai lô.", on=DAY, by="officer"))
    assert show_lot(lot_id)["stamps_left"] == 100
    assert show_batch(made["id"])["refusal"] == "Sai lô."


def test_a_refused_act_leaves_no_trace(bus, printed, db):
    bus.execute(activate(printed, 1, 10))
    before = show_batch(printed), acts_of(printed), db["outbox"].count_documents({})
    with pytest.raises(Conflict) as refused:
        bus.execute(activate(printed, 10, 20))
    assert refused.value.code == "stamps-activated"
    assert (show_batch(printed), acts_of(printed), db["outbox"].count_documents({})) == before
    with pytest.raises(NotFound):
        bus.execute(activate("nothing", 1, 1))


def test_requests_at_once_stay_within_the_quota(bus, attempt, lot_id):
    answers = at_once(attempt, [request(lot_id, 30)] * 8)
    made = [answer for answer in answers if isinstance(answer, dict)]
    assert 1 <= len(made) <= 3
    assert all(isinstance(answer, dict | DomainError) for answer in answers)
    assert show_lot(lot_id)["stamps_left"] == 100 - 30 * len(made)
    assert sorted(answer["number"] for answer in made) == list(range(1, len(made) + 1))


def test_one_request_is_decided_once(bus, attempt, lot_id):
    batch_id = bus.execute(request(lot_id, 60))["id"]
    approve = c.ApproveStamps(batch_id=batch_id, quantity=40, on=DAY, by="officer")
    refuse = c.RefuseStamps(batch_id=batch_id, reason="Không.", on=DAY, by="officer")
    answers = at_once(attempt, [approve, refuse] * 3)
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    granted = 40 if show_batch(batch_id)["state"] == "approved" else 0
    assert show_lot(lot_id)["stamps_left"] == 100 - granted


def test_activations_and_voids_at_once_never_overlap(bus, attempt, printed):
    acts = [activate(printed, 1, 60), activate(printed, 40, 100)]
    acts += [void(printed, 50, 70), void(printed, 70, 90)]
    answers = at_once(attempt, acts * 2)
    assert any(isinstance(answer, dict) for answer in answers)
    assert all(isinstance(answer, dict | DomainError) for answer in answers)
    figures = show_batch(printed)["figures"]
    assert figures.pop("printed") == sum(figures.values()) == 100
    done = [act["quantity"] for act in acts_of(printed) if act["kind"] == "voided"]
    assert figures["voided"] == sum(done)


def test_the_queue_is_read_page_by_page_in_the_order_it_came_in(bus, do):
    lot_id = do.lot(do.product()["id"], quantity=200)
    numbers = [bus.execute(request(lot_id, 1))["number"] for _ in range(60)]
    first, cursor = list_batches(BatchFilter(state="requested"))
    second, end = list_batches(BatchFilter(state="requested", cursor=cursor))
    assert [row["number"] for row in first + second] == numbers
    assert (len(first), end) == (50, None)
    assert (first[0]["product_name"], first[0]["stamps_left"]) == ("Na Chi Lăng", 140)
    newest, _ = list_batches(BatchFilter(firms=["firm-1"]))
    assert [row["number"] for row in newest] == numbers[:9:-1]
    assert list_batches(BatchFilter(firms=["firm-2"])) == ([], None)


@pytest.fixture
def certified(db):
    def by(number, **days):
        row = {"_id": f"c{number}", "firm_id": "firm-1", "product_names": [], "seen": {}}
        db["certificate_copies"].insert_one({**row, **days})

    return by


def a_firms(lot_id, on=DAY):
    return c.RequestStamps(lot_id=lot_id, quantity=1, note="", on=on, by="htx", for_firm=True)


def test_a_firm_without_a_certificate_in_force_gets_no_new_stamps(bus, lot_id, certified):
    assert bus.execute(a_firms(lot_id))["state"] == "requested"
    certified(1, expires_on=datetime(2022, 8, 4, tzinfo=UTC))
    certified(2, expires_on=None, revoked_on=datetime(2022, 8, 5, tzinfo=UTC))
    with pytest.raises(RuleViolation) as refused:
        bus.execute(a_firms(lot_id))
    assert refused.value.code == "certificates-lapsed"
    assert bus.execute(request(lot_id, 1))["state"] == "requested"  # an officer may judge otherwise
    certified(3, expires_on=datetime(2022, 8, 5, tzinfo=UTC))
    assert bus.execute(a_firms(lot_id))["state"] == "requested"


def test_a_lot_past_its_expiry_gets_no_new_stamps(do, bus):
    lot_id = do.lot(do.product()["id"], expires_on=DAY)
    assert bus.execute(a_firms(lot_id))["state"] == "requested"
    with pytest.raises(RuleViolation) as refused:
        bus.execute(a_firms(lot_id, on=date(2022, 8, 6)))
    assert refused.value.code == "lot-expired"


def test_a_lot_under_recall_gets_no_stamps_and_none_come_into_use(bus, lot_id, printed, db):
    db["lots"].update_one({"_id": lot_id}, {"$set": {"quantity": 500}})
    waiting = bus.execute(request(lot_id, 10))["id"]
    bus.execute(c.ApproveStamps(batch_id=waiting, quantity=None, on=DAY, by="officer"))
    mark = {
        "recall_id": "r1",
        "reason": "Dư lượng thuốc",
        "opened_on": datetime(2022, 8, 6, tzinfo=UTC),
    }
    db["lots"].update_one({"_id": lot_id}, {"$set": {"recall": mark}})
    issue = c.IssueBatch(batch_id=waiting, key_id=0, on=DAY, by="officer")
    for command in (request(lot_id, 1), issue, activate(printed, 1, 5)):
        with pytest.raises(Conflict) as refused:
            bus.execute(command)
        assert refused.value.code == "lot-recalled"
    assert bus.execute(void(printed, 1, 5))["voided"] == 5
