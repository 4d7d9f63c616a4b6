"""A recall reaches all that was made of a lot, tells every firm, and is never deleted."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from nscl_shared.kernel import DomainError, new_id
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.domain.product import Producer
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.recall_parts import Answer, RecallState, Risk
from nscl_traceability.domain.trace import Edge
from nscl_traceability.handlers import lot_commands as c
from nscl_traceability.handlers.epcis_commands import CaptureEvents
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.queries.stamps import serial_at
from nscl_traceability.storage.documents import LotDocument
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.documents_recall import RecallDocument
from nscl_traceability.storage.graph import edge_row

GTINS = ("08936000000011", "08936000000028", "08936000000035")
NOTE = "Đã tiêu hủy"
TYPES = "vn.nscl.traceability.recall-"


def act(note="", day=10):
    return Act(
        by="officer", at=datetime(2022, 8, day, tzinfo=UTC), on=date(2022, 8, day), note=note
    )


def of(lot, quantity="10"):
    return c.GivenInput(lot=lot, quantity=Decimal(quantity), unit="hộp")


@pytest.fixture
def chain(do):
    """Fruit of one firm → jam of another → a gift box of a third."""
    lots, inputs = [], ()
    for place, gtin in enumerate(GTINS):
        maker = Producer(f"firm-{place}", f"HTX {place}", "HTX")
        made = do.product(gtin=gtin, name=f"Sản phẩm {place}", producer=maker)["id"]
        lots.append(do.lot(made, lot_number=f"L{place}", inputs=inputs))
        inputs = (of(lots[-1]),)
    return lots


@pytest.fixture
def recall(bus):
    def run(lot_id, **over):
        given = {
            "reason": "Dư lượng",
            "risk": Risk.HIGH,
            "instruction": "Không dùng",
            "act": act(),
            "at_once": True,
        }
        return bus.execute(c.RequestRecall(lot_id=lot_id, **{**given, **over}))["id"]

    return run


@pytest.fixture
def end(bus):
    def run(recall_id, outcome=RecallState.CLOSED, note=NOTE):
        return bus.execute(c.EndRecall(recall_id=recall_id, outcome=outcome, act=act(note, 20)))

    return run


@pytest.fixture
def said(db):
    """The events about recalls so far: ``(kind, data)`` in order."""

    def events(kind=""):
        rows = db["outbox"].find({"type": {"$regex": TYPES + kind}}).sort("sequence", 1)
        return [json.loads(row["body"])["data"] for row in rows]

    return events


def marks(*lot_ids):
    found = [LotDocument.objects.get(id=one).recall for one in lot_ids]
    return [(one.recall_id, one.closed_on) if one else None for one in found]


def instructions(*lot_ids):
    """Return what the consumer's page of each lot says to do."""
    return [LotDocument.objects.get(id=one).recall.instruction for one in lot_ids]


def test_a_recall_reaches_every_lot_made_of_the_first_and_every_stamp(do, chain, recall):
    for lot_id in chain:
        do.stamps(lot_id, 100)
    recall_id = recall(chain[1])
    assert marks(*chain) == [None, (recall_id, None), (recall_id, None)]
    found = RecallDocument.objects.get(id=recall_id)
    assert [(lot.number, lot.level) for lot in found.lots] == [("L1", 0), ("L2", 1)]
    assert [(part.first, part.last) for part in found.stamps] == [(1, 100), (1, 100)]


def test_every_firm_is_told_and_agencies_learn_of_it(chain, recall, said):
    recall(chain[0])
    [opened] = said("opened")
    assert (opened["lot_count"], opened["firm_count"]) == (2, 3)
    assert [lot["lot_number"] for lot in opened["lots"]] == ["L1", "L2"]
    told = said("notice-issued")
    assert [(one["told_firm_id"], one["lot_numbers"]) for one in told] == [
        ("firm-0", ["L0"]),
        ("firm-1", ["L1"]),
        ("firm-2", ["L2"]),
    ]


def test_a_recall_is_one_write_to_the_lots_whatever_the_number_of_stamps(do, chain, recall, asked):
    big = do.lot(LotDocument.objects.get(id=chain[0]).product_id, lot_number="B", quantity=10**6)
    do.stamps(big, 10**6)
    del asked[:]
    recall_id = recall(big)
    # the mark, and the running number of recalls
    assert asked.count("update") == 2
    assert RecallDocument.objects.get(id=recall_id).stamps[0].last == 10**6
    assert marks(big) == [(recall_id, None)]


def test_stamped_goods_that_were_packed_are_found_by_their_lot(do, bus, chain, recall):
    lot = LotDocument.objects.get(id=chain[2])
    batch = show_batch(do.stamps(lot.id, 3, activate=True)["id"])
    stamps = [serial_at(batch, index) for index in (1, 2)]
    capture_packing(bus, batch["gtin"], stamps, package="089360000000000017")
    capture_packing(bus, batch["gtin"], ["FORGED"], package="089360000000000024")
    assert RecallDocument.objects.get(id=recall(lot.id)).outside == ["00/089360000000000017"]
    lots = {edge.upstream_lot for edge in EdgeDocument.objects(kind="aggregation")}
    assert lots == {lot.node, f"01/{batch['gtin']}/21/FORGED"}


def capture_packing(bus, gtin, serials, *, package):
    event = {
        "type": "AggregationEvent",
        "eventTime": "2022-08-06T07:00:00+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "ADD",
        "parentID": f"https://id.gs1.org/00/{package}",
        "childEPCs": [f"https://nscl.example/01/{gtin}/21/{serial}" for serial in serials],
    }
    document = {
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2022-08-06T08:00:00Z",
        "epcisBody": {"eventList": [event]},
    }
    bus.execute(
        CaptureEvents(
            capture_id=new_id(),
            account_id="a",
            behaviour="rollback",
            at=datetime(2022, 8, 6, tzinfo=UTC),
            events=read_document(document).events,
        )
    )


def test_a_request_recalls_nothing_until_an_officer_opens_it(bus, chain, recall, said):
    recall_id = recall(chain[0], at_once=False)
    assert marks(*chain) == [None] * 3
    assert said() == []
    bus.execute(c.DecideRecall(recall_id=recall_id, open=True, act=act()))
    assert marks(*chain) == [(recall_id, None)] * 3
    with pytest.raises(DomainError, match="recall-state"):
        bus.execute(c.DecideRecall(recall_id=recall_id, open=False, act=act()))


def test_a_refused_request_is_kept_and_another_may_follow(bus, chain, recall):
    first = recall(chain[0], at_once=False)
    with pytest.raises(DomainError, match="recall-exists"):
        recall(chain[0])
    bus.execute(c.DecideRecall(recall_id=first, open=False, act=act("Không có căn cứ")))
    recall(chain[0])
    assert sorted(one.state for one in RecallDocument.objects) == ["open", "refused"]


def test_nothing_more_is_made_of_a_recalled_lot(do, chain, recall):
    recall(chain[0])
    made = LotDocument.objects.get(id=chain[2]).product_id
    with pytest.raises(DomainError) as refused:
        do.lot(made, lot_number="N", inputs=[of(chain[0])])
    assert (refused.value.code, refused.value.field) == ("lot-input-recalled", "inputs.0.lot")


def test_what_is_found_later_is_recalled_and_only_the_new_firm_is_told(
    do, bus, chain, recall, said
):
    recall_id = recall(chain[1])
    made = do.product(gtin="08936000000042", producer=Producer("firm-9", "Cửa hàng", "HKD"))["id"]
    late = do.lot(made, lot_number="LATE")
    edge = Edge(
        upstream=LotDocument.objects.get(id=chain[2]).node,
        downstream=LotDocument.objects.get(id=late).node,
        kind="transformation",
        source="event",
        at=datetime(2022, 8, 12, tzinfo=UTC),
    )
    EdgeDocument._get_collection().insert_one(edge_row(edge))
    before = len(said("notice"))
    answer = bus.execute(c.WidenRecall(recall_id=recall_id, act=act("Tìm lại")))
    assert answer["new_lots"] == 1
    assert marks(late) == [(recall_id, None)]
    assert [one["told_firm_id"] for one in said("notice")[before:]] == ["firm-9"]
    bus.execute(c.WidenRecall(recall_id=recall_id, act=act("Tìm lại")))
    assert len(said("updated")) == 1


def test_firms_answer_and_the_last_answer_counts(bus, chain, recall):
    recall_id = recall(chain[0])
    for stock in (40, 35):
        answer = Answer(firm_id="firm-1", by="HTX 1", at=act().at, stock=Decimal(stock), unit="hộp")
        bus.execute(c.AnswerRecall(recall_id=recall_id, answer=answer))
    found = RecallDocument.objects.get(id=recall_id)
    assert [(one.firm_id, one.stock) for one in found.answers] == [("firm-1", "35")]
    assert [step.kind for step in found.steps] == ["requested", "opened", "answered", "answered"]
    stranger = Answer(firm_id="firm-8", by="x", at=act().at)
    with pytest.raises(DomainError, match="recall-firm"):
        bus.execute(c.AnswerRecall(recall_id=recall_id, answer=stranger))


def test_a_closed_recall_keeps_its_mark_and_a_withdrawn_one_takes_it_off(chain, recall, end, said):
    first = recall(chain[0])
    with pytest.raises(DomainError, match="recall-note"):
        end(first, note="")
    end(first)
    assert marks(*chain) == [(first, date(2022, 8, 20))] * 3
    second = recall(chain[1])
    assert marks(*chain) == [(first, date(2022, 8, 20)), (second, None), (second, None)]
    end(second, RecallState.WITHDRAWN, "Mẫu thử bị nhầm")
    assert marks(*chain) == [(first, date(2022, 8, 20))] * 3
    assert {one["outcome"] for one in said("closed")} == {"closed", "withdrawn"}
    assert RecallDocument.objects.count() == 2


def test_a_lot_of_two_recalls_stays_recalled_when_one_is_withdrawn(chain, recall, end):
    first, second = recall(chain[0]), recall(chain[1])
    assert marks(*chain) == [(first, None)] * 3
    end(first, RecallState.WITHDRAWN)
    assert marks(*chain) == [None, (second, None), (second, None)]


def test_another_risk_and_instruction_are_told_to_all(bus, chain, recall, said):
    recall_id = recall(chain[0])
    assert instructions(*chain) == ["Không dùng"] * 3
    command = c.RestateRecall(
        recall_id=recall_id, risk=Risk.LOW, instruction="Rửa kỹ", act=act("Kết quả thử lại")
    )
    bus.execute(command)
    bus.execute(command)
    [updated] = said("updated")
    assert (updated["risk"], updated["instruction"]) == ("low", "Rửa kỹ")
    assert instructions(*chain) == ["Rửa kỹ"] * 3
    assert len(said("notice")) == 6
