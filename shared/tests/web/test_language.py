"""Every page and answer is in the language its reader asked for, Vietnamese at first."""

from __future__ import annotations

import httpx
import pytest

from nscl_shared.i18n import current_language, use_language

ACCEPTED = [
    ("", "vi"),
    ("*", "vi"),
    ("vi", "vi"),
    ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
    ("en", "en"),
    ("EN", "en"),
    ("en-GB", "en"),
    ("en-US,en;q=0.9,vi;q=0.1", "en"),
    ("fr", "vi"),
    ("fr-FR,fr;q=0.9,en;q=0.5", "en"),
    ("en;q=0.2,vi;q=0.8", "vi"),
    ("en;q=0", "vi"),
    ("en;q=x,,;=;", "vi"),
    ("x" * 3000, "vi"),
]


def ask(probe, path: str, **headers: str) -> httpx.Response:
    with probe.client(**headers) as client:
        return client.get(path)


def language_of(response: httpx.Response) -> str:
    language = response.headers["Content-Language"]
    assert f'<html lang="{language}">' in response.text
    return language


@pytest.mark.parametrize(("accepted", "language"), ACCEPTED)
def test_the_browser_says_which_language(probe, accepted: str, language: str) -> None:
    assert language_of(ask(probe, "/probe/open", **{"Accept-Language": accepted})) == language


def test_the_cookie_counts_more_than_the_browser(probe) -> None:
    headers = {"Accept-Language": "vi", "Cookie": "lang=en"}
    assert language_of(ask(probe, "/probe/open", **headers)) == "en"


def test_the_address_counts_more_than_the_cookie(probe) -> None:
    headers = {"Accept-Language": "vi", "Cookie": "lang=vi"}
    assert language_of(ask(probe, "/probe/open?lang=en", **headers)) == "en"


@pytest.mark.parametrize("unknown", ["fr", "", "EN", "en%00", "<script>"])
def test_an_unknown_language_is_no_language(probe, unknown: str) -> None:
    assert language_of(ask(probe, f"/probe/open?lang={unknown}")) == "vi"
    assert language_of(ask(probe, "/probe/open", Cookie=f"lang={unknown}")) == "vi"
    assert "Set-Cookie" not in ask(probe, f"/probe/open?lang={unknown}").headers


def test_the_language_chosen_once_is_remembered(probe) -> None:
    with probe.client() as browser:
        assert language_of(browser.get("/probe/open?lang=en")) == "en"
        assert language_of(browser.get("/probe/open")) == "en"
        assert language_of(browser.get("/probe/open?lang=vi")) == "vi"
        assert language_of(browser.get("/probe/open")) == "vi"


def test_the_switch_keeps_the_rest_of_the_address(probe) -> None:
    page = ask(probe, "/probe/open?kind=a&kind=b&q=%C4%91%C3%A1&lang=en").text
    assert '<a href="/probe/open?kind=a&amp;kind=b&amp;q=%C4%91%C3%A1&amp;lang=vi"' in page


def test_caches_know_that_the_language_matters(probe) -> None:
    answer = ask(probe, "/probe/open")
    assert {"Accept", "Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_a_service_speaks_by_its_own_catalogue(probe) -> None:
    assert "<h1>Trang mở</h1>" in ask(probe, "/probe/open").text
    assert "<h1>Open page</h1>" in ask(probe, "/probe/open?lang=en").text


def test_the_language_ends_with_its_block() -> None:
    with use_language("en"):
        with use_language("fr"):
            assert current_language() == "vi"
        assert current_language() == "en"
    assert current_language() == "vi"
