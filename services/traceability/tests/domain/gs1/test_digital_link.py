"""Digital Link URIs are read as strictly as GS1's own engine reads them."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from nscl_traceability.domain.gs1 import Fault, MalformedDigitalLink, Reason, identifiers, parse
from nscl_traceability.domain.gs1.ai_table import TABLE
from nscl_traceability.domain.gs1.content_rules import RULES, broken_rule, check_pair
from nscl_traceability.domain.gs1.digital_link import link_of

ROOT = Path(__file__).parents[5]
DATA = Path(os.environ.get("NSCL_CONFORMANCE_DATA") or ROOT.parent / "shared/data/gs1")
VECTORS = DATA / "digital-link/dl-uri-vectors.json"
DICTIONARY = DATA / "digital-link/gs1-syntax-dictionary.txt"
OPTIONS = {
    "PermitZeroSuppressedGTINinDLuris": "zero_suppressed",
    "PermitUnknownAIs": "unknown",
}
UNCHECKED = {"couponcode", "couponposoffer", "packagetype"}
needs_data = pytest.mark.skipif(
    not VECTORS.exists(), reason=f"GS1's vectors are not in {DATA}; set NSCL_CONFORMANCE_DATA"
)


def vectors(kind: str) -> list[dict]:
    return json.loads(VECTORS.read_text(encoding="utf-8"))[kind] if VECTORS.exists() else []


# Names in place of numbers ("gtin") were withdrawn in version 1.3 and are refused.
PARSED = [v for v in vectors("parse") if "permitConvenienceAlphas" not in v["options"]]


@needs_data
@pytest.mark.parametrize("vector", PARSED, ids=lambda vector: vector["uri"] or "empty")
def test_reads_what_the_engine_reads(vector: dict) -> None:
    options = {OPTIONS[name]: True for name in vector["options"] if name in OPTIONS}
    if vector["valid"]:
        assert parse(vector["uri"], **options).element_string == vector["ai_data"]
    else:
        with pytest.raises(MalformedDigitalLink):
            parse(vector["uri"], **options)


@needs_data
@pytest.mark.parametrize("vector", vectors("generate"), ids=lambda vector: vector["ai_data"])
def test_writes_what_the_engine_writes(vector: dict) -> None:
    elements = re.findall(r"\((\d+)\)([^(]*)", vector["ai_data"])
    if vector["ok"]:
        assert link_of(elements).uri(vector["stem"] or "https://id.gs1.org") == vector["uri"]
    else:
        with pytest.raises(MalformedDigitalLink):
            link_of(elements)


@needs_data
def test_the_table_is_what_the_dictionary_says() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        from gs1_syntax_dictionary import rows
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    assert tuple(rows(DICTIONARY.read_text(encoding="utf-8"))) == TABLE


def test_every_rule_of_the_dictionary_is_known() -> None:
    named = {n for ai in identifiers().values() for rules in ai.rules for n in rules}
    assert named - UNCHECKED == set(RULES)


@pytest.mark.parametrize(
    ("uri", "fault"),
    [
        ("01/09520123456789", Fault(Reason.RULE, "01", "09520123456789", "csum")),
        ("01/09520123456788?17=209900", Fault(Reason.RULE, "17", "209900", "yymmd0")),
        ("01/09520123456788?11=230229", Fault(Reason.RULE, "11", "230229", "yymmd0")),
        ("01/09520123456788?422=000", Fault(Reason.RULE, "422", "000", "iso3166")),
        (
            "01/09520123456788?37=5",
            Fault(Reason.TOGETHER, "37", others=(("00", "02"), ("00", "8026"))),
        ),
        (
            "01/09520123456788?3102=000001&3103=000001",
            Fault(Reason.APART, "3102", others=(("310n",),)),
        ),
        ("8003/19520123456788", Fault(Reason.RULE, "8003", "19520123456788", "zero")),
        (
            "8006/095201234567880301",
            Fault(Reason.RULE, "8006", "095201234567880301", "pieceoftotal"),
        ),
    ],
)
def test_contents_and_company_are_judged(uri: str, fault: Fault) -> None:
    assert fault in parse(f"https://a/{uri}").faults()


@pytest.mark.parametrize(
    ("uri", "fault"),
    [
        ("a/01/1", Fault(Reason.ADDRESS)),
        ("https://a/10/L", Fault(Reason.NO_KEY)),
        (
            "https://a/01/09520123456788/21/1/10/L",
            Fault(Reason.ORDER, "01", others=(("21", "10"),)),
        ),
        ("https://a/01/09520123456788?05=1", Fault(Reason.UNKNOWN, "05")),
        ("https://a/01/09520123456788?03=1", Fault(Reason.NOT_IN_QUERY, "03")),
        ("https://a/01/09520123456788?10=L", Fault(Reason.IN_PATH, "10", others=(("01",),))),
        ("https://a/01/09520123456788?17=1&17=2", Fault(Reason.TWICE, "17")),
        ("https://a/01/09520123456788/10/", Fault(Reason.EMPTY, "10")),
        ("https://a/01/123", Fault(Reason.FORM, "01", "123")),
    ],
)
def test_what_is_no_link_is_refused_with_the_reason(uri: str, fault: Fault) -> None:
    with pytest.raises(MalformedDigitalLink) as refused:
        parse(uri)
    assert refused.value.fault == fault


@pytest.mark.parametrize(
    "uri",
    [
        "https://id.gs1.org/01/09520123456788/22/2A/10/ABC/21/12345",
        "https://id.gs1.org/01/09520123456788?3103=000195&3922=0299&17=201200",
        "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K",
    ],
)
def test_a_sound_link_has_no_faults(uri: str) -> None:
    assert parse(uri).faults() == []
    assert set(parse(parse(uri).uri()).elements) == set(parse(uri).elements)


def test_check_characters_of_alphanumeric_keys() -> None:
    assert check_pair("1987654Ad4X4bL5ttr2310c") == "2K"


@pytest.mark.parametrize(
    ("rule", "good", "bad"),
    [
        ("iban", "GB82WEST12345698765432", "GB82WEST12345698765433"),
        ("pcenc", "a%20b", "a%2"),
        ("posinseqslash", "1/3", "4/3"),
        ("hhmi", "2359", "2460"),
        ("latitude", "1800000000", "1800000001"),
        ("nozeroprefix", "120", "012"),
        ("yyyymmdd", "20240229", "20230229"),
        ("mediatype", "10", "11"),
        ("iso4217", "704", "000"),
        ("hasnondigit", "12a", "123"),
    ],
)
def test_rules_tell_good_from_bad(rule: str, good: str, bad: str) -> None:
    assert broken_rule(good, [rule]) is None
    assert broken_rule(bad, [rule]) == rule
