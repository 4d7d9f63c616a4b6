"""Documents are captured whole, once, and read back as they were sent."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.kernel import Conflict, DomainError, Forbidden
from nscl_shared.messaging import CommandBus
from nscl_traceability.domain.epcis.captured import read_document, read_sound_part, told
from nscl_traceability.domain.epcis.document_rules import events_of
from nscl_traceability.domain.epcis.query import Criteria, read_query
from nscl_traceability.entrypoints.epcis_intake import capture, place_of_firm
from nscl_traceability.queries.epcis_captures import list_captures, show_capture
from nscl_traceability.queries.epcis_events import find_events, show_event
from nscl_traceability.storage.documents import FirmCopy
from nscl_traceability.storage.documents_epcis import CaptureJobDocument, EpcisEventDocument
from nscl_traceability.storage.documents_graph import EdgeDocument

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("NSCL_CONFORMANCE_DATA") or ROOT.parent / "shared/data/gs1")
EXAMPLES = sorted((DATA / "epcis/JSON").rglob("*.jsonld"))
OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
FIRM = Principal(subject="account-1", username="f", role="firm", display_name="F")
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
LOT = "https://id.gs1.org/01/08936000000011/10/"


def event(number: int = 1, **over: Any) -> dict[str, Any]:
    given = {
        "type": "ObjectEvent",
        "eventTime": f"2026-08-01T07:00:{number:02d}+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "ADD",
        "bizStep": "commissioning",
        "disposition": "active",
        "quantityList": [{"epcClass": f"{LOT}L{number}", "quantity": 5.5, "uom": "KGM"}],
    }
    return {**given, **over}


def document(*events: dict[str, Any], context: Any = CONTEXT) -> dict[str, Any]:
    return {
        "@context": context,
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-08-01T08:00:00Z",
        "epcisBody": {"eventList": list(events)},
    }


@pytest.fixture
def take(bus: CommandBus) -> Callable[..., Any]:
    """Captures a document; returns the job or why it was refused."""

    def run(sent: Any, user: Principal = OFFICER, *, proceed: bool = False, **more: Any) -> Any:
        try:
            found, faults = read_sound_part(sent) if proceed else (read_document(sent), [])
            return capture(bus, user, found, [told(f) for f in faults], proceed=proceed, **more)
        except DomainError as error:
            return error

    return run


def stored() -> int:
    return int(EpcisEventDocument.objects.count())


@pytest.mark.skipif(
    not EXAMPLES, reason=f"GS1's EPCIS files are not in {DATA}; set NSCL_CONFORMANCE_DATA"
)
def test_gs1s_examples_are_read_back_equal(take: Callable[..., Any], db: Any) -> None:
    read = 0
    for path in EXAMPLES:
        for collection in ("epcis_events", "edges"):
            db[collection].delete_many({})
        sent = json.loads(path.read_text(encoding="utf-8"))
        assert take(sent)["events"] == len(events_of(sent)), path.stem
        for one in events_of(sent):
            ids = [e.event_id for e in read_document({**one, "@context": sent["@context"]}).events]
            page = show_event(ids[0])
            back = [
                {**e, "recordTime": one.get("recordTime")} if "recordTime" in one else _bare(e)
                for e in page.events
            ]
            assert {"eventID": ids[0], **_without_context(one)} in back
            read += 1
        for part in sent["@context"]:
            assert part in page.context
    assert read == 56


def _bare(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "recordTime"}


def _without_context(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name != "@context"}


def test_an_identical_recapture_stores_nothing(take: Callable[..., Any], db: Any) -> None:
    sent = document(event(1), event(2))
    job = take(sent)
    again = take(sent)
    assert isinstance(again, Conflict)
    assert (again.code, again.status, again.params) == (
        "epcis-known",
        409,
        {"known": 2, "count": 2},
    )
    assert (stored(), CaptureJobDocument.objects.count(), db["outbox"].count_documents({})) == (
        2,
        1,
        1,
    )
    assert show_capture(job["id"], "officer-1")["success"] is True


def test_the_same_events_in_other_words_are_known(take: Callable[..., Any]) -> None:
    take(document(event(1)))
    other = event(1, eventTime="2026-08-01T00:00:01.000Z", eventID="urn:uuid:4b2c")
    other["quantityList"][0]["epcClass"] = "urn:epc:class:lgtin:893600000.0001.L1"
    assert take(document(other)).code == "epcis-known"


def test_half_a_document_known_stores_nothing_or_the_other_half(
    take: Callable[..., Any],
) -> None:
    take(document(event(1)))
    sent = document(event(1), event(2), event(3))
    assert take(sent).params == {"known": 1, "count": 3}
    assert stored() == 1
    job = show_capture(take(sent, proceed=True)["id"], None)
    assert (job["success"], job["events"], job["captureErrorBehaviour"]) == (False, 2, "proceed")
    assert [error["code"] for error in job["errors"]] == ["epcis-known-event"]
    assert stored() == 3


def test_captured_at_once_by_many_it_is_stored_once(take: Callable[..., Any], db: Any) -> None:
    sent = document(*(event(n) for n in range(20)))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: take(sent), range(8)))
    assert sum(isinstance(answer, dict) for answer in answers) == 1
    assert {answer.code for answer in answers if not isinstance(answer, dict)} == {"epcis-known"}
    assert (stored(), db["outbox"].count_documents({})) == (20, 1)


def test_proceeding_leaves_out_what_is_wrong(take: Callable[..., Any]) -> None:
    sent = document(event(1), event(2, bizStep="dancing"), event(3))
    assert take(sent).code == "epcis-invalid"
    assert stored() == 0
    job = show_capture(take(sent, proceed=True)["id"], None)
    assert (job["events"], job["success"]) == (2, False)
    assert job["errors"][0]["field"] == "$.epcisBody.eventList[1].bizStep"
    assert (
        take(document(event(4), {"type": "x"}) | {"schemaVersion": 2}, proceed=True).status == 400
    )


def test_a_document_without_a_sound_event_leaves_a_job(take: Callable[..., Any], db: Any) -> None:
    empty = show_capture(take(document())["id"], None)
    assert (empty["events"], empty["success"]) == (0, True)
    broken = take(document(event(1, action="X")), proceed=True)
    job = show_capture(broken["id"], None)
    assert (job["events"], job["success"], len(job["errors"])) == (0, False, 1)
    assert (stored(), db["outbox"].count_documents({})) == (0, 0)


def test_an_id_of_the_senders_own_is_given_once(take: Callable[..., Any]) -> None:
    take(document(event(1, eventID="urn:uuid:1")))
    assert take(document(event(2, eventID="urn:uuid:1"))).code == "epcis-known"
    assert [e["eventID"] for e in show_event("urn:uuid:1").events] == ["urn:uuid:1"]


def test_a_repeat_with_the_same_key_is_answered_as_the_first_time(
    take: Callable[..., Any],
) -> None:
    sent = document(event(1))
    assert take(sent, key="phone|1") == take(sent, key="phone|1")
    assert stored() == 1


def transformation(**over: Any) -> dict[str, Any]:
    return {
        "type": "TransformationEvent",
        "eventTime": "2026-08-02T00:00:00Z",
        "eventTimeZoneOffset": "+07:00",
        "inputQuantityList": [{"epcClass": f"{LOT}A", "quantity": 3, "uom": "KGM"}, {"epcClass": f"{LOT}B"}],
        "outputQuantityList": [{"epcClass": f"{LOT}C"}],
        **over,
    }  # fmt: skip


def test_edges_are_written_with_the_events(take: Callable[..., Any]) -> None:
    pack = {
        "type": "AggregationEvent", "eventTime": "2026-08-03T00:00:00Z",
        "eventTimeZoneOffset": "+07:00", "action": "ADD",
        "parentID": "urn:epc:id:sscc:893600000.00000001", "childQuantityList": [{"epcClass": f"{LOT}C"}],
    }  # fmt: skip
    take(document(transformation(), pack, {**pack, "action": "DELETE"}))
    name = "01/08936000000011/10/"
    rows = {(e.upstream, e.downstream, e.kind, e.quantity, e.unit) for e in EdgeDocument.objects}
    assert rows == {
        (f"{name}A", f"{name}C", "transformation", 3.0, "KGM"),
        (f"{name}B", f"{name}C", "transformation", None, None),
        (f"{name}C", "00/089360000000000011", "aggregation", None, None),
    }


def test_halves_of_a_transformation_meet_at_its_id(take: Callable[..., Any]) -> None:
    whole = transformation(transformationID="urn:x:batch-1")
    first = {n: v for n, v in whole.items() if not n.startswith("output")}
    second = {n: v for n, v in whole.items() if not n.startswith("input")}
    take(document(first, second))
    ends = {(e.upstream[-1], e.downstream[-1]) for e in EdgeDocument.objects}
    assert ends == {("A", "1"), ("B", "1"), ("1", "C")}


DECLARED = {"declarationTime": "2026-08-05T00:00:00Z", "reason": "incorrect_data"}


@pytest.mark.parametrize("named", [{}, {"eventID": "urn:uuid:7"}])
def test_a_declared_error_takes_the_edges_back(take: Callable[..., Any], named: Any) -> None:
    wrong = transformation(**named)
    take(document(wrong))
    assert EdgeDocument.objects.count() == 2
    fix = {**DECLARED, "correctiveEventIDs": ["urn:uuid:8"]}
    take(document({**wrong, "errorDeclaration": fix}))
    assert EdgeDocument.objects.count() == 0
    both = show_event(named.get("eventID") or read_document(document(wrong)).events[0].event_id)
    assert ["errorDeclaration" in e for e in both.events] == [False, True]
    declared = find_events(read_query({"EXISTS_errorDeclaration": ["true"]})).events
    assert [e["errorDeclaration"]["reason"] for e in declared] == ["incorrect_data"]
    assert len(find_events(read_query({"EQ_correctiveEventID": ["urn:uuid:8"]})).events) == 1


def test_an_error_declared_before_the_event_comes_leaves_no_edge(
    take: Callable[..., Any],
) -> None:
    wrong = transformation()
    take(document({**wrong, "errorDeclaration": DECLARED}))
    take(document(wrong))
    assert (stored(), EdgeDocument.objects.count()) == (2, 0)


def test_a_firm_captures_what_is_about_its_own_products_or_place(
    take: Callable[..., Any], bus: CommandBus, make: Any
) -> None:
    FirmCopy.absorb("firm-1", 1, name="HTX", owner_account_id="account-1")
    assert isinstance(take(document(event(1)), FIRM), Forbidden)
    from nscl_traceability.handlers.commands import RegisterProduct

    bus.execute(
        RegisterProduct(
            name="Na", producer=make.producer, gtin=make.gtin, ocop_stars=None, project_id=None,
            description="", admin_code="20",
        )
    )  # fmt: skip
    assert take(document(event(1)), FIRM)["events"] == 1
    other = "https://id.gs1.org/01/09520123456788/10/X"
    foreign = event(2, quantityList=[{"epcClass": other}])
    assert take(document(event(3), foreign), FIRM).code == "epcis-not-yours"
    here = {**foreign, "readPoint": {"id": place_of_firm("firm-1")}}
    assert take(document(here), FIRM)["events"] == 1
    assert take(document(foreign))["events"] == 1
    assert len(find_events(Criteria(), ["firm-1"]).events) == 2
    assert len(find_events(Criteria()).events) == 3
    assert find_events(Criteria(), []).events == []
    assert [len(list_captures(who, 30, None)[0]) for who in ("account-1", "x", None)] == [2, 0, 3]


def test_others_hear_that_events_came(take: Callable[..., Any], db: Any) -> None:
    take(document(event(1), event(2), transformation()))
    said = json.loads(db["outbox"].find_one()["body"])
    assert said["type"] == "vn.nscl.traceability.epcis-events-captured.v1"
    assert said["data"]["kinds"] == [
        {"type": "ObjectEvent", "count": 2},
        {"type": "TransformationEvent", "count": 1},
    ]
    assert said["data"]["gtins"] == ["08936000000011"]
