"""What events tell consumers of the way of a lot, and what they do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.messaging import CommandBus
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.entrypoints.epcis_intake import capture, place_of_firm
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


def kinds(lot: str = "L1") -> list[str]:
    return [step.kind for step in way_of(PRODUCT, lot)]


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
    assert way_of(PRODUCT, "L1") == (
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
    assert way_of(PRODUCT, "L1") == ()


@pytest.mark.parametrize("place", ["geo:91,106", "geo:north,east", "geo:21.8", "urn:x:1"])
def test_a_place_that_is_none_on_earth_is_left_out(take: Any, place: str) -> None:
    take(event(1, "packing", readPoint={"id": place}))
    assert way_of(PRODUCT, "L1") == (WayStep(date(2026, 8, 1), "packed"),)


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
