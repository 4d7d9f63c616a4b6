"""Pages to log in, sign up and keep accounts, safe to use in a browser."""

import re

import pytest

from nscl_identity.domain.account import MAX_FAILURES
from nscl_shared.auth import DEFAULT_LIFETIME

WEB = "/identity"
HTML = {"Accept": "text/html"}
PUBLIC = ["login", "signup"]
ADMIN = ["accounts", "accounts/new"]
WRONG = "khong-phai-mat-khau"


@pytest.fixture
def visitor(service):
    with service.client(**HTML) as client:
        yield client


@pytest.fixture
def browser(service, admin_token):
    """The administrator's browser; ``csrf`` reads the secret off a page."""
    with service.browser(admin_token) as client:
        yield client


@pytest.fixture
def log_in(visitor, person):
    who = person()

    def logged_in(**over):
        data = {"username": who.username, "password": who.password, "next": "", **over}
        return visitor.post(f"{WEB}/login", data=data)

    return logged_in


def shown(response, status=200):
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/html")
    return response.text


def csrf(client):
    page = shown(client.get(f"{WEB}/accounts/new"))
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def send(client, path, **data):
    return client.post(f"{WEB}/{path}", data={"csrf_token": csrf(client), **data})


@pytest.mark.parametrize("path", PUBLIC)
def test_the_ways_in_open_to_everybody_in_both_languages(visitor, path):
    assert 'lang="en"' in shown(visitor.get(f"{WEB}/{path}"))
    vietnamese = shown(visitor.get(f"{WEB}/{path}", headers={"Accept-Language": "vi"}))
    assert 'lang="vi"' in vietnamese
    assert "Mật khẩu" in vietnamese


def test_logging_in_sets_a_cookie_that_scripts_and_other_sites_cannot_use(log_in, session_cookie):
    answer = log_in()
    cookie = session_cookie(answer)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert cookie.key.startswith("__Host-")
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert int(cookie["max-age"]) == DEFAULT_LIFETIME


def test_the_cookie_is_a_session_of_the_one_who_logged_in(service, log_in, session_cookie, person):
    who = person("firm")
    token = session_cookie(log_in(username=who.username)).value
    with service.browser(token, Accept="application/json") as client:
        assert client.get("/api/identity/me").json()["id"] == who.id


def test_a_wrong_password_says_so_and_keeps_the_name_and_the_way(log_in, session_cookie):
    answer = log_in(username="canbo-la", password=WRONG, next="/registration/firms")
    page = shown(answer, 422)
    assert "User name or password is wrong" in page
    assert 'value="canbo-la"' in page
    assert 'value="/registration/firms"' in page
    assert WRONG not in page
    assert session_cookie(answer) is None


def test_the_login_page_tells_nobody_from_a_wrong_password_or_a_closed_account(log_in):
    def told(answer):
        shown(answer, 422)
        return re.sub(r'value="[^"]*"', "", answer.text)

    known = told(log_in(password=WRONG))
    assert told(log_in(username="khong-ai-ca", password=WRONG)) == known
    for _ in range(MAX_FAILURES):
        log_in(password=WRONG)
    assert told(log_in()) == known


def test_after_logging_in_one_is_where_one_wanted_to_be(log_in):
    wanted = "/registration/applications?year=2022"
    assert log_in(next=wanted).headers["location"] == wanted


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/a\r\nSet-Cookie: x=1",
    ],
)
def test_logging_in_never_leads_to_another_site(log_in, target):
    answer = log_in(next=target)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_the_wish_in_the_address_is_escaped_on_the_login_page(visitor):
    page = shown(visitor.get(f"{WEB}/login", params={"next": '"><script>alert(1)</script>'}))
    assert "<script>alert" not in page


def test_a_login_form_of_another_site_is_refused(visitor, person, session_cookie):
    who = person()
    data = {"username": who.username, "password": who.password, "next": ""}
    for header in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = visitor.post(f"{WEB}/login", data=data, headers=header)
        assert answer.status_code == 403
        assert session_cookie(answer) is None


def test_logging_out_takes_the_cookie_away(browser, session_cookie):
    answer = send(browser, "logout")
    cookie = session_cookie(answer)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (cookie.value, cookie["max-age"]) == ("", "0")
    assert (cookie["path"], cookie["secure"], cookie["httponly"]) == ("/", True, True)


def test_no_other_site_logs_anybody_out(browser, session_cookie):
    answer = browser.post(f"{WEB}/logout")
    assert answer.status_code == 403
    assert session_cookie(answer) is None


def test_signing_up_makes_a_firm_and_logs_it_in(service, visitor, ask, session_cookie):
    body = ask()
    answer = visitor.post(f"{WEB}/signup", data=body)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    with service.bearer(session_cookie(answer).value) as client:
        me = client.get("/api/identity/me").json()
    assert (me["username"], me["role"]) == (body["username"], "firm")


@pytest.mark.parametrize("role", ["officer", "admin"])
def test_a_role_slipped_into_the_sign_up_form_is_not_taken(
    service, visitor, ask, session_cookie, role
):
    answer = visitor.post(f"{WEB}/signup", data=ask(role=role))
    with service.bearer(session_cookie(answer).value) as client:
        assert client.get("/api/identity/me").json()["role"] == "firm"
        assert client.get("/api/identity/accounts").status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("password", "ngan-qua", "Mật khẩu quá ngắn"),
        ("username", "tên có dấu", "không dấu"),
        ("email", "khong-phai", "thư điện tử"),
        ("username", "admin", "đã có người dùng"),
    ],
)
def test_a_refused_sign_up_keeps_what_was_typed_but_no_password(
    visitor, ask, session_cookie, field, value, message
):
    body = ask(**{field: value})
    answer = visitor.post(f"{WEB}/signup", data=body, headers={"Accept-Language": "vi"})
    page = shown(answer, answer.status_code)
    assert answer.status_code in {409, 422}
    wrong = page[page.index('class="field wrong"') :]
    assert message in wrong[: wrong.index(f'name="{field}"')]
    assert f'value="{body["display_name"]}"' in page
    assert body["password"] not in page
    assert session_cookie(answer) is None


def test_who_is_not_logged_in_is_sent_to_log_in_and_back(visitor):
    answer = visitor.get(f"{WEB}/accounts")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{WEB}/login?next=%2Fidentity%2Faccounts"


@pytest.mark.parametrize("role", ["officer", "firm", "auditor"])
def test_the_accounts_are_for_administrators_only(service, person, role):
    who = person(role)
    with service.browser(service.log_in(who.username, who.password)) as client:
        for path in (*ADMIN, f"accounts/{who.id}/password"):
            assert client.get(f"{WEB}/{path}").status_code == 403


@pytest.mark.parametrize("path", ["accounts", "accounts/x/lock", "accounts/x/password"])
def test_a_form_counts_only_with_the_token_of_its_page(browser, path):
    for data in ({}, {"csrf_token": "x"}, {"csrf_token": ""}):
        page = shown(browser.post(f"{WEB}/{path}", data=data), 403)
        assert "not sent from a page of this site" in page


def test_an_administrator_makes_an_account_by_the_form(browser, service, ask):
    body = ask(role="auditor")
    answer = send(browser, "accounts", **body)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{WEB}/accounts")
    assert service.log_in(body["username"], body["password"])
    assert body["username"] in shown(browser.get(f"{WEB}/accounts"))


def test_the_accounts_page_offers_to_lock_the_open_and_open_the_locked(browser, person):
    who = person()
    here = f"{WEB}/accounts/{who.id}"
    assert f"{here}/lock" in shown(browser.get(f"{WEB}/accounts"))
    assert send(browser, f"accounts/{who.id}/lock").status_code == 303
    page = shown(browser.get(f"{WEB}/accounts"))
    assert f"{here}/unlock" in page
    assert f'{here}/lock"' not in page
    assert send(browser, f"accounts/{who.id}/unlock").status_code == 303
    assert f"{here}/lock" in shown(browser.get(f"{WEB}/accounts"))


def test_a_new_password_replaces_the_old_one(browser, service, person, anyone):
    who = person()
    path = f"accounts/{who.id}/password"
    assert who.username in shown(browser.get(f"{WEB}/{path}"))
    assert send(browser, path, password="mat-khau-moi-tinh").status_code == 303
    assert service.log_in(who.username, "mat-khau-moi-tinh")
    body = {"username": who.username, "password": who.password}
    assert anyone.post("/api/identity/tokens", json=body).status_code == 401


@pytest.mark.parametrize("password", ["ngan", "xin-{name}-chao"])
def test_a_weak_new_password_is_refused_and_the_old_one_stays(browser, service, person, password):
    who = person()
    weak = password.format(name=who.username)
    page = shown(send(browser, f"accounts/{who.id}/password", password=weak), 422)
    assert 'class="field wrong"' in page
    assert service.log_in(who.username, who.password)


def test_what_people_type_is_escaped(browser, person):
    person(display_name="<script>alert(1)</script>")
    assert "<script>alert" not in shown(browser.get(f"{WEB}/accounts"))


def test_a_page_for_an_unknown_account_is_not_found(browser):
    page = shown(browser.get(f"{WEB}/accounts/nobody/password"), 404)
    assert "There is no account nobody" in page
