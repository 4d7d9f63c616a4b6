"""A page in the browser as one caller sees it, on a phone or at a desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SIZES = {"phone": (390, 844), "desk": (1280, 900)}


class Seen:
    """A page (``playwright.sync_api.Page``) of one caller, and what it complained about.

    ``pictures`` is a folder that takes a picture of what is seen, or empty.
    """

    def __init__(self, page: Any, size: str, pictures: str = "") -> None:
        self.page = page
        self.size = size
        self.complaints: list[str] = []
        self._pictures = pictures
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def right(self, name: str) -> str:
        """Hold that it fits the window and complains of nothing; return what is seen.

        Raises:
            AssertionError: it does not.
        """
        wide = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        faults = [*self.complaints, *(["it scrolls sideways"] if wide else [])]
        if self.page.locator("h1").count() != 1:
            faults.append("it has not one heading")
        if faults:
            raise AssertionError(f"{name} at the {self.size}: {'; '.join(faults)}")
        if self._pictures:
            path = Path(self._pictures) / f"{name}-{self.size}.png"
            self.page.screenshot(path=path, full_page=True)
        return str(self.page.locator("main").inner_text())

    def send(self, action: str) -> None:
        """Press the first button of the form that is sent there."""
        with self.page.expect_navigation():
            self.page.locator(f'form[action$="{action}"] button').first.click()


@contextmanager
def seeing(browser: Any, url: str, client: Any, size: str, *, pictures: str = "") -> Iterator[Seen]:
    """Open pages of ``url`` with the token of ``client``; ``pictures`` names a variable."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        locale="vi-VN",
        extra_http_headers={"Authorization": client.headers["Authorization"]},
    )
    yield Seen(context.new_page(), size, os.environ.get(pictures, "") if pictures else "")
    context.close()
