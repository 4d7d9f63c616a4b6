"""Elements as they are printed and carried are read back as the link they were written from."""

import json

import pytest

from nscl_traceability.domain.gs1 import MalformedDigitalLink, parse
from nscl_traceability.domain.gs1.digital_link import DigitalLink
from nscl_traceability.domain.gs1.element_string import written_link

from .test_digital_link import PARSED, needs_data

LINK = parse("https://a/01/08936000000011/10/L-1/21/7KA")


@pytest.mark.parametrize(
    "text",
    [
        LINK.element_string,
        "^010893600000001110L-1^217KA",
        "\x1d010893600000001110L-1\x1d217KA",
        " ^01 08936000000011 10 L-1 ^21 7KA ",
        "(01)08936000000011(10)L-1(21)7KA",
        "(01) 08936000000011 (10) L-1\n(21) 7KA",
    ],
)
def test_a_stamp_is_read_however_it_is_written(text: str) -> None:
    assert written_link(text) == LINK


@needs_data
@pytest.mark.parametrize("vector", [v for v in PARSED if v["valid"] and not v["options"]],
                         ids=lambda vector: json.dumps(vector["uri"]))  # fmt: skip
def test_what_the_engine_writes_is_read_back(vector: dict) -> None:
    link = parse(vector["uri"])
    read = written_link(vector["ai_data"])
    assert isinstance(read, DigitalLink)
    assert set(read.elements) == set(link.elements)


@pytest.mark.parametrize("text", ["", "010893600000001110L", "(01)", "x(01)1", "/01/1", "hello"])
def test_other_text_is_left_alone(text: str) -> None:
    assert written_link(text) is None


@pytest.mark.parametrize("text", ["^", "^01123", "^99", "^5510", "(01)1(10)2(21)3", "^10L"])
def test_what_fits_into_no_link_is_refused(text: str) -> None:
    with pytest.raises(MalformedDigitalLink):
        written_link(text)
