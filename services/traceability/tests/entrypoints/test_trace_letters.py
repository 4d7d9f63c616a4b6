"""What stands in a box of a trace stays in it, measured by a browser."""

import unicodedata

import pytest

from nscl_shared.i18n import use_language
from nscl_traceability.entrypoints import trace_svg
from nscl_traceability.entrypoints.trace_letters import cut, width
from nscl_traceability.queries.trace import Chain

NAMES = (
    "Hồng vành khuyên sấy", "HỒNG VÀNH KHUYÊN SẤY", "Mứt mơ mận Mẫu Sơn mềm", "WWWMMMWWWMMMWWWMMM",
    "Rượu Mẫu Sơn (ỨNG ƯƠM)", "illiilliilliilliilliilliilliilli", "Na",
)  # fmt: skip
OUT_OF_ITS_BOX = """() => [...document.querySelectorAll("svg.trace g")].flatMap((group) => {
  const box = group.querySelector("rect").getBBox();
  return [...group.querySelectorAll("text")]
    .filter((text) => text.getBBox().x + text.getBBox().width > box.x + box.width - 4)
    .map((text) => text.textContent);
})"""


def node(place, name):
    return {
        "node": str(place), "level": place, "kind": "lot", "recalled": False, "lot_id": None,
        "name": name, "number": "L2022-01-MMMMMMMMMMM", "firm_name": f"HTX {name}",
    }  # fmt: skip


def test_names_stay_in_their_boxes(browser):
    nodes = [node(place, name) for place, name in enumerate(NAMES)]
    nodes[-1]["number"] = ""
    with use_language("vi"):
        picture = trace_svg.drawn(Chain(start="0", nodes=nodes, joints=[], cut=False))
    page = browser.new_page()
    page.set_content(str(picture))
    assert page.locator("svg.trace text").count() == 3 * len(NAMES) - 1
    assert page.evaluate(OUT_OF_ITS_BOX) == []
    page.close()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_letter_counts_once_whatever_marks_it_has(form):
    name = unicodedata.normalize(form, "Hồng vành")
    assert width(name) == width("Hong vanh")
    assert cut(name, trace_svg.ROOM, bold=True) == "Hồng vành"
