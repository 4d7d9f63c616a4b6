"""Master data of a document: judged by rules with limits, named in one way, asked for by attributes."""

from __future__ import annotations

from typing import Any

import pytest

from nscl_traceability.domain.epcis.captured import InvalidDocument, read_document
from nscl_traceability.domain.epcis.master_data import VocabularyElement, attribute_name
from nscl_traceability.domain.epcis.query import QueryParameter, read_query
from nscl_traceability.domain.epcis.query_facts import with_namespace
from nscl_traceability.domain.epcis.query_master_data import values_spelled_out

VTYPE = "urn:epcglobal:epcis:vtype:"
GLN = "urn:epc:id:sgln:893600000.001.0"
KNOWN = {"ex": "{https://ns.example.com/}"}


def document(*vocabularies: dict[str, Any]) -> dict[str, Any]:
    return {
        "@context": ["https://ref.gs1.org/x.jsonld", {"ex": "https://ns.example.com/"}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-08-01T08:00:00Z",
        "epcisHeader": {"epcisMasterData": {"vocabularyList": list(vocabularies)}},
        "epcisBody": {"eventList": []},
    }


def element(*attributes: tuple[str, Any], of: str = GLN, **over: Any) -> dict[str, Any]:
    named = [{"id": name, "attribute": value} for name, value in attributes]
    return {"id": of, "attributes": named, **over}


def places(*elements: dict[str, Any], kind: str = "BusinessLocation") -> dict[str, Any]:
    return {"type": VTYPE + kind, "vocabularyElementList": list(elements)}


def read(*vocabularies: dict[str, Any]) -> tuple[VocabularyElement, ...]:
    return read_document(document(*vocabularies)).elements


def meets(found: VocabularyElement, parameter: str, value: str) -> bool:
    (asked,) = read_query({parameter: [value]}).attributes
    return not found.terms.isdisjoint(asked.terms)


def test_an_element_is_known_by_vocabulary_and_canonical_identifier() -> None:
    link = "https://id.gs1.org/414/8936000000011"
    first, second = read(
        places(element(("ex:a", "1")), element(("ex:a", "2"), of=link)),
        places(element(), kind="ReadPoint"),
        {"type": "urn:example:vocabulary"},
    )
    assert first.key == "BusinessLocation 414/8936000000011"
    assert second.key == "ReadPoint 414/8936000000011"
    assert meets(first, "EQATTR_bizLocation_ex:a", "2")  # the last that is said of it counts
    assert not meets(first, "EQATTR_bizLocation_ex:a", "1")
    assert first.path == "$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[1]"


SAID = element(
    ("urn:epcglobal:cbv:mda#city", "Chi Lăng"),
    ("urn:epcglobal:cbv:mda:latitude", 21.5),
    ("ex:size_m2", "120"),
    ("ex:since", "2026-08-01T07:00:00+07:00"),
    ("ex:address", {"ex:street": "1", "#text": "1 Đồng Mỏ"}),
)
ASKED = [
    ("HASATTR_bizLocation", "cbvmda:city", True),
    ("HASATTR_bizLocation", "ex:none|urn:epcglobal:cbv:mda:city", True),
    ("HASATTR_bizLocation", "ex:none", False),
    ("HASATTR_bizLocation", "ex:address", True),
    ("HASATTR_bizLocation", "https://ns.example.com/address", True),
    ("HASATTR_readPoint", "cbvmda:city", False),
    ("EQATTR_bizLocation_urn:epcglobal:cbv:mda#city", "Chi Lăng", True),
    ("EQATTR_bizLocation_cbvmda:city", "Hữu Lũng|Chi Lăng", True),
    ("EQATTR_bizLocation_cbvmda:city", "Chi", False),
    ("EQ_ATTR_bizLocation_cbvmda:city", "Chi Lăng", True),
    ("EQATTR_bizLocation_cbvmda:latitude", "21.50", True),
    ("EQATTR_bizLocation_ex:size_m2", "120", True),
    ("EQATTR_bizLocation_https://ns.example.com/size_m2", "120.0", True),
    ("EQATTR_bizLocation_ex:since", "2026-08-01T00:00:00Z", True),
    ("EQATTR_bizLocation_ex:address", "1 Đồng Mỏ", True),
    ("EQATTR_readPoint_cbvmda:city", "Chi Lăng", False),
]


@pytest.mark.parametrize(("parameter", "value", "met"), ASKED)
def test_attributes_are_asked_for_in_any_spelling(parameter: str, value: str, met: bool) -> None:
    (found,) = read(places(SAID))
    assert meets(found, parameter, value) is met


def test_an_attribute_without_a_value_is_none() -> None:
    (found,) = read(places({"id": GLN, "attributes": [{"id": "ex:a"}]}))
    assert not meets(found, "HASATTR_bizLocation", "ex:a")


@pytest.mark.parametrize(
    ("parameter", "value", "code"),
    [
        ("HASATTR_", "ex:a", "epcis-query-unknown"),
        ("HASATTR_bizlocation", "ex:a", "epcis-query-unknown"),
        ("HASATTR_parentID", "ex:a", "epcis-query-unknown"),
        ("HASATTR_bizLocation_ex:a", "ex:a", "epcis-query-unknown"),
        ("HASATTR_bizLocation", "city", "epcis-query-attribute"),
        ("HASATTR_bizLocation", "", "epcis-query-empty"),
        ("HASATTR_bizLocation", "|".join(["ex:a"] * 101), "epcis-query-values"),
        ("EQATTR_bizLocation", "x", "epcis-query-unknown"),
        ("EQATTR_bizLocation_", "x", "epcis-query-unknown"),
        ("EQATTR_bizLocation_city", "x", "epcis-query-attribute"),
        ("EQATTR_bizLocation_ex:a b", "x", "epcis-query-attribute"),
        ("EQATTR_other_ex:a", "x", "epcis-query-unknown"),
        ("GEATTR_bizLocation_ex:a", "x", "epcis-query-unknown"),
        ("EQATTR_bizLocation_ex:a", "", "epcis-query-empty"),
    ],
)
def test_what_cannot_be_asked_is_refused(parameter: str, value: str, code: str) -> None:
    with pytest.raises(QueryParameter) as refused:
        read_query({parameter: [value]})
    assert (refused.value.code, refused.value.field) == (code, parameter)


def test_prefixes_are_spelled_out_in_names_and_values() -> None:
    spelled = "EQATTR_bizLocation_https://ns.example.com/size_m2"
    assert with_namespace("EQATTR_bizLocation_ex:size_m2", KNOWN) == spelled
    assert with_namespace("EQATTR_bizLocation_cbvmda:city", KNOWN).endswith("_cbvmda:city")
    given = ("ex:a|cbvmda:city", "ex:b")
    full = ("https://ns.example.com/a|cbvmda:city", "https://ns.example.com/b")
    assert values_spelled_out("HASATTR_readPoint", given, KNOWN) == full
    assert values_spelled_out("EQ_bizStep", ("ex:a",), KNOWN) == ("ex:a",)
    assert attribute_name("urn:epcglobal:cbv:mdb#x") == "urn:epcglobal:cbv:mdb#x"


WRONG: list[tuple[dict[str, Any], str, str]] = [
    (places(element(("ex:a", "x" * 2_001))), "[0].attributes[0].attribute", "epcis-too-many"),
    (places(element(("ex:a", {"t": "x" * 10_000}))), "[0].attributes[0].attribute", "epcis-too-many"),
    (places(element(("ex:a", True))), "[0].attributes[0].attribute", "epcis-not-text"),
    (places(element(*[("ex:a", 1)] * 201)), "[0].attributes", "epcis-too-many"),
    (places(element(), element(of="urn:x:" + "y" * 2_000)), "[1].id", "epcis-too-many"),
    (places(element(children=["urn:x:1"] * 1_001)), "[0].children", "epcis-too-many"),
    (places(element(children=["here"])), "[0].children[0]", "epcis-not-uri"),
    (places({"attributes": []}), "[0]", "epcis-missing"),
]  # fmt: skip


@pytest.mark.parametrize(("vocabulary", "path", "code"), WRONG)
def test_a_fault_is_told_with_its_path(vocabulary: dict[str, Any], path: str, code: str) -> None:
    with pytest.raises(InvalidDocument) as refused:
        read(vocabulary)
    (told,) = refused.value.details
    start = "$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList"
    assert (told.field, told.code) == (start + path, code)


def test_the_elements_of_a_document_are_counted_over_all_vocabularies() -> None:
    half = places(*(element(of=f"urn:x:{n}") for n in range(501)))
    with pytest.raises(InvalidDocument) as refused:
        read(half, half)
    assert refused.value.details[0].params == {"count": 1_002, "most": 1_000}


def test_the_header_of_what_is_no_document_says_nothing() -> None:
    event = {
        "@context": "https://ref.gs1.org/x.jsonld", "type": "ex:Own", "eventTime": "2026-08-01T08:00:00Z",
        "eventTimeZoneOffset": "+07:00", "ex:more": document(places(SAID))["epcisHeader"],
    }  # fmt: skip
    assert read_document(event).elements == ()
