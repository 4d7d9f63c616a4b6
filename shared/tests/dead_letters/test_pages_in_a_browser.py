"""The pages in Chromium, on a phone and at a desk: they fit, are labelled, and work by keyboard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from probe import eventually
from probe_domain import Steps

from nscl_shared.web.session import COOKIE

from .conftest import PAGE, Desk

SIZES = {"phone": (390, 844), "desk": (1280, 900)}
PICTURES = os.environ.get("NSCL_PICTURES", "")
UNLABELLED = """() => [...document.querySelectorAll('main input:not([type=hidden]), main select')]
    .filter(field => !field.labels.length).map(field => field.name)"""
UNHEADED = """() => [...document.querySelectorAll('main table')].filter(table =>
    !table.caption || [...table.querySelectorAll('thead th')].some(th => th.scope !== 'col')
    || [...table.querySelectorAll('tbody tr')].some(row => !row.querySelector('th[scope=row]'))).length"""
DOUBLE = """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at) }"""


@pytest.fixture(params=[(size, lang) for size in SIZES for lang in ("vi", "en")], ids="-".join)
def page(request, browser: Browser, desk: Desk) -> Iterator[Page]:
    size, language = request.param
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale=language, base_url=desk.url
    )
    cookie = {"name": COOKIE, "value": desk.token("admin"), "url": desk.url, "secure": True}
    context.add_cookies([{**cookie, "url": desk.url.replace("http:", "https:")}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def looks_right(page: Page, name: str) -> None:
    if PICTURES:
        size = page.viewport_size or {}
        lang = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}-{lang}.png", full_page=True)
    assert page.locator("h1").count() == 1
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert page.evaluate(UNLABELLED) == []
    assert page.evaluate(UNHEADED) == 0
    assert page.evaluate(DOUBLE) == []


def test_an_operator_finds_mends_and_replays(page: Page, desk: Desk, die, put) -> None:
    die(4)
    put(2, reason="KeyError: 'ma_xa'", stack="feedfeedfeed")
    page.goto(PAGE)
    looks_right(page, "dead-letters")

    page.locator("main table").nth(1).locator("tbody a").first.click()
    page.wait_for_url("**/_dead-letters/*")
    looks_right(page, "dead-letter")
    assert "Riêng" not in page.locator("main").inner_text()
    page.locator("form[action*='/personal'] button").click()
    page.get_by_text("Nguyễn Thị Riêng").wait_for()

    page.goto(PAGE)
    page.locator("#words").fill("cannot write")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=cannot*")
    page.locator("#reason").fill("x")
    page.locator("#count").fill("99")
    page.keyboard.press("Enter")
    page.locator("[role=alert] a[href='#count']").wait_for()
    assert page.locator("#count").get_attribute("aria-invalid") == "true"
    looks_right(page, "dead-letters-refused")

    desk.mended.touch()
    page.locator("#why").fill("1.4.2")
    page.keyboard.press("Enter")
    page.locator("main > [role=status]", has_text="4").wait_for()
    eventually(lambda: Steps.objects.count() == 4)
    page.goto(PAGE)
    looks_right(page, "dead-letters-after")


def test_what_is_focused_is_seen(page: Page, put) -> None:
    put(1)
    page.goto(PAGE)
    page.locator("#why").focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    assert outline == "solid"
