"""What events tell consumers of the way of a lot, and what they do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.messaging import CommandBus
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.entrypoints.epcis_intake import capture, place_of_firm
from nscl_traceability.queries.lot_news import CAPTURES, MOST_NODES, LotNews, told_of
from nscl_traceability.queries.lot_way import WayStep, kind_of, way_of

OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
GTIN, RAW = "08936000000011", "08936000000028"
PLACE = {"written": "Xã Chi Lăng, Lạng Sơn", "latitude": "21.6512", "longitude": "106.5559"}
PRODUCT: dict[str, Any] = {
    "gtin": GTIN, "firm_id": "firm-1", "firm_name": "HTX Na", "details": {"place": PLACE},
}  # fmt: skip
HOME = ("HTX Na, Xã Chi Lăng, Lạng Sơn", (21.65, 106.56))


def link(lot: str, gtin: str = GTIN) -> str:
    return f"https://id.gs1.org/01/{gtin}/10/{lot}"


def event(day: int, step: str, lot: str = "L1", *, gtin: str = GTIN, **over: Any) -> dict[str, Any]:
    given = {
        "type": "ObjectEvent", "action": "OBSERVE", "bizStep": step,
        "eventTime": f"2026-08-{day:02d}T07:00:00+07:00", "eventTimeZoneOffset": "+07:00",
        "quantityList": [{"epcClass": link(lot, gtin), "quantity": 5, "uom": "KGM"}],
    }  # fmt: skip
    return {**given, **over}


def made_of(day: int, **over: Any) -> dict[str, Any]:
    given = {
        "type": "TransformationEvent", "bizStep": "creating_class_instance",
        "eventTime": f"2026-08-{day:02d}T07:00:00+07:00", "eventTimeZoneOffset": "+07:00",
        "inputQuantityList": [{"epcClass": link("R1", RAW)}],
        "outputQuantityList": [{"epcClass": link("L1"), "quantity": 3, "uom": "KGM"}],
    }  # fmt: skip
    return {**given, **over}


@pytest.fixture
def take(bus: CommandBus) -> Any:
    def taken(*events: dict[str, Any]) -> None:
        body = {
            "@context": [CONTEXT, {"cbvmda": "urn:epcglobal:cbv:mda:"}], "type": "EPCISDocument",
            "schemaVersion": "2.0", "creationDate": "2026-08-30T08:00:00Z",
            "epcisBody": {"eventList": list(events)},
        }  # fmt: skip
        capture(bus, OFFICER, read_document(body))

    return taken


@pytest.fixture
def news(db: Any, take: Any) -> Any:
    """Captures events; returns what a scan server takes from the rows of the captures."""

    def told(*events: dict[str, Any]) -> set[str] | None:
        before = {row["_id"] for row in db[CAPTURES].find()}
        take(*events)
        return told_of([row["_id"] for row in db[CAPTURES].find() if row["_id"] not in before])

    return told


def kinds(lot: str = "L1") -> list[str]:
    return [step.kind for step in way_of(PRODUCT, lot).steps]


def test_the_steps_of_a_lot_and_the_making_of_its_sources_in_order(take: Any) -> None:
    own = {"readPoint": {"id": place_of_firm("firm-1")}}
    picked = {"action": "ADD", "ilmd": {"cbvmda:harvestEndDate": "2026-08-01"}}
    take(
        event(5, "shipping", **own),
        event(4, "packing", readPoint={"id": "geo:20.8561,106.6822"}),
        made_of(3, readPoint={"id": place_of_firm("firm-2")}),
        event(2, "shipping", "R1", gtin=RAW),  # may have gone to somebody else
        event(1, "creating_class_instance", "R1", gtin=RAW, **picked),
        event(6, "receiving", readPoint={"id": "https://id.gs1.org/414/8936000000011"}),
        event(7, "retail_selling"),
        event(1, "shipping", "L2"),
    )
    assert way_of(PRODUCT, "L1").steps == (
        WayStep(date(2026, 8, 1), "harvested"),
        WayStep(date(2026, 8, 3), "processed"),
        WayStep(date(2026, 8, 4), "packed", "", (20.86, 106.68)),
        WayStep(date(2026, 8, 5), "shipped", *HOME),
        WayStep(date(2026, 8, 6), "received"),
    )


def test_an_event_that_was_declared_wrong_is_not_told(take: Any) -> None:
    wrong = event(1, "shipping", eventID="urn:uuid:wrong")
    take(wrong, event(2, "receiving"))
    assert kinds() == ["shipped", "received"]
    take({**wrong, "errorDeclaration": {"declarationTime": "2026-08-09T00:00:00Z"}})
    assert kinds() == ["received"]


def test_what_happens_many_times_a_day_is_one_step_and_a_way_has_an_end(take: Any) -> None:
    take(*(event(1, "shipping", eventID=f"urn:uuid:{n}") for n in range(30)))
    assert kinds() == ["shipped"]
    take(*(event(day, "storing") for day in range(2, 29)))
    assert len(kinds()) == 20


def test_a_lot_number_with_characters_that_links_escape_is_found(take: Any) -> None:
    take(event(1, "packing", "A%28b%29"))
    assert kinds("A(b)") == ["packed"]


def test_a_lot_without_events_has_no_way(db: Any) -> None:
    assert way_of(PRODUCT, "L1").steps == ()


@pytest.mark.parametrize("place", ["geo:91,106", "geo:north,east", "geo:21.8", "urn:x:1"])
def test_a_place_that_is_none_on_earth_is_left_out(take: Any, place: str) -> None:
    take(event(1, "packing", readPoint={"id": place}))
    assert way_of(PRODUCT, "L1").steps == (WayStep(date(2026, 8, 1), "packed"),)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning"}, "produced"),
        ({"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "commissioning"}, None),
        ({"type": "AggregationEvent", "action": "ADD", "bizStep": "packing"}, "packed"),
        ({"type": "AggregationEvent", "action": "DELETE", "bizStep": "packing"}, None),
        ({"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "inspecting"}, None),
        ({"type": "ObjectEvent", "action": "OBSERVE"}, None),
    ],
)
def test_consumers_are_told_the_steps_they_can_picture(
    told: dict[str, Any], kind: str | None
) -> None:
    assert kind_of(told) == kind


def lot(number: str, gtin: str = GTIN) -> str:
    return f"01/{gtin}/10/{number}"


def test_events_are_news_of_the_lots_whose_way_they_tell(news: Any) -> None:
    assert news(event(1, "shipping"), event(1, "packing", "L2")) == {lot("L1"), lot("L2")}
    # its output gets a source; of its input nothing is told that was not known
    assert news(made_of(2)) == {lot("L1")}
    assert news(event(3, "shipping", "R1", gtin=RAW)) == {lot("R1", RAW)}


def test_serials_that_come_of_something_are_news_of_all_lots_of_their_product(news: Any) -> None:
    serial = f"https://id.gs1.org/01/{GTIN}/21/7"
    assert news(made_of(2, outputEPCList=[serial], outputQuantityList=[])) == {f"01/{GTIN}"}
    shipped = {"epcList": [serial], "quantityList": []}
    assert news(event(3, "shipping", **shipped)) == set()  # steps are told of lots alone


def test_a_way_depends_on_its_lot_on_what_it_was_made_of_and_on_their_serials(take: Any) -> None:
    take(made_of(2))
    own = {lot("L1"), lot("R1", RAW), f"01/{GTIN}", f"01/{RAW}"}
    assert way_of(PRODUCT, "L1").nodes == own


def test_a_refused_capture_is_no_news_and_too_many_events_are_not_looked_at(
    db: Any, news: Any
) -> None:
    news(event(1, "shipping"))
    job = db[CAPTURES].find_one()
    assert told_of([job["_id"], "unknown"]) == {lot("L1")}
    db[CAPTURES].update_one({}, {"$set": {"events": 0}})
    assert told_of([job["_id"]]) == set()
    db[CAPTURES].update_one({}, {"$set": {"events": 1_000_000}})
    assert told_of([job["_id"]]) is None


def test_news_are_of_some_lots_later_than_a_moment_and_bounded() -> None:
    told = LotNews()
    told.note({"a", "b"}, 5.0)
    assert told.since(4.9, {"x", "a"})
    assert not told.since(5.0, {"a"})
    assert not told.since(0.0, {"x"})
    told.note({str(number) for number in range(MOST_NODES)}, 6.0)
    assert told.many == 6.0
    assert not told.since(0.0, {"a", "1"})
    told.note({"a"}, 7.0)
    told.note(None, 8.0)
    assert told.many == 8.0
