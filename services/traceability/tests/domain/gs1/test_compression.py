"""Compressed Digital Links are read as GS1's own toolkit writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_traceability.domain.gs1 import MalformedDigitalLink, Reason, identifiers
from nscl_traceability.domain.gs1.compression import LETTERS, SERIES, decompressed


@pytest.mark.parametrize(
    ("compressed", "path"),
    [
        ("/AN2yxDhfaiaw", "/00/998440410914660971"),
        ("/AQnYUc1gmg", "/01/05412345000013"),
        ("/AQnYUc1gmiCNV4JG", "/01/05412345000013/10/ABC123"),
        ("/AQnYUc1gmiCNV4JGQhcNT6K6c", "/01/05412345000013/10/ABC123/21/72292641703"),
        (
            "/AQnYUc1gmiCNV4JGQhcNT6K6cibQCWN9Pee9tT-PQ",
            "/01/05412345000013/22/AJY3095721P49/10/ABC123/21/72292641703",
        ),
        ("/AQnYUc1gmiCNV4JGRNoBLG-nvPe2p_Ho", "/01/05412345000013/22/AJY3095721P49/10/ABC123"),
        ("/AQnYUc1gmkax7ipGrOHDPC5YNI8hMz", "/01/05412345000013/235/8TFV883a904GH%263"),
        ("/AQnYUc1gmkIXDU-iun", "/01/05412345000013/21/72292641703"),
        ("/AQnYUc1gmkTaASxvp7z3tqfx6", "/01/05412345000013/22/AJY3095721P49"),
        ("/JTLIetaiHYA", "/253/3060077601309"),
        ("/JVUqG5hJ5wA", "/255/5678409730535"),
        ("/QBl2DVoxZM2jVm3ZOWEFoxTR5HDgzZg", "/401/0541234537290A41%26GHpp33"),
        ("/QCJZyW9mC6Z4", "/402/21173492661712079"),
        ("/QUSaVjC_dA", "/414/5060917510004"),
        ("/JUa0T-eifdtOO9UFEmlYwv3Q", "/414/5060917510004/254/RP56J920471"),
        ("/QUSaVjC_dHBAVlCrg", "/414/5060917510004/7040/5KFX"),
        ("/QXSaVjC_dA", "/417/5060917510004"),
        (
            "/EEarwSMhC4an0V05E2gEsb6e897an8ewAMGAkftmjYEy",
            "/8006/054123450000130201/22/AJY3095721P49/10/ABC123/21/72292641703",
        ),
        ("/gAMJCAXukTMA", "/8003/04965031954585"),
        ("/gASXYNWjFkzaNWbdk5YQWjFNHkcODNm", "/8004/0541234537290A41%26GHpp33"),
        ("/gAYMBI_bNGwJk", "/8006/054123450000130201"),
        (
            "/gBCVYNWjFkzaNWbdk5YQWjFHHkM2cAI0xdvpGo",
            "/8010/0541234537290A41%23GH33/8011/6639047221",
        ),
        ("/gBN05060917511473062B98T", "/8013/5060917511473062B98T"),
        ("/gBe1ajAd9ATDmAGXPRfk", "/8017/817019610850151481/8019/4003812"),
        ("/gBhbV6rzBENPk", "/8018/411369833821910265"),
        ("/01/05412345000013/EEarwSM", "/01/05412345000013/10/ABC123"),
        ("/01/05412345000013/EEarwSMhC4an0V04", "/01/05412345000013/10/ABC123/21/72292641703"),
        (
            "/01/05412345000013/EEarwSMhC4an0V05E2gEsb6e897an8eg",
            "/01/05412345000013/22/AJY3095721P49/10/ABC123/21/72292641703",
        ),
        ("/01/05412345000013/I1j3FSNWcOGeFywaR5CZm", "/01/05412345000013/235/8TFV883a904GH%263"),
        (
            "/01/5412345000013/IQuGp9FdORNoBLG-nvPe2p_Ho",
            "/01/05412345000013/22/AJY3095721P49/21/72292641703",
        ),
        (
            "/8010/0541234537290A41%23GH33/gBGmLt9I1",
            "/8010/0541234537290A41%23GH33/8011/6639047221",
        ),
    ],
)
def test_a_compressed_link_is_read(compressed: str, path: str) -> None:
    link = decompressed(compressed)
    assert link is not None
    assert link.path == path


def packed(bits: str) -> str:
    """Return bits as URL-safe base64."""
    padded = bits + "0" * (-len(bits) % 6)
    return "".join(LETTERS[int(padded[n : n + 6], 2)] for n in range(0, len(padded), 6))


def number(value: int, width: int) -> str:
    return f"{value:0{width}b}"


GTIN = number(8936000000011, 47)
LOT = number(4, 3) + number(2, 5) + number(ord("L"), 7) + number(ord("7"), 7)
SERIAL = number(2, 3) + number(4, 5) + number(0xAB12, 16)


def test_a_code_stands_for_a_series_of_identifiers() -> None:
    link = decompressed("/" + packed(number(0x0B, 8) + GTIN + LOT))
    assert link is not None
    assert link.path == "/01/08936000000011/10/L7"
    link = decompressed("/" + packed(number(0x1A, 8) + GTIN + LOT + SERIAL + number(271231, 20)))
    assert link is not None
    assert link.uri("") == "/01/08936000000011/10/L7/21/AB12?17=271231"


def test_every_series_is_of_known_identifiers() -> None:
    assert {code for series in SERIES.values() for code in series} <= set(identifiers())
    assert not any(code.isdigit() or code.startswith("F") for code in SERIES)


@pytest.mark.parametrize(
    ("bits", "reason"),
    [
        (number(0xF1, 8) + "0" * 60, Reason.START),
        (number(0x0B, 8) + GTIN, Reason.CUT),
        (number(0x01, 8) + GTIN + "1", Reason.REST),
        (number(0x01, 8) + GTIN + number(0x01, 8) + number(42, 47), Reason.TWICE),
        (number(0x10, 8) + LOT + number(0x10, 8) + LOT, Reason.NO_KEY),
        (number(0x01, 8) + number(10**14 + 1, 47), Reason.FIGURES),
        (number(0x10, 8) + number(7, 3) + "0" * 60, Reason.ENCODING),
    ],
)
def test_what_is_no_compressed_link_is_refused(bits: str, reason: Reason) -> None:
    with pytest.raises(MalformedDigitalLink) as refused:
        decompressed("/" + packed(bits))
    assert refused.value.fault.reason == reason


@pytest.mark.parametrize(
    "path", ["/", "/short", "/01/08936000000011", "/a/b/c/d", "/with.dot.here"]
)
def test_what_does_not_look_compressed_is_left_alone(path: str) -> None:
    assert decompressed(path) is None


@given(st.text(LETTERS, min_size=10, max_size=60))
def test_any_word_is_read_or_refused(text: str) -> None:
    try:
        link = decompressed(f"/{text}")
    except MalformedDigitalLink:
        return
    assert link is not None
    assert link.key[0] in identifiers()
