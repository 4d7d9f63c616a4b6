"""An officer's work lists on a phone: mark, take in hand, receive, read the history."""

from __future__ import annotations

import httpx
import pytest

from nscl_example_lang_son_2022.play.actor import password_of
from nscl_shared.kernel import new_id

from .conftest import OFFICER, viewer

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]

API = "/api/registration"


@pytest.fixture
def password(year):
    return password_of(OFFICER, year.stack.admin_password)


@pytest.fixture
def waiting(year, password):
    """A case that was handed in: its number."""
    with httpx.Client(base_url=year.stack.url, trust_env=False, timeout=60) as client:
        login = {"username": OFFICER, "password": password}
        token = client.post("/api/identity/tokens", json=login).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        project = client.get(f"{API}/projects", params={"limit": 1}).json()["items"][0]["id"]
        firm = posted(
            client,
            "firms",
            name=f"HTX Việc Chờ {new_id()[-8:]}",
            org_type="HTX",
            products=[{"name": "Rau an toàn"}],
        )
        made = posted(
            client,
            "applications",
            firm_id=firm["id"],
            project_id=project,
            supports=[{"item_code": "CN-01", "product_id": firm["products"][0]["product_id"]}],
            estimated_cost_vnd=80_000_000,
            commitment=True,
        )
        client.post(f"{API}/applications/{made['id']}/submit", json={}).raise_for_status()
        return made["case_number"]


def posted(client, path, **body):
    answer = client.post(f"{API}/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_case_is_taken_in_hand_and_received_on_a_phone(browser, year, password, waiting):
    for phone in viewer(browser, year.stack.url, "phone"):
        page = phone.page
        phone.log_in(OFFICER, password)
        phone.open("/registration/inbox?queue=to-receive&limit=200")
        assert not phone.is_wider_than_the_window()
        page.get_by_label(f"Chọn {waiting}").check()
        phone.keep_picture("inbox")
        page.locator("#officer_id").select_option("mine")
        page.get_by_role("button", name="Giao", exact=True).click()
        page.get_by_text("Đã giao").wait_for()

        phone.open("/registration/inbox?queue=to-receive&officer=mine&limit=200")
        assert waiting in page.locator("main table").inner_text()
        chip = page.locator(".chips a")
        assert "Của tôi" in chip.inner_text()
        page.get_by_label(f"Chọn {waiting}").check()
        page.get_by_role("button", name="Tiếp nhận", exact=True).click()
        page.get_by_role("link", name=waiting).click()
        page.get_by_role("link", name="Toàn bộ quá trình xử lý, để in").click()
        history = page.locator(".timeline").inner_text()
        assert history.index("Giao cho") < history.index("Cơ quan tiếp nhận")
        assert not phone.is_wider_than_the_window()
        phone.keep_picture("history")
        assert phone.complaints == []
