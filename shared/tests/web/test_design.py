"""The design page shows every component there is, in both languages."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(str(files("nscl_shared.web"))) / "templates"
DESIGN = ROOT / "design.html"
IDS = re.compile(r' id="([^"]+)"')
LINKS = re.compile(r' href="#([^"]*)"')
ENVIRONMENT = Environment(extensions=["jinja2.ext.do"], autoescape=True)


def design(probe) -> str:
    with probe.browser() as browser:
        return str(browser.get("/probe/_design").text)


def parse(path: Path) -> nodes.Template:
    return ENVIRONMENT.parse(path.read_text(encoding="utf-8"))


def macros() -> set[tuple[str, str]]:
    """Return (file, macro) of every component a service may use."""
    found = {
        (f"macros/{path.name}", macro.name)
        for path in (ROOT / "macros").glob("*.html")
        for macro in parse(path).find_all(nodes.Macro)
    }
    return {(file, name) for file, name in found if not name.startswith("_")}


def shown() -> set[tuple[str, str]]:
    """Return (file, macro) of every component the design page calls."""
    page = parse(DESIGN)
    files_ = {node.target: node.template.value for node in page.find_all(nodes.Import)}
    calls = (call.node for call in page.find_all(nodes.Call))
    return {
        (files_[node.node.name], node.attr)
        for node in calls
        if isinstance(node, nodes.Getattr)
        and isinstance(node.node, nodes.Name)
        and node.node.name in files_
    }


def test_every_component_is_on_the_page() -> None:
    assert sorted(macros() - shown()) == []


def test_nothing_is_shown_that_does_not_exist() -> None:
    assert sorted(shown() - macros()) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Thành phần", "Biểu mẫu", "80.000.000 đồng", "Tìm kiếm"]),
        ("en", ["Components of the web shell", "Forms", "80,000,000 VND", "Search"]),
    ],
)
def test_the_page_opens_in_both_languages(probe, language: str, words: list[str]) -> None:
    with probe.browser(language=language) as browser:
        response = browser.get("/probe/_design")
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    for word in words:
        assert word in response.text


def test_the_page_shows_a_form_that_was_refused(probe) -> None:
    page = design(probe)
    assert "Please mend the following:" in page
    assert 'aria-invalid="true"' in page


def test_no_name_is_given_twice(probe) -> None:
    ids = IDS.findall(design(probe))
    assert sorted({name for name in ids if ids.count(name) > 1}) == []


def test_every_link_to_a_part_of_the_page_leads_there(probe) -> None:
    page = design(probe)
    used = set(LINKS.findall(page)) - {"", "a", "b"}
    assert {"main", "refused-name", "refused-org", "refused-right"} <= used
    assert used <= set(IDS.findall(page))
