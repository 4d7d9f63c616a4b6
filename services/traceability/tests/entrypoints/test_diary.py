"""The diary in a browser the size of a phone: with the network, without it, and again with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from nscl_shared.auth import Principal
from nscl_shared.kernel import new_id
from nscl_shared.web.session import COOKIE

pytestmark = pytest.mark.timeout(180)
DIARY = "/traceability/diary"
PICTURES = os.environ.get("NSCL_PICTURES", "")
EVENTS = "/epcis/events"
# resolves when the page is kept for a time without a network
KEPT = """async () => {
  while (!(await caches.match("/traceability/diary"))) await new Promise((go) => setTimeout(go, 50));
}"""

SPACE = """() => document.querySelector("caption").getBoundingClientRect().top
  - document.querySelector("#diary .submit button").getBoundingClientRect().bottom"""


@pytest.fixture(scope="module")
def product(register: Any) -> dict[str, Any]:
    """A product to write about."""
    return dict(register.product(name="Hồng vành khuyên"))


@pytest.fixture
def phone(browser: Browser, service: Any, product: Any) -> Iterator[BrowserContext]:
    """An officer's phone, logged in."""
    with logged_in(browser, service) as context:
        yield context


@pytest.fixture
def simple_phone(browser: Browser, service: Any, product: Any) -> Iterator[BrowserContext]:
    """The same without a service worker, by which requests could pass the test's routes."""
    with logged_in(browser, service, service_workers="block") as context:
        yield context


@contextmanager
def logged_in(browser: Browser, service: Any, **options: Any) -> Iterator[BrowserContext]:
    principal = Principal(
        subject="account-officer", username="officer", role="officer",
        display_name="Nguyễn Thị Ví Dụ", csrf="a-secret-of-the-session",
    )  # fmt: skip
    context = browser.new_context(
        base_url=service.url, viewport={"width": 390, "height": 844}, locale="vi-VN", **options
    )
    context.set_default_timeout(15_000)
    token = service.signer.issue(principal)
    context.add_cookies(
        [
            {
                "name": COOKIE,
                "value": token,
                "url": service.url.replace("http:", "https:"),
                "secure": True,
            }
        ]
    )
    yield context
    context.close()


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def fill(page: Page, lot: str, quantity: str, activity: str = "harvested") -> None:
    page.locator(f"[name=activity][value={activity}]").check()
    page.locator("#product_id").select_option(label="Hồng vành khuyên")
    page.fill("#lot_number", lot)
    page.fill("#quantity", quantity)
    page.locator("#unit").select_option("KGM")


def save(page: Page) -> None:
    page.locator("#diary .submit button").click()


def stored(officer: httpx.Client, product: dict[str, Any], lot: str) -> list[Any]:
    place = f"https://id.gs1.org/01/{product['gtin']}/10/{lot}"
    answer = officer.get(EVENTS, params={"MATCH_anyEPCClass": place})
    return list(answer.json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"])


def test_an_entry_is_saved_at_once(phone: Any, officer: Any, product: Any) -> None:
    page = phone.new_page()
    page.goto(DIARY)
    picture(page, "diary-empty")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    fill(page, "A1", "12,5")
    save(page)
    expect(page.locator("#diary-said")).to_have_text("Đã gửi và lưu.", timeout=20_000)
    (event,) = stored(officer, product, "A1")
    assert (event["bizStep"], event["quantityList"][0]["quantity"]) == (
        "creating_class_instance",
        12.5,
    )
    page.reload()
    picture(page, "diary-entries")
    told = page.locator("table").inner_text()
    assert "A1" in told
    assert page.evaluate(SPACE) >= 24
    assert "12,5 ki-lô-gam" in told


def test_without_a_network_entries_wait_survive_a_reload_and_are_sent_once(
    phone: Any, officer: Any, product: Any
) -> None:
    page = phone.new_page()
    page.goto(DIARY)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.evaluate(KEPT)
    phone.set_offline(True)
    fill(page, "B1", "3")
    save(page)
    expect(page.locator("#diary-said")).to_contain_text("Không có mạng")
    page.reload()
    expect(page.locator("#diary-waiting li")).to_have_count(1)
    fill(page, "B2", "4", "sold")
    page.fill("#partner", "Chợ Kỳ Lừa")
    save(page)
    expect(page.locator("#diary-waiting li")).to_have_count(2)
    picture(page, "diary-offline")
    assert stored(officer, product, "B1") == []
    phone.set_offline(False)
    expect(page.locator("#diary-said")).to_have_text("Đã gửi và lưu.", timeout=20_000)
    expect(page.locator("#diary-waiting")).to_be_hidden()
    picture(page, "diary-sent")
    assert [len(stored(officer, product, lot)) for lot in ("B1", "B2")] == [1, 1]


def test_an_answer_that_was_lost_makes_no_double(
    simple_phone: Any, officer: Any, product: Any
) -> None:
    page = simple_phone.new_page()
    page.goto(DIARY)

    def lose(route: Any) -> None:
        route.fetch()  # it arrives, but its answer does not
        route.abort()

    page.route("**/api/traceability/diary", lose)
    fill(page, "C1", "7")
    save(page)
    expect(page.locator("#diary-said")).to_contain_text("Không có mạng")
    expect(page.locator("#diary-waiting li")).to_have_count(1)
    assert len(stored(officer, product, "C1")) == 1
    page.unroute("**/api/traceability/diary")
    page.reload()
    expect(page.locator("#diary-said")).to_have_text("Đã gửi và lưu.", timeout=20_000)
    assert len(stored(officer, product, "C1")) == 1


def test_what_is_refused_can_be_corrected(phone: Any, officer: Any, product: Any) -> None:
    page = phone.new_page()
    page.goto(DIARY)
    fill(page, "D1", "7", "processed")
    page.fill("#source_lots", "D1")
    save(page)
    waiting = page.locator("#diary-waiting li")
    expect(waiting).to_contain_text("Lô D1 không thể được làm từ chính nó.")
    picture(page, "diary-refused")
    waiting.get_by_role("button", name="Sửa").click()
    assert page.locator("#lot_number").input_value() == "D1"
    page.fill("#source_lots", "B9, B8")
    save(page)
    expect(page.locator("#diary-said")).to_have_text("Đã gửi và lưu.", timeout=20_000)
    (event,) = stored(officer, product, "D1")
    assert len(event["inputQuantityList"]) == 2


def test_the_form_works_without_a_program_in_the_browser(
    phone: BrowserContext, officer: Any, product: Any
) -> None:
    page = phone.new_page()
    page.route("**/diary.js", lambda route: route.abort())
    page.goto(DIARY)
    fill(page, "E1", "7")
    save(page)
    expect(page.locator("main")).to_contain_text("Đã lưu mục nhật ký.", timeout=15_000)
    assert len(stored(officer, product, "E1")) == 1


def entry(product: dict[str, Any], **over: Any) -> dict[str, Any]:
    given = {
        "activity": "harvested", "product_id": product["id"], "lot_number": "F1", "quantity": 2,
        "unit": "KGM", "happened_at": "2026-08-01T07:00:00",
    }  # fmt: skip
    return {**given, **over}


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"activity": "eaten"}, "activity"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": "nan"}, "quantity"),
        ({"lot_number": "lô 1"}, "lot_number"),
        ({"unit": "bag"}, "unit"),
        ({"product_id": None}, "product_id"),
        ({"happened_at": "2099-01-01T00:00:00"}, "happened_at"),
        ({"activity": "packed", "package": "12"}, "package"),
        ({"activity": "processed", "source_lots": "ô"}, "source_lots"),
        ({"gtin": "12"}, "gtin"),
    ],
)
def test_wrong_entries_are_refused_by_field(
    officer: httpx.Client, product: Any, over: Any, field: str
) -> None:
    answer = officer.post("/api/traceability/diary", json=entry(product, **over))
    assert answer.status_code == 422, answer.text
    assert field in [item["field"] for item in answer.json()["errors"]]


def test_the_same_entry_sent_again_is_answered_alike(officer: httpx.Client, product: Any) -> None:
    key = {"Idempotency-Key": new_id()}
    answers = [
        officer.post(
            "/api/traceability/diary", json=entry(product, lot_number="G1"), headers=headers
        )
        for headers in (key, key, {})
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.json()["event_id"] for answer in answers}) == 1
    assert len(stored(officer, product, "G1")) == 1


def test_a_firm_writes_about_its_own_products_only(
    service: Any, product: Any, eventually: Callable[..., Any]
) -> None:
    with service.client("firm", "account-of-nobody") as firm:
        answer = firm.post("/api/traceability/diary", json=entry(product))
    assert answer.status_code == 403
