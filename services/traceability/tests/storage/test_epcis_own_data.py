"""Events are found by the names of products and firms that the register itself knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nscl_shared.auth import Principal
from nscl_shared.messaging import CommandBus
from nscl_traceability.domain.epcis.captured import read_document
from nscl_traceability.domain.epcis.query import read_query
from nscl_traceability.entrypoints.epcis_intake import capture, place_of_firm
from nscl_traceability.handlers.commands import RecordLot, RegisterProduct
from nscl_traceability.queries import epcis_master_data
from nscl_traceability.queries.epcis_events import find_events
from nscl_traceability.queries.epcis_master_data import TooManyElements, with_elements
from nscl_traceability.storage.documents import FirmCopy

OFFICER = Principal(subject="officer-1", username="o", role="officer", display_name="O")
CLASS = "https://id.gs1.org/01/08936000000011"
EVENTS: dict[str, dict[str, Any]] = {
    "class": {"quantityList": [{"epcClass": "urn:epc:idpat:sgtin:893600000.0001.*"}]},
    "lot": {"quantityList": [{"epcClass": f"{CLASS}/10/L1"}]},
    "unknown-lot": {"quantityList": [{"epcClass": f"{CLASS}/10/X"}]},
    "place": {"readPoint": {"id": "<firm-1>"}, "epcList": [f"{CLASS}/21/1"]},
    "other-place": {"readPoint": {"id": "<firm-2>"}, "epcList": [f"{CLASS}/21/2"]},
}


@pytest.fixture
def full(bus: CommandBus, make: Any) -> Callable[[str, str], set[str]]:
    """Finds events of a product, its lot and the places of two firms, by names of the register."""
    FirmCopy.absorb("firm-1", 1, name="HTX Na", owner_account_id="account-1")
    FirmCopy.absorb("firm-2", 1, name="HTX Hồi", owner_account_id="account-2")
    product = bus.execute(
        RegisterProduct(
            name="Na Chi Lăng", producer=make.producer, gtin=make.gtin, ocop_stars=None,
            project_id=None, description="", admin_code="20",
        )
    )  # fmt: skip
    bus.execute(
        RecordLot(
            product_id=product["id"], lot_number="L1", produced_on=date(2026, 8, 1), expires_on=None,
            quantity=10, unit="hộp",
        )
    )  # fmt: skip
    capture(bus, OFFICER, read_document(document()))
    return found


def document() -> dict[str, Any]:
    events = []
    for number, (name, said) in enumerate(EVENTS.items()):
        given = {
            "type": "ObjectEvent", "eventTime": f"2026-08-01T07:00:0{number}Z", "action": "OBSERVE",
            "eventTimeZoneOffset": "+07:00", "eventID": f"urn:x:{name}", **said,
        }  # fmt: skip
        if "readPoint" in given:
            given["readPoint"] = {"id": place_of_firm(said["readPoint"]["id"][1:-1])}
        events.append(given)
    return {
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-08-01T08:00:00Z",
        "epcisBody": {"eventList": events},
    }


def found(name: str, value: str) -> set[str]:
    page = find_events(read_query({name: [value]}))
    return {event["eventID"].removeprefix("urn:x:") for event in page.events}


ASKED = [
    ("EQATTR_epcClass_urn:epcglobal:cbv:mda#descriptionShort", "Na Chi Lăng", "class lot"),
    ("EQATTR_epcClass_cbvmda:descriptionShort", "Na", ""),
    ("HASATTR_epcClass", "cbvmda:descriptionShort", "class lot"),
    ("HASATTR_epcClass", "cbvmda:name", ""),
    ("EQATTR_readPoint_cbvmda:name", "HTX Na|HTX Mận", "place"),
    ("HASATTR_readPoint", "cbvmda:name", "place other-place"),
    ("EQATTR_bizLocation_cbvmda:name", "HTX Na", ""),
]


def test_names_of_the_register_find_events(full: Callable[[str, str], set[str]]) -> None:
    assert [(name, value, full(name, value)) for name, value, _ in ASKED] == [
        (name, value, set(names.split())) for name, value, names in ASKED
    ]


@pytest.mark.parametrize(("name", "value"), [asked[:2] for asked in ASKED])
def test_among_some_things_the_same_are_found(full: Any, name: str, value: str) -> None:
    criteria = read_query({name: [value]})
    places = {place_of_firm("firm-1"), place_of_firm("firm-2")}
    some = {f"01/{CLASS[-14:]}", f"01/{CLASS[-14:]}/10/L1", f"01/{CLASS[-14:]}/10/X", *places}
    assert with_elements(criteria, among=some) == with_elements(criteria)
    assert with_elements(criteria, among=()).indexed == ((),)


def test_names_of_too_many_are_refused(full: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epcis_master_data, "MOST_ELEMENTS", 1)
    with pytest.raises(TooManyElements):
        full("HASATTR_readPoint", "cbvmda:name")
