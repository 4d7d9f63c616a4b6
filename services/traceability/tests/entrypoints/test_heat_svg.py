"""The map of scans as a picture: every figure in its field, shades that can be read."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from nscl_shared.i18n import use_language
from nscl_traceability.entrypoints import heat_svg
from nscl_traceability.queries.scan_heat import Heat, HeatRow

FIRST = date(2026, 3, 1)
DAYS = tuple(FIRST + timedelta(n) for n in range(3))


def heat(communes=2):
    def row(n):
        cells = {day: {"scans": n * 10 + place} for place, day in enumerate(DAYS)}
        return HeatRow(f"{n:05}", f"Xã <{n}> & Bạn, Tỉnh Lạng Sơn", cells)

    return Heat(DAYS, tuple(row(n) for n in range(communes, 0, -1)))


def drawn(what):
    with use_language("en"):
        return ET.fromstring(heat_svg.drawn(what, "scans"))


def texts(picture):
    return [node.text for node in picture.iter() if node.tag.endswith("}text")]


def test_the_newest_day_comes_first_and_each_figure_stands_in_its_field():
    assert texts(drawn(heat()))[:7] == [
        "03/03", "02/03", "01/03", "Xã <2> & Bạn", "22", "21", "20",
    ]  # fmt: skip


def test_what_the_picture_has_no_line_for_is_summed_up():
    many = heat(heat_svg.SHOWN + 3)
    said = texts(drawn(many))
    assert said[-4:] == ["Other communes", "66", "63", "60"]
    assert heat_svg.left_out(many) == 3


def test_nothing_scanned_is_a_picture_too():
    assert texts(drawn(Heat(DAYS, ()))) == ["03/03", "02/03", "01/03"]


@pytest.mark.parametrize(
    ("figure", "largest", "shade"),
    [(0, 100, 0), (1, 100, 1), (26, 100, 2), (100, 100, 4), (1, 1, 1)],
)
def test_the_more_the_darker(figure, largest, shade):
    assert heat_svg.shade(figure, largest) == shade


@pytest.mark.parametrize(("fill", "ink"), heat_svg.SHADES)
def test_a_figure_can_be_read_on_its_shade(fill, ink):
    lighter, darker = sorted((luminance(fill), luminance(ink)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
