"""Identifiers have one spelling, the one of the reference implementation."""

from __future__ import annotations

from random import Random

import pytest

from nscl_traceability.domain.epcis.identifiers import canonical, gtin_of, node

SEEDS = [
    "urn:epc:id:sgtin:4012345.011111.9876", "urn:epc:id:sscc:4012345.0123456789",
    "urn:epc:id:sgln:4012345.00001.0", "urn:epc:id:sgln:4012345.00001.A-1",
    "urn:epc:id:grai:4012345.22222.23456", "urn:epc:id:giai:4012345.A(b)c",
    "urn:epc:id:gsrn:4012345.0000000002", "urn:epc:id:gsrnp:4012345.0000000002",
    "urn:epc:id:cpi:4012345.9876.53", "urn:epc:id:sgcn:4012345.12345.1",
    "urn:epc:id:ginc:4012345.ABC", "urn:epc:id:gsin:4012345.123456789",
    "urn:epc:id:itip:4012345.011111.01.02.987", "urn:epc:id:upui:4012345.098765.51qIgY)",
    "urn:epc:id:pgln:4012345.00005", "urn:epc:class:lgtin:4012345.012345.lot+1",
    "urn:epc:idpat:sgtin:4012345.012345.*", "urn:epc:idpat:grai:4012345.12345.*",
    "urn:epc:idpat:gdti:4012345.12345.*", "urn:epc:idpat:cpi:4012345.1234.*",
    "urn:epc:idpat:itip:4012345.012345.01.02.*", "urn:epc:idpat:upui:4012345.012345.*",
    "https://id.gs1.org/01/04012345111118/21/9876", "https://id.gs1.org/abcdefghij",
    "https://example.com/some/path/01/4012345111118/10/LOT/21/S1?x=1",
    "https://example.com/gtin/04012345111118/lot/ABC/ser/9",
    "https://example.com/01/04012345111118/22/2A/10/ABC/21/1",
    "https://id.gs1.org/414/4012345000016/254/x", "https://id.gs1.org/00/340123453111111115",
    "https://ex.com/8003/04012345222224X1", "https://ex.com/8006/040123451111180102/21/x",
    "https://ex.com/8010/4012345ABC/8011/12", "http://ex.com/01/40123455/21/1",
    "https://ex.com/253/4012345000009abc", "https://id.gs1.org/01/04012345111118#x",
]  # fmt: skip


def spoiled(random: Random) -> str:
    text = random.choice(SEEDS)
    for _ in range(random.choice([0, 1, 1, 2, 3])):
        index = random.randrange(18, len(text) + 1)  # behind what names the kind
        letter = random.choice(["", *"0123456789.:/ABabz%2F*?#-+()"])
        text = text[:index] + letter + text[index + random.randrange(2) :]
    return text


def test_identifiers_are_written_as_the_reference_writes_them() -> None:
    from epcis_event_hash_generator.dl_normaliser import normaliser

    random = Random(1)
    made = 0
    for _ in range(20_000):
        uri = spoiled(random)
        assert canonical(uri) == normaliser(uri), uri
        made += canonical(uri) is not None
    assert made > 5_000


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("urn:epc:class:lgtin:893600000.0001.L1", "01/08936000000011/10/L1"),
        ("https://nscl.example/01/08936000000011/10/L1", "01/08936000000011/10/L1"),
        ("https://nscl.example/01/08936000000011/10/L1/21/S1", "01/08936000000011/21/S1"),
        ("urn:epc:id:gdti:4012345.11111.987", "253/4012345111118987"),
        ("urn:uuid:2d6b4a1e-6b0e-4a53-9a55-7d1a7cb4b3c5", "urn:uuid:2d6b4a1e-6b0e-4a53-9a55-7d1a7cb4b3c5"),
    ],
)  # fmt: skip
def test_a_thing_has_one_name_in_the_graph(uri: str, name: str) -> None:
    assert node(uri) == name


def test_a_product_is_known_by_its_things() -> None:
    assert gtin_of("01/08936000000011/10/L1") == "08936000000011"
    assert gtin_of("00/340123453111111115") is None
