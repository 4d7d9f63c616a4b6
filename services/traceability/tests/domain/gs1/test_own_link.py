"""The shortcut for our own stamps reads what the strict parser reads, and no more."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_traceability.domain.gs1 import MalformedDigitalLink, parse
from nscl_traceability.domain.gs1.own_link import own_link
from nscl_traceability.domain.gtin import check_digit
from nscl_traceability.domain.serials import ALPHABET, LENGTH

HOST = "https://nscl.example"
LOT_LETTERS = string.ascii_letters + string.digits + "._-"

bodies = st.text("0123456789", min_size=13, max_size=13)
gtins = bodies.map(lambda body: body + check_digit(body))
lots = st.text(LOT_LETTERS, min_size=1, max_size=20)
serials = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
# Near misses: other letters, lengths, check digits, escapes, orders and further elements.
texts = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=24)
words = st.one_of(
    gtins, lots, serials, bodies, texts, st.sampled_from(["01", "10", "21", "22", "", "%41", "é"])
)
paths = st.one_of(
    st.builds("/01/{}/10/{}/21/{}".format, words, words, words),
    st.builds("/01/{}/10/{}/21/{}/".format, gtins, lots, serials),
    st.lists(words, max_size=8).map(lambda found: "/" + "/".join(found)),
)


@given(gtins, lots, serials)
def test_every_stamp_is_recognised(gtin: str, lot: str, serial: str) -> None:
    path = f"/01/{gtin}/10/{lot}/21/{serial}"
    assert own_link(path) == own_link(f"{path}/") == (gtin, lot, serial)


@given(paths)
def test_what_it_takes_the_parser_reads_alike_and_finds_faultless(path: str) -> None:
    found = own_link(path)
    if found is None:
        return
    link = parse(HOST + path.rstrip("/"))
    assert link.elements == (
        ("01", found.gtin),
        ("10", found.lot_number),
        ("21", found.serial),
    )
    assert link.path == path.rstrip("/")
    assert link.faults() == []


@given(paths)
def test_what_the_parser_refuses_it_does_not_take(path: str) -> None:
    try:
        refused = bool(parse(HOST + path.rstrip("/")).faults())
    except MalformedDigitalLink:
        refused = True
    if refused:
        assert own_link(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "/01/08936000000012/10/L/21/" + "0" * LENGTH,  # check digit
        "/01/08936000000011/10/L/21/" + "0" * (LENGTH - 1),
        "/01/08936000000011/10/L/21/" + "I" * LENGTH,
        "/01/08936000000011/10/" + "L" * 21 + "/21/" + "0" * LENGTH,
        "/01/08936000000011/10/%41/21/" + "0" * LENGTH,
        "/01/08936000000011/22/A/10/L/21/" + "0" * LENGTH,
        "/01/08936000000011/10/L/21/" + "0" * LENGTH + "//",
        "/01/०८९३६००००००११/10/L/21/" + "0" * LENGTH,
    ],
)
def test_near_misses_are_left_to_the_parser(path: str) -> None:
    assert own_link(path) is None
