"""What is said in plain words becomes an event of the standard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conformance import SCHEMA, oracle

from nscl_shared.kernel import InvalidInput
from nscl_traceability.domain.epcis.captured import CapturedEvent, read_document
from nscl_traceability.domain.epcis.diary import ACTIVITIES, DiaryEntry, diary_document

NOW = datetime(2026, 8, 1, 3, 0, tzinfo=UTC)
AT = datetime(2026, 8, 1, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LINK = "https://id.gs1.org/01/08936000000011/10/"
SSCC = "089360000000000011"
GLN = "8936000000011"


def entry(activity: str, **over: Any) -> DiaryEntry:
    given = {
        "gtin": "08936000000011", "lot_number": "L1", "quantity": 12.5, "unit": "KGM",
        "happened_at": AT, "place": "https://nscl.example/traceability/places/firm-1",
    }  # fmt: skip
    return DiaryEntry(activity=activity, **{**given, **over})


def event(activity: str, **over: Any) -> dict[str, Any]:
    document = diary_document(entry(activity, **over), NOW)
    read_document(document)
    assert not SCHEMA.exists() or oracle().is_valid(document)
    return dict(document["epcisBody"]["eventList"][0])


@pytest.mark.parametrize(
    ("activity", "over", "kind", "step", "disposition"),
    [
        ("harvested", {}, "ObjectEvent", "creating_class_instance", "active"),
        ("processed", {"source_lots": ("L0",)}, "TransformationEvent", "creating_class_instance", "active"),
        ("packed", {}, "ObjectEvent", "packing", "in_progress"),
        ("packed", {"package": SSCC}, "AggregationEvent", "packing", "in_progress"),
        ("shipped", {"partner": GLN}, "ObjectEvent", "shipping", "in_transit"),
        ("received", {"partner": "Chị Hoa"}, "ObjectEvent", "receiving", "in_progress"),
        ("sold", {}, "ObjectEvent", "retail_selling", "retail_sold"),
    ],
)  # fmt: skip
def test_each_activity_has_its_words(
    activity: str, over: Any, kind: str, step: str, disposition: str
) -> None:
    made = event(activity, **over)
    assert (made["type"], made["bizStep"], made["disposition"]) == (kind, step, disposition)
    assert made["eventTime"] == "2026-08-01T09:30:00.000+07:00"
    assert made["eventTimeZoneOffset"] == "+07:00"
    assert made["readPoint"] == {"id": "https://nscl.example/traceability/places/firm-1"}


def test_what_went_in_and_out_is_said() -> None:
    made = event("processed", source_lots=("L0", "K0"), source_gtin="09520123456788")
    assert [item["epcClass"] for item in made["inputQuantityList"]] == [
        "https://id.gs1.org/01/09520123456788/10/L0",
        "https://id.gs1.org/01/09520123456788/10/K0",
    ]
    assert made["outputQuantityList"] == [{"epcClass": f"{LINK}L1", "quantity": 12.5, "uom": "KGM"}]
    packed = event("packed", package="0 893600000 0000001 1", unit="H87", quantity=40.0)
    assert packed["parentID"] == f"https://id.gs1.org/00/{SSCC}"
    assert packed["childQuantityList"] == [{"epcClass": f"{LINK}L1", "quantity": 40}]


def test_a_partner_is_a_number_or_a_name() -> None:
    shipped = event("shipped", partner="8936 0000 00011")
    assert shipped["destinationList"][0]["destination"] == f"https://id.gs1.org/417/{GLN}"
    received = event("received", partner=GLN)
    assert received["sourceList"][0]["source"] == f"https://id.gs1.org/417/{GLN}"
    assert event("sold", partner="Chợ Kỳ Lừa")["nscl:partner"] == "Chợ Kỳ Lừa"


@pytest.mark.parametrize(
    ("activity", "over", "code"),
    [
        ("processed", {}, "diary-sources"),
        ("processed", {"source_lots": ("L1",)}, "diary-same-lot"),
        ("processed", {"source_lots": tuple(map(str, range(21)))}, "diary-many-sources"),
        ("packed", {"package": "12"}, "diary-digits"),
        ("packed", {"package": SSCC[:-1] + "2"}, "diary-check-digit"),
        ("shipped", {"partner": "8936000000012"}, "diary-check-digit"),
        ("sold", {"happened_at": NOW + timedelta(hours=2)}, "diary-future"),
    ],
)
def test_what_cannot_be_is_refused(activity: str, over: Any, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        diary_document(entry(activity, **over), NOW)
    assert refused.value.code == code


def test_the_same_entry_is_the_same_event() -> None:
    def read(at: datetime) -> CapturedEvent:
        document = diary_document(entry("harvested"), at)
        return read_document(document).events[0]

    assert read(NOW).id == read(NOW + timedelta(days=3)).id
    assert set(ACTIVITIES) == {"harvested", "processed", "packed", "shipped", "received", "sold"}
