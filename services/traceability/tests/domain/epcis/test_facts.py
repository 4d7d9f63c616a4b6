"""What an event says beyond the words of the standard is named as queries ask for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from nscl_traceability.domain.epcis.facts import MOST_FACTS, facts

KNOWN = {"ex": "{https://ns.example.com/}"}


def said(**event: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for fact in facts(event, KNOWN):
        found.setdefault(fact.names[0], []).append(fact.value)
    return found


def test_members_of_others_are_named_with_and_without_their_namespace() -> None:
    [fact] = facts({"ilmd": {"ex:lot": "L1"}, "eventID": "urn:x:1"}, KNOWN)
    assert fact.names == ("ILMD_ex:lot", "ILMD_https://ns.example.com/lot")
    assert fact.value == "L1"


def test_a_value_is_known_as_text_number_and_time() -> None:
    found = said(**{"ex:a": "12.50", "ex:b": 7, "ex:c": True, "ex:d": "2026-08-01T07:00:00+07:00"})
    assert found == {
        "ex:a": ["12.50", 12.5],
        "ex:b": [7.0],
        "ex:c": ["true"],
        "ex:d": ["2026-08-01T07:00:00+07:00", datetime(2026, 8, 1, tzinfo=UTC)],
    }


def test_what_lies_inside_is_told_apart_from_what_lies_at_the_top() -> None:
    found = said(**{"ex:a": {"ex:b": [{"ex:c": 1}, {"#text": "two"}]}, "readPoint": {"id": "urn:x:1", "ex:gate": 4}})  # fmt: skip
    assert found == {
        "ex:a": [None],
        "INNER_ex:b": [None, "two"],
        "INNER_ex:c": [1.0],
        "readPoint_ex:gate": [4.0],
    }


def test_measurements_have_their_unit_in_their_name() -> None:
    element = {
        "sensorMetadata": {"startTime": "2026-08-01T00:00:00Z"},
        "sensorReport": [{"minValue": -2, "uom": "CEL", "ex:probe": "p"}, {"value": 3}, {"percRank": 90}],
    }  # fmt: skip
    quantity = {"epcClass": "urn:x:1", "quantity": 5, "uom": "KGM"}
    assert said(sensorElementList=[element], quantityList=[quantity]) == {
        "sensorElementList": [None],
        "startTime": [datetime(2026, 8, 1, tzinfo=UTC)],
        "minValue_CEL": [-2.0],
        "percRank": [90.0],
        "SENSORREPORT_ex:probe": ["p"],
        "quantity_KGM": [5.0],
    }


def test_neither_depth_nor_size_nor_number_is_without_bounds() -> None:
    deep: Any = "bottom"
    for _ in range(200):
        deep = {"ex:deeper": deep}
    assert 0 < len(facts({"ilmd": deep}, KNOWN)) < 50
    assert len(facts({f"ex:m{n}": n for n in range(5_000)}, KNOWN)) == MOST_FACTS
    assert said(**{"ex:big": 10**400}) == {}
    assert [len(value) for value in said(**{"ex:long": "x" * 9_000})["ex:long"]] == [500]
