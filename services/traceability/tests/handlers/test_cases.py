"""Cases: what they look into, what they change, what they announce."""

import json
from datetime import UTC, date, datetime

import pytest

from nscl_shared.kernel import DomainError, new_id
from nscl_traceability.domain.case import Outcome
from nscl_traceability.domain.recall import Act
from nscl_traceability.domain.report import ProblemKind
from nscl_traceability.handlers import signal_commands as c
from nscl_traceability.handlers.commands import ReportProblem
from nscl_traceability.queries.stamp_batches import show_batch
from nscl_traceability.storage.documents_signals import CaseDocument, OriginPart, SignalDocument

DAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 5, tzinfo=UTC)
OTHER = "00000000-0000-7000-8000-000000000000"


def act(note="Kiểm tra"):
    return Act(by="officer", at=AT, on=DAY, note=note)


@pytest.fixture
def batch(do):
    product = do.product(gtin="8936000000011")
    lot_id = do.lot(product["id"])
    return show_batch(do.stamps(lot_id, 100, activate=True)["id"])


@pytest.fixture
def signal(batch):
    """Stores a signal of a stamp."""

    def store(index):
        origin = OriginPart(
            batch_id=batch["id"], batch_number=1, product_id=batch["product_id"], name="Na",
            gtin=batch["gtin"], lot_id=batch["lot_id"], lot_number="L1", firm_id="firm-1",
            firm_name="HTX",
        )  # fmt: skip
        signal_id = new_id()
        SignalDocument(
            id=signal_id, version=1, key=signal_id, kind="many-devices", day=DAY.isoformat(),
            at=AT, origin=origin, stamp=f"1/{index}", count=20,
        ).save()  # fmt: skip
        return signal_id

    return store


@pytest.fixture
def report(bus):
    command = ReportProblem(
        kind=ProblemKind.FORGED, link="/01/08936000000011", words="Tem mờ",
        about=("product-9", "firm-9"), commune_code=None, at=AT,
    )  # fmt: skip
    return bus.execute(command)["id"]


@pytest.fixture
def open_case(bus):
    def run(signals=(), reports=()):
        return bus.execute(
            c.OpenCase(title="Tem lạ", signal_ids=signals, report_ids=reports, act=act("Mở"))
        )

    return run


def told(db):
    rows = db["outbox"].find({"type": {"$regex": "counterfeit-case"}}).sort("_id", 1)
    return [(row["type"].split(".")[-2], json.loads(row["body"])["data"]) for row in rows]


def test_a_case_takes_signals_and_reports_and_tells_the_products(
    db, batch, signal, report, open_case
):
    first, second = signal(1), signal(2)
    done = open_case((first, second, first), (report,))
    assert (done["number"], done["version"]) == ("VV-2026-0001", 1)
    [(kind, data)] = told(db)
    assert kind == "counterfeit-case-opened"
    assert (data["signal_count"], data["report_count"]) == (2, 1)
    assert data["product_ids"] == [batch["product_id"], "product-9"]
    assert db["problem_reports"].find_one()["case_id"] == done["id"]
    assert open_case((signal(3),))["number"] == "VV-2026-0002"


@pytest.mark.parametrize(
    ("signals", "reports", "code"),
    [
        ((OTHER,), (), "signal-not-found"),
        ((), (OTHER,), "report-not-found"),
        ((), (), "case-without-evidence"),
    ],
)
def test_what_is_not_there_opens_no_case_and_uses_no_number(
    db, signal, open_case, signals, reports, code
):
    taken = signal(1)
    with pytest.raises(DomainError) as refused:
        open_case((*signals, taken) if signals else (), reports)
    assert refused.value.code == code
    assert db["cases"].count_documents({}) == 0
    assert db["signals"].find_one({"_id": taken}).get("case_id") is None
    assert open_case((taken,))["number"] == "VV-2026-0001"


def test_what_another_case_has_is_refused(signal, report, open_case):
    taken = signal(1)
    open_case((taken,), (report,))
    for signals, reports, code in (
        ((signal(2), taken), (), "signal-in-case"),
        ((), (report,), "report-in-case"),
    ):
        with pytest.raises(DomainError) as refused:
            open_case(signals, reports)
        assert refused.value.code == code


def test_two_officers_at_once_one_is_told_that_the_case_changed(bus, signal, open_case):
    case = open_case((signal(1),))
    seen = {"case_id": case["id"], "version": case["version"], "act": act()}
    noted = bus.execute(c.WriteNote(**seen))
    assert noted["version"] == 2
    for command in (
        c.WriteNote(**seen),
        c.CloseCase(**seen, outcome=Outcome.HARMLESS),
        c.ReopenCase(**seen),
        c.VoidCaseStamps(**seen),
        c.AddEvidence(**seen, signal_ids=(signal(2),), report_ids=()),
    ):
        with pytest.raises(DomainError) as refused:
            bus.execute(command)
        assert (refused.value.code, refused.value.status) == ("changed-meanwhile", 412)


def test_a_case_grows_closes_and_opens_again_with_its_history(db, bus, signal, open_case):
    case = {"case_id": open_case((signal(1),))["id"], "version": None}
    bus.execute(c.AddEvidence(**case, signal_ids=(signal(2),), report_ids=(), act=act("")))
    bus.execute(c.CloseCase(**case, outcome=Outcome.MISUSE, act=act("Bán khi chưa kích hoạt")))
    bus.execute(c.ReopenCase(**case, act=act("Thêm chứng cứ")))
    steps = [(step.kind, step.note) for step in CaseDocument.objects.first().steps]
    assert steps == [
        ("opened", "Mở"),
        ("evidence", ""),
        ("closed", "Bán khi chưa kích hoạt"),
        ("reopened", "Thêm chứng cứ"),
    ]
    kinds = [kind.removeprefix("counterfeit-case-") for kind, _data in told(db)]
    assert kinds == ["opened", "closed", "opened"]
    closed = told(db)[1][1]
    assert (closed["outcome"], closed["signal_count"], closed["voided"]) == ("misuse", 2, 0)
    assert "Bán khi" not in json.dumps(told(db), ensure_ascii=False)


def test_the_stamps_of_a_case_are_made_void_once(db, bus, batch, signal, open_case):
    case_id = open_case((signal(3), signal(4), signal(4), signal(9)))["id"]
    command = c.VoidCaseStamps(case_id=case_id, version=None, act=act("Tem sao chép"))
    assert bus.execute(command)["voided"] == 3
    assert show_batch(batch["id"])["ranges"]["voided"] == ((3, 4), (9, 9))
    note = db["stamp_acts"].find_one({"kind": "voided"})
    assert (note["reason"], note["note"]) == ("suspected-forged", "VV-2026-0001: Tem sao chép")
    assert bus.execute(command)["voided"] == 0
    bus.execute(c.CloseCase(case_id=case_id, version=None, outcome=Outcome.COUNTERFEIT, act=act()))
    assert told(db)[-1][1]["voided"] == 3
    voided = [row for row in db["outbox"].find() if "stamps-voided" in row["type"]]
    assert len(voided) == 1


def test_what_somebody_wrote_can_be_deleted_for_ever_and_the_rest_is_kept(db, bus, report):
    with pytest.raises(DomainError, match="report-not-found"):
        bus.execute(c.EraseReports(report_ids=(report, OTHER), at=AT))
    assert db["problem_reports"].find_one()["words"] == "Tem mờ"
    assert bus.execute(c.EraseReports(report_ids=(report, report), at=AT)) == {"erased": 1}
    row = db["problem_reports"].find_one()
    assert (row["words"], row["kind"], row["erased_at"]) == ("", "forged", AT)
    later = datetime(2026, 4, 1, tzinfo=UTC)
    bus.execute(c.EraseReports(report_ids=(report,), at=later))
    assert db["problem_reports"].find_one()["erased_at"] == AT
