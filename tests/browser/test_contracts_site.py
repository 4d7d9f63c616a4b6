"""The registry of contracts, opened from a folder as somebody would who was sent it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from nscl_contracts import catalogue
from nscl_contracts.site import write_site

EVENT = "vn.nscl.registration.application-approved.v1"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("site")
    write_site(folder)
    return folder.as_uri()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture(params=SIZES)
def page(request, browser: Browser, complaints: list[str]) -> Iterator[Page]:
    width, height = SIZES[request.param]
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        yield page


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_from_the_index_to_an_event_and_its_schema(page, site, complaints) -> None:
    page.goto(f"{site}/index.html")
    page.get_by_role("link", name="Tiếng Việt").click()
    assert page.locator(".events > li:visible").count() == len(catalogue())
    assert fits(page)
    page.get_by_role("link", name="Phê duyệt hồ sơ", exact=True).click()
    assert "được duyệt" in page.locator("main").inner_text()
    assert page.locator("tbody .badge.warn").all_inner_texts() == ["cá nhân"]
    assert fits(page)
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith(f"/en/{EVENT}.html")
    page.get_by_role("link", name="JSON Schema", exact=True).click()
    assert '"x-version": "1.0.0"' in page.content()
    assert complaints == []


def test_the_search_narrows_the_list_and_forgives_missing_accents(page, site, complaints) -> None:
    page.goto(f"{site}/vi/index.html")
    search = page.get_by_role("searchbox")
    search.fill("thu hoi giay chung nhan")
    assert page.locator(".events > li:visible").count() == 1
    search.fill("registration.plan")
    assert page.locator(".group:visible h2").all_inner_texts() == ["registration"]
    search.fill("tàu vũ trụ")
    assert page.get_by_role("status").inner_text() == "Không có sự kiện nào phù hợp."
    search.fill("")
    assert page.locator(".events > li:visible").count() == len(catalogue())
    assert complaints == []


def test_the_asyncapi_page_fits_and_leads_to_the_channels(page, site, complaints) -> None:
    page.goto(f"{site}/en/asyncapi.html")
    assert fits(page)
    page.get_by_role("link", name="traceability", exact=True).click()
    assert page.url.endswith("#traceability")
    assert complaints == []


def test_without_scripts_the_list_is_complete_and_no_search_is_shown(browser, site) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/vi/index.html")
        assert page.locator(".events > li:visible").count() == len(catalogue())
        assert not page.locator("form.search").is_visible()
