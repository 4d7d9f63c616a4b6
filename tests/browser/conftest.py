"""A real browser at the sizes of a phone and of a desk, logged in as an officer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from nscl_example_lang_son_2022.play.actor import password_of

OFFICER = "can-bo-nscl"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
PICTURES = os.environ.get("NSCL_PICTURES", "")


@dataclass
class Viewer:
    """A page and everything that it complained about."""

    page: Page
    url: str
    size: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )

    def open(self, path: str) -> Response:
        response = self.page.goto(f"{self.url}{path}" if path.startswith("/") else path)
        assert response is not None
        return response

    def log_in(self, username: str, password: str) -> None:
        self.open("/identity/login")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        self.page.click("main button")
        self.page.wait_for_url(lambda url: "/identity/login" not in url)

    def is_wider_than_the_window(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def keep_picture(self, name: str) -> None:
        """Save what is seen, where the documentation keeps it (``make pictures``)."""
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.size}.png")


@pytest.fixture(params=SIZES, scope="session")
def visitor(request, browser: Browser, year) -> Iterator[Viewer]:
    """Somebody who is not logged in."""
    yield from viewer(browser, year.stack.url, request.param)


@pytest.fixture(params=SIZES, scope="session")
def desk_of_officer(request, browser: Browser, year) -> Iterator[Viewer]:
    for view in viewer(browser, year.stack.url, request.param):
        view.log_in(OFFICER, password_of(OFFICER, year.stack.admin_password))
        yield view


@pytest.fixture
def officer(desk_of_officer: Viewer) -> Viewer:
    """An officer, logged in once; what an earlier test's pages complained about is not this one's."""
    desk_of_officer.complaints.clear()
    return desk_of_officer


@pytest.fixture(scope="session")
def seen_by() -> Callable[[Browser, str, str], Iterator[Viewer]]:
    """Return how a page of a platform is seen at a size: ``phone`` or ``desk``."""
    return viewer


def viewer(browser: Browser, url: str, size: str) -> Iterator[Viewer]:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN", device_scale_factor=1
    )
    yield Viewer(context.new_page(), url, size)
    context.close()
