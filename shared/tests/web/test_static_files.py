"""Static files are kept for ever under an address that names their content, and only they."""

from __future__ import annotations

import re

import pytest

ADDRESS = re.compile(r'(?:href|src)="(/probe/_static/[^"]+)"')
OUTSIDE = [
    "../service.py",
    "%2e%2e/service.py",
    "..%2fservice.py",
    "%2e%2e%2f%2e%2e%2fauth%2fkeys.py",
    "a/../../service.py",
    "..%5cservice.py",
    "%2fetc%2fpasswd",
    "shell.css%00",
    ".",
    "%2e",
    "nowhere.css",
    "",
]


def test_every_address_on_a_page_is_answered_and_kept_for_ever(probe) -> None:
    with probe.browser() as browser:
        addresses = set(ADDRESS.findall(browser.get("/probe/open").text))
        answers = [browser.get(address) for address in addresses]
    assert {answer.headers["Content-Type"] for answer in answers} == {
        "text/css; charset=utf-8",
        "image/svg+xml",
    }
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers


def test_an_address_of_older_content_is_answered_with_todays_and_not_kept(probe) -> None:
    with probe.browser() as browser:
        answer = browser.get("/probe/_static/0123456789abcdef/shell.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=300")


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_outside_is_ever_shown(probe, name: str) -> None:
    request = f"GET /probe/_static/0/{name} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = probe.raw(request.encode())
    assert answer.split(b" ")[1] in {b"404", b"308"}
    assert b"import" not in answer
    assert b"root:" not in answer
