"""No page of the kit needs an inline script or style, which the policy would refuse."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(str(files("nscl_shared.web"))) / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
RENDERED = [
    "/probe/open",
    "/probe/form",
    "/probe/list?cursor=a",
    "/probe/_design",
    "/probe/nowhere",
    "/probe/fails/unexpected",
]
HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)


class Inline(HTMLParser):
    """Collects what a strict policy refuses, and addresses of other sites."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        about = dict(attrs)
        inline = tag == "style" or (tag == "script" and not about.get("src"))
        names = [name for name in about if name == "style" or name.startswith("on")]
        addresses = [about.get(name) or "" for name in ("src", "href", "action")]
        bad = ("javascript:", "data:", "http:", "https:", "//")
        foreign = [address for address in addresses if address.strip().lower().startswith(bad)]
        if inline or names or foreign:
            self.found.append(self.get_starttag_text() or tag)


def test_there_are_templates_to_look_at() -> None:
    assert {"shell.html", "public.html", "problem.html", "design.html"} <= {
        path.name for path in TEMPLATES
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_template_holds_inline_code(path: Path) -> None:
    source = path.read_text(encoding="utf-8").lower()
    assert "<style" not in source
    assert not re.search(r"\sstyle\s*=", source)
    assert not HANDLER.search(source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert "javascript:" not in source
    assert "|safe" not in source.replace("""(' accept="' ~ accept ~ '"')|safe""", "")


@pytest.mark.parametrize("path", RENDERED)
@pytest.mark.parametrize("role", ["", "officer"])
def test_no_page_holds_inline_code_or_foreign_addresses(probe, path: str, role: str) -> None:
    with probe.browser(role) as browser:
        page = Inline()
        page.feed(browser.get(path).text)
    assert page.found == []


def test_every_page_says_its_language_title_and_main_part(probe) -> None:
    for path in RENDERED:
        with probe.browser() as browser:
            page = browser.get(path).text
        assert page.startswith("<!doctype html>")
        for part in ('<html lang="en">', '<main id="main"', 'href="#main"', "<title>", "viewport"):
            assert part in page
        assert page.count("<h1>") == 1


def test_the_pages_of_a_list_keep_its_filters(probe) -> None:
    with probe.browser() as browser:
        page = browser.get("/probe/list?kind=firm&cursor=x%26y").text
    assert '<a href="/probe/list?kind=firm">First page</a>' in page
    assert '<a href="/probe/list?kind=firm&amp;cursor=abc%3D" rel="next">Next page</a>' in page


def test_a_list_page_refuses_a_wrong_query_as_a_page(probe) -> None:
    with probe.browser() as browser:
        response = browser.get("/probe/list?limit=many")
    assert response.status_code == 422
    assert "limit" in response.text
