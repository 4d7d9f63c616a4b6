"""What protects people in browsers: no forged requests, no scripts, no leaks, safe cookies."""

from __future__ import annotations

from http.cookies import SimpleCookie

import httpx
import pytest

from nscl_shared.web import safe_next
from nscl_shared.web.session import COOKIE

FORM = "/probe/officers/form"
FIELDS = {"name": "x"}
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
EVERYWHERE = [
    "/probe/open",
    "/probe/form",
    "/probe/_design",
    "/probe/nowhere",
    "/probe/fails/unexpected",
    "/probe/fails/template",
    "/probe/officers",
    "/probe/leave/notice",
    "/probe/download",
    "/probe/_static/0/shell.css",
    "/probe//open",
    "/api/probe/things",
    "/api/probe/nowhere",
    "/api/probe/openapi.json",
    "/api/probe/fails/unexpected",
]

# a program's wrong address and a static file are the same for everybody
PERSONAL = [path for path in EVERYWHERE if "_static" not in path and path != "/api/probe/nowhere"]


def post(probe, fields: dict[str, str], role: str = "officer", **headers: str) -> httpx.Response:
    with probe.browser(role, **headers) as browser:
        return browser.post(FORM, data=fields)


def test_a_form_of_our_own_page_is_taken(probe) -> None:
    with probe.browser("officer") as browser:
        page = browser.get(FORM).text
    assert 'name="csrf_token" value="csrf-secret"' in page
    assert post(probe, FIELDS | {"csrf_token": "csrf-secret"}).status_code == 200


@pytest.mark.parametrize("token", [None, "", "another", "csrf-secre", "csrf-secrets", "mật khẩu"])
def test_a_form_without_the_sessions_own_token_is_refused(probe, token: str | None) -> None:
    sent = FIELDS if token is None else FIELDS | {"csrf_token": token}
    refused = post(probe, sent)
    assert refused.status_code == 403
    assert "reload the page" in refused.text


def test_the_token_of_somebody_elses_session_is_refused(probe) -> None:
    stranger = probe.token("officer", csrf="secret-of-a-stranger")
    with probe.client(Cookie=f"{COOKIE}={stranger}") as browser:
        refused = browser.post(FORM, data=FIELDS | {"csrf_token": "csrf-secret"})
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf-refused")


def test_a_session_without_a_secret_can_change_nothing(probe) -> None:
    """The signer always makes one; a token that has none must not match an empty field."""
    token = probe.token("officer", csrf=" ")
    with probe.client(Cookie=f"{COOKIE}={token}") as browser:
        assert browser.post(FORM, data=FIELDS | {"csrf_token": ""}).status_code == 403


def test_a_script_sends_the_token_in_a_header(probe) -> None:
    with probe.browser("officer") as browser:
        refused = browser.post("/api/probe/things", json=FIELDS)
        headers = {"X-CSRF-Token": "csrf-secret"}
        taken = browser.post("/api/probe/things", json=FIELDS, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf-refused")
    assert taken.status_code == 201


def test_a_program_with_a_token_needs_no_other(probe) -> None:
    with probe.bearer("officer") as client:
        assert client.post("/api/probe/things", json=FIELDS).status_code == 201


def test_the_token_in_the_address_is_not_read(probe) -> None:
    with probe.browser("officer") as browser:
        refused = browser.post(f"{FORM}?csrf_token=csrf-secret", data=FIELDS)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://["}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://localhost:8322"}, True),
        ({"Origin": "http://localhost:8322.evil.example"}, False),
        ({"Origin": "http://evil.example@localhost:8322"}, False),
    ],
)
def test_an_anonymous_form_must_not_come_from_elsewhere(
    probe, headers: dict[str, str], *, allowed: bool
) -> None:
    with probe.browser(**headers) as browser:
        response = browser.post("/probe/form", data=FIELDS)
    assert response.status_code == (200 if allowed else 403)


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_is_hardened(probe, path: str) -> None:
    with probe.browser("firm") as browser:
        response = browser.get(path)
    for name, value in HEADERS.items():
        assert response.headers.get_list(name) == [value]
    (policy,) = response.headers.get_list("Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert POLICY.items() <= rules.items()
    for allowed in rules.values():
        assert "unsafe" not in allowed
        assert "*" not in allowed
        assert "http" not in allowed
    assert len(response.headers.get_list("Content-Type")) == 1
    assert response.headers["X-Request-ID"]


@pytest.mark.parametrize("path", PERSONAL)
def test_what_somebody_saw_is_never_kept(probe, path: str) -> None:
    with probe.browser("firm") as browser:
        assert browser.get(path).headers["Cache-Control"] == "no-store"


def test_what_everybody_may_see_is_asked_for_again(probe) -> None:
    with probe.browser() as browser:
        assert browser.get("/probe/open").headers["Cache-Control"] == "no-cache"


def test_transport_security_is_promised_only_behind_tls(probe, behind_tls) -> None:
    name = "Strict-Transport-Security"
    with probe.browser() as plain, behind_tls.browser() as secured:
        assert name not in plain.get("/probe/open").headers
        assert "max-age=31536000" in secured.get("/probe/open").headers[name]


def cookies(response: httpx.Response) -> SimpleCookie:
    found = SimpleCookie()
    for header in response.headers.get_list("Set-Cookie"):
        found.load(header)
    return found


def test_the_session_cookie_is_out_of_reach(probe) -> None:
    with probe.browser() as browser:
        morsel = cookies(browser.get("/probe/leave/in"))[COOKIE]
    assert morsel.value == "a-token"
    assert (morsel["secure"], morsel["httponly"], morsel["samesite"]) == (True, True, "Lax")
    assert (morsel["path"], morsel["domain"], morsel["max-age"]) == ("/", "", "60")


def test_signing_out_removes_exactly_that_cookie(probe) -> None:
    with probe.browser("officer") as browser:
        morsel = cookies(browser.get("/probe/leave/out"))[COOKIE]
    assert (morsel.value, morsel["max-age"]) == ("", "0")
    assert (morsel["secure"], morsel["path"]) == (True, "/")


@pytest.mark.parametrize("path", ["/probe/leave/in", "/probe/leave/notice", "/probe/open?lang=en"])
def test_no_cookie_is_open_to_scripts_or_other_sites(probe, behind_tls, path: str) -> None:
    with probe.browser() as plain, behind_tls.browser() as secured:
        plainly, safely = cookies(plain.get(path)), cookies(secured.get(path))
    assert len(plainly) == len(safely) == 1
    for morsel in (*plainly.values(), *safely.values()):
        assert (morsel["httponly"], morsel["samesite"]) == (True, "Lax")
    for morsel in safely.values():
        assert morsel["secure"]


def test_a_notice_is_shown_once(probe) -> None:
    with probe.client(Accept="text/html") as browser:
        left = browser.get("/probe/leave/notice?lang=vi")
        first, second = browser.get("/probe/open").text, browser.get("/probe/open").text
    assert (left.status_code, left.headers["Location"]) == (303, "/probe/open")
    assert "Đã lưu." in first
    assert "Đã lưu." not in second


def test_a_forged_notice_is_harmless(probe) -> None:
    with probe.browser(Cookie="nscl-notice=%3Cscript%3Ealert(1)%3C/script%3E") as browser:
        page = browser.get("/probe/open").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


LEAVING = [
    "",
    "probe",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "/\x00",
    "//[",
    "http://[",
]


@pytest.mark.parametrize("target", LEAVING)
def test_nobody_is_sent_to_another_site_after_logging_in(target: str) -> None:
    assert safe_next(target) == "/"


@pytest.mark.parametrize("target", ["/", "/probe/mine?kind=a&b=//c", "/probe/%2F%2Fx", "/a:b"])
def test_everybody_is_sent_back_to_where_they_were(target: str) -> None:
    assert safe_next(target) == target


def test_a_corrected_address_stays_on_this_site(probe) -> None:
    """Only the front door knows scheme and host, so the address names neither."""
    with probe.browser() as browser:
        response = browser.get("/probe//open?kind=a%26b")
    assert (response.status_code, response.headers["Location"]) == (308, "/probe/open?kind=a%26b")


def test_a_file_is_saved_under_its_own_name(probe) -> None:
    with probe.browser() as browser:
        response = browser.get("/probe/download")
    named = response.headers["Content-Disposition"]
    assert named.startswith("attachment;")
    assert 'filename="Bao cao nam 2022 \\"dot 1\\".txt"' in named
    name = "B%C3%A1o%20c%C3%A1o%20n%C4%83m%202022%20%22%C4%91%E1%BB%A3t%201%22.txt"
    assert f"filename*=UTF-8''{name}" in named
    assert (response.content, response.headers["Content-Type"]) == (b"abc", "text/plain")
