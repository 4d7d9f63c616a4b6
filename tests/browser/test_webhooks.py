"""An administrator grants an agency its events, in a real browser, with a real receiver."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from nscl_shared.testing.stack import Stack
from nscl_shared.testing.waiting import until

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]

EXAMPLES = Path(__file__).parents[2] / "examples/webhook-receiver"
LIST = "/notifications/webhooks"
LOOPBACK = {"NSCL_WEBHOOK_ALLOW_NETWORKS": "127.0.0.0/8", "NSCL_WEBHOOK_HTTP_TO_LOOPBACK": "true"}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("webhooks") / "home"
    with Stack(home, ["identity", "notifications"], environment=LOOPBACK) as running:
        yield running


@pytest.fixture(params=["phone", "desk"])
def administrator(request, browser: Browser, stack: Stack, seen_by) -> Iterator[Any]:
    for view in seen_by(browser, stack.url, request.param):
        view.log_in("admin", stack.admin_password)
        yield view


def looks_right(view, name: str) -> None:
    assert view.complaints == []
    assert view.page.locator("h1").count() == 1
    assert not view.is_wider_than_the_window(), f"{name} scrolls sideways"
    view.keep_picture(name)


def test_an_administrator_adds_tries_pauses_and_removes_a_webhook(administrator):
    view, page = administrator, administrator.page
    view.open(f"{LIST}/new")
    looks_right(view, "webhook-new")
    name, port = f"so-cong-thuong-{view.size}", free_port()

    page.fill("#name", name)
    page.fill("#url", "https://10.0.0.1/nscl")
    page.check("input[value='vn.nscl.registration.#']")
    page.click("main form button")
    said(page, "10.0.0.1, không phải địa chỉ công khai")
    assert page.is_checked("input[value='vn.nscl.registration.#']")
    assert ["422" in complaint for complaint in view.complaints] == [True]
    view.complaints.clear()
    looks_right(view, "webhook-refused")

    page.fill("#url", f"http://127.0.0.1:{port}/nscl")
    page.click("main form button")
    secret = page.locator("#secret").inner_text()
    assert secret.startswith("whsec_")
    looks_right(view, "webhook-secret")
    page.get_by_role("link", name="Tôi đã sao chép").click()

    press(page, "Gửi sự kiện thử")
    said(page, "không nhận sự kiện thử")
    with receiving(secret, port) as receiver:
        press(page, "Gửi sự kiện thử")
        said(page, "đã nhận sự kiện thử")
        assert "webhook-tested" in receiver.stdout.readline()
    looks_right(view, "webhook")

    press(page, "Tạm dừng")
    said(page, "Các sự kiện được giữ lại")
    view.open(LIST)
    looks_right(view, "webhooks")
    page.get_by_role("link", name=name).click()
    page.locator("summary", has_text="Xóa webhook này").click()
    page.get_by_role("button", name="Xóa cùng").click()
    page.wait_for_url(lambda url: url.endswith(LIST))
    assert name not in page.locator("main").inner_text()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def said(page: Page, words: str) -> None:
    """Wait for the page that says so: a click does not wait for it."""
    expect(page.locator("body")).to_contain_text(words, timeout=15_000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class receiving:  # noqa: N801  # reads as a statement
    """The example receiver runs inside the block."""

    def __init__(self, secret: str, port: int) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "receiver.py", "--port", str(port)],
            cwd=EXAMPLES,
            env={"WEBHOOK_SECRET": secret},
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> subprocess.Popen[str]:
        until(self._listens, "the receiver listens", 20)
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
