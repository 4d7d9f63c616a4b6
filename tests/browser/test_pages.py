"""Every page in headless Chromium: it opens, fits the screen, and breaks no policy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from nscl_shared.kernel import new_id

pytestmark = [pytest.mark.stack, pytest.mark.timeout(600)]

PUBLIC = {
    "home": "/",
    "contracts": "/contracts/",
    "login": "/identity/login",
    "signup": "/identity/signup",
    "report": "/reporting/years/2022",
    "design": "/_design",
}
OFFICIAL = {
    "inbox": "/registration/inbox",
    "applications": "/registration/applications",
    "new-application": "/registration/applications/new",
    "units": "/registration/firms",
    "new-unit": "/registration/firms/new",
    "projects": "/registration/projects",
    "plans": "/registration/plans",
    "activities": "/registration/activities",
    "certificates": "/certification/certificates",
    "cases": "/certification/cases",
    "products": "/traceability/products",
    "stamps": "/traceability/stamp-batches?state=issued",
    "letters": "/notifications/deliveries",
}
LISTS = {
    "application": "applications",
    "unit": "units",
    "certificate": "certificates",
    "product": "products",
    "stamp-batch": "stamps",
    "letter": "letters",
}


def looks_right(view, name: str) -> None:
    assert view.complaints == []
    assert view.page.locator("h1").count() == 1
    assert view.page.locator("html").get_attribute("lang") == "vi"
    assert not view.is_wider_than_the_window(), f"{name} scrolls sideways"
    view.keep_picture(name)


@pytest.mark.parametrize("name", PUBLIC)
def test_everybody_sees(visitor, name):
    assert visitor.open(PUBLIC[name]).ok
    looks_right(visitor, name)


@pytest.mark.parametrize("name", OFFICIAL)
def test_an_officer_sees(officer, name):
    assert officer.open(OFFICIAL[name]).ok
    looks_right(officer, name)


@pytest.mark.parametrize("name", LISTS)
def test_an_officer_follows_a_list_to_one_of_its_lines(officer, name):
    officer.open(OFFICIAL[LISTS[name]])
    title = officer.page.locator("h1").inner_text()
    officer.page.locator("main table tbody a").first.click()
    expect(officer.page.locator("h1")).not_to_have_text(title, timeout=15_000)
    looks_right(officer, name)


def first_stamp(web, batch: str) -> str:
    stamps = web.get(f"/api/traceability/stamp-batches/{batch}/stamps.csv").text
    _index, _serial, url = stamps.splitlines()[1].split(",")
    return url


def test_a_consumer_scans_a_stamp_of_an_old_lot(visitor, year):
    with year.stack.client() as web:
        product = web.get("/api/traceability/products").json()["items"][0]
        detail = web.get(f"/api/traceability/products/{product['id']}").json()
        url = first_stamp(web, detail["batches"][0]["id"])
    assert visitor.open(url).ok
    assert "đã quá hạn" in visitor.page.locator("main").inner_text()
    looks_right(visitor, "scan-expired")


def test_a_consumer_scans_a_stamp_of_a_fresh_lot(visitor, year):
    today = datetime.now(UTC).date()
    lot = {
        "lot_number": f"L-{new_id()[-8:]}",
        "produced_on": today.isoformat(),
        "expires_on": (today + timedelta(days=30)).isoformat(),
        "quantity": 10,
        "unit": "hộp",
    }
    with year.stack.client() as web:
        product = web.get("/api/traceability/products").json()["items"][0]
        made = web.post(f"/api/traceability/products/{product['id']}/lots", json=lot).json()
        lot_url = f"/api/traceability/lots/{made['id']}/stamp-batches"
        batch = web.post(lot_url, json={"quantity": 2, "activate": True}).json()
        url = first_stamp(web, batch["id"])
    assert visitor.open(url).ok
    assert "Sản phẩm chính hãng" in visitor.page.locator("main").inner_text()
    looks_right(visitor, "scan")


def test_the_language_is_changed_on_the_page(browser, year):
    page = browser.new_context(locale="vi-VN").new_page()
    page.goto(f"{year.stack.url}/reporting/years/2022")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en", timeout=15_000)
    expect(page.locator("h1")).to_contain_text("Yearly report")
    page.context.close()
