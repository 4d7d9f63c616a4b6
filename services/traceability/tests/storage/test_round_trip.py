"""What is stored comes back the same."""

from datetime import UTC, date, datetime

import pytest

from nscl_contracts import find
from nscl_shared.persistence import in_transaction
from nscl_traceability.domain.case import Case, Evidence, Outcome
from nscl_traceability.domain.product import Producer
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.signal import Signal
from nscl_traceability.domain.signals import Finding, Origin, SignalKind
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.unit_of_work import TraceabilityUnitOfWork

AT = datetime(2026, 3, 1, 5, tzinfo=UTC)


@pytest.fixture
def stored(db):
    def save(name, aggregate):
        def run():
            work = TraceabilityUnitOfWork()
            getattr(work, name).add(aggregate)
            work.flush()

        in_transaction(ALIAS, run)
        return getattr(TraceabilityUnitOfWork(), name).get(aggregate.id)

    return save


@pytest.mark.parametrize(
    "over",
    [
        {},
        {"ocop_stars": None, "project_id": None, "description": ""},
        {"name": "Hồng vành khuyên <Văn Lãng> “đặc sản”\n", "ocop_stars": 5},
        {"producer": Producer("firm-2", "Hộ kinh doanh Nguyễn Thị Ả", "HKD")},
    ],
)
def test_a_product_comes_back(stored, make, over):
    product = make.product(**over)
    assert stored("products", product) == product


@pytest.mark.parametrize("over", [{}, {"expires_on": None}, {"quantity": 10**9}])
def test_a_lot_comes_back(stored, make, over):
    lot = make.lot(**over)
    assert stored("lots", lot) == lot


def test_a_lot_comes_back_with_what_was_issued(stored, make):
    lot = make.lot()
    make.batch(of=lot, quantity=700)
    assert stored("lots", lot).stamps_issued == 700


def test_a_batch_comes_back(stored, make):
    batch = make.batch(number=2**30 - 1, key_id=31)
    assert stored("batches", batch) == batch


def test_a_million_stamps_are_one_row(db, stored, make):
    stored("batches", make.batch(of=make.lot(quantity=10**6), quantity=10**6))
    assert db["stamp_batches"].count_documents({}) == 1
    assert db["scanned_stamps"].count_documents({}) == 0


@pytest.mark.parametrize(
    ("name", "kind", "sequence"),
    [
        ("products", "product-registered", 1),
        ("lots", "lot-recorded", 1),
        ("batches", "stamps-requested", 1),
    ],
)
def test_an_aggregate_and_its_outbox_row_appear_together(db, stored, make, name, kind, sequence):
    aggregate = {"products": make.product, "lots": make.lot, "batches": make.request}[name]()
    stored(name, aggregate)
    [row] = db["outbox"].find()
    assert (row["type"], row["subject"], row["sequence"]) == (
        f"vn.nscl.traceability.{kind}.v1",
        aggregate.id,
        sequence,
    )
    assert db["outbox_sent"].count_documents({}) == 0
    assert find(row["type"]).service == ALIAS


def test_the_use_of_a_quota_is_nobody_elses_business(db, stored, make):
    lot = make.lot()
    make.batch(of=lot)
    stored("lots", lot)
    assert [row["type"] for row in db["outbox"].find()] == ["vn.nscl.traceability.lot-recorded.v1"]


def test_a_signal_comes_back(stored):
    origin = Origin(
        batch_id="b", batch_number=7, product_id="p", gtin="08936000000011", name="Na",
        lot_id="l", lot_number="L1", firm_id="f", firm_name="HTX", expires_on=date(2026, 1, 1),
    )  # fmt: skip
    finding = Finding(
        kind=SignalKind.IMPOSSIBLE_TRAVEL, key="k", day=date(2026, 3, 1), at=AT, commune="06187",
        origin=origin, stamp="7/41", other_commune="00070", km=130, minutes=30,
    )  # fmt: skip
    signal = Signal.raised("s", finding)
    signal.take_into("c")
    assert stored("signals", signal) == signal


def test_a_case_comes_back(stored):
    who = {"by": "officer", "at": AT, "on": date(2026, 3, 2)}
    evidence = Evidence(("s1", "s2"), ("r1",), ("p1",))
    case = Case.open("c", number="VV-1", title="Tem lạ", evidence=evidence, act=Act(**who))
    case.note_voided(3, Act(**who, note="Tem giả"))
    case.close(Outcome.COUNTERFEIT, Act(**who, note="Đã lập biên bản"))
    assert stored("cases", case) == case
