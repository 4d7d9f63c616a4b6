"""Accounts over REST: who may make and see them, what is refused and in which words."""

import json

import openapi_spec_validator
import pytest

from nscl_identity.queries.accounts import PAGE

API = "/api/identity"
NOT_ADMIN = ["officer", "appraiser", "finance", "firm", "partner", "auditor"]
ADMIN_ONLY = [
    ("GET", "accounts"),
    ("POST", "accounts"),
    ("POST", "accounts/x/lock"),
    ("POST", "accounts/x/unlock"),
]


def problem(response, status, code):
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["code"] == code
    return body


def test_a_firm_signs_up_by_itself_and_is_a_firm(service, anyone, ask):
    body = ask()
    made = anyone.post(f"{API}/signup", json=body)
    assert (made.status_code, made.json()["role"]) == (201, "firm")
    with service.bearer(service.log_in(body["username"], body["password"])) as client:
        me = client.get(f"{API}/me").json()
    assert (me["id"], me["role"]) == (made.json()["id"], "firm")
    assert (me["username"], me["email"], me["locked"]) == (body["username"], body["email"], False)


def test_nobody_chooses_a_role_when_signing_up(anyone, admin, ask):
    body = ask(role="officer")
    told = problem(anyone.post(f"{API}/signup", json=body), 422, "invalid-input")
    assert told["errors"][0]["field"] == "role"
    rows = admin.get(f"{API}/accounts").json()["items"]
    assert body["username"] not in [row["username"] for row in rows]


@pytest.mark.parametrize("role", ["admin", *NOT_ADMIN])
def test_an_administrator_makes_accounts_of_every_role(admin, ask, role):
    made = admin.post(f"{API}/accounts", json=ask(role=role))
    assert made.status_code == 201
    assert made.json()["role"] == role
    assert made.headers["location"] == f"{API}/accounts/{made.json()['id']}"


def test_no_answer_shows_a_password_or_its_hash(admin, ask):
    body = ask(role="officer")
    answers = [admin.post(f"{API}/accounts", json=body), admin.get(f"{API}/accounts")]
    for answer in answers:
        assert body["password"] not in answer.text
        assert "argon2" not in answer.text
    assert "password" not in answers[1].text


@pytest.mark.parametrize("role", NOT_ADMIN)
def test_only_administrators_reach_the_accounts(signed_in, role):
    with signed_in(role) as client:
        for method, path in ADMIN_ONLY:
            told = problem(client.request(method, f"{API}/{path}", json={}), 403, "not-allowed")
            assert role in told["detail"]


@pytest.mark.parametrize(("method", "path"), [*ADMIN_ONLY, ("GET", "me")])
def test_nobody_enters_without_a_token(anyone, method, path):
    answer = anyone.request(method, f"{API}/{path}", json={})
    problem(answer, 401, "not-authenticated")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["x", "a.b.c", "null"])
def test_a_token_of_no_worth_is_refused(service, token):
    with service.bearer(token) as client:
        problem(client.get(f"{API}/me"), 401, "token-invalid")


def test_a_taken_user_name_is_told_with_its_field(anyone, ask, person):
    taken = person().username
    for spelling in (taken, taken.upper()):
        answer = anyone.post(f"{API}/signup", json=ask(username=spelling))
        [error] = problem(answer, 409, "username-taken")["errors"]
        assert (error["field"], spelling in error["detail"]) == ("username", True)
        assert error["remedy"]


BAD = [
    ("username", "ab", "Dùng 3 đến 64 chữ cái", "Use 3 to 64 letters"),
    ("username", "tên có dấu", "không dấu", "without accents"),
    ("username", "-canbo", "Dùng 3 đến 64 chữ cái", "Use 3 to 64 letters"),
    ("username", {"$ne": ""}, "không phải là văn bản", "This is not a text"),
    ("username", None, "được để trống", "This may not be empty"),
    ("password", "ngan", "Mật khẩu quá ngắn", "The password is too short"),
    ("password", "d" * 201, "Mật khẩu quá dài", "The password is too long"),
    ("password", 1234567890, "không phải là văn bản", "This is not a text"),
    ("email", "khong-phai-thu", "thư điện tử", "This is not an e-mail address"),
    ("display_name", "", "Độ dài không đúng", "This has the wrong length"),
    ("surplus", 1, "không có trong biểu mẫu", "This field is not known here"),
]


@pytest.mark.parametrize(("field", "value", "vietnamese", "english"), BAD)
def test_bad_input_names_its_field_in_the_callers_language(
    anyone, ask, field, value, vietnamese, english
):
    said = {}
    for language in ("vi", "en"):
        headers = {"Accept-Language": language}
        answer = anyone.post(f"{API}/signup", json=ask(**{field: value}), headers=headers)
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-language"] == language
        [error] = answer.json()["errors"]
        assert error["field"] == field
        said[language] = error["detail"]
    assert vietnamese in said["vi"]
    assert english in said["en"]
    assert said["vi"] != said["en"]


def test_vietnamese_is_spoken_to_who_names_no_language(service, ask):
    with service.client(**{"Accept-Language": ""}) as client:
        told = client.post(f"{API}/signup", json=ask(password="ngan")).json()
    assert "Mật khẩu quá ngắn" in told["errors"][0]["detail"]


def test_a_short_password_is_told_how_long_it_must_be(anyone, ask):
    answer = anyone.post(f"{API}/signup", json=ask(password="123456789"))
    [error] = problem(answer, 422, "password-too-short")["errors"]
    assert "10" in error["remedy"]


def test_a_password_with_the_user_name_in_it_is_refused(anyone, ask):
    body = ask(username="caphe2022", password="xinCAPHE2022chao")
    problem(anyone.post(f"{API}/signup", json=body), 422, "password-contains-username")


def test_an_unknown_role_is_refused_with_the_choices(admin, ask):
    answer = admin.post(f"{API}/accounts", json=ask(role="director"))
    [error] = problem(answer, 422, "invalid-input")["errors"]
    assert error["field"] == "role"
    assert "auditor" in error["remedy"]


def test_everything_missing_is_named_at_once(anyone):
    told = problem(anyone.post(f"{API}/signup", json={}), 422, "invalid-input")
    assert {error["field"] for error in told["errors"]} == {
        "username",
        "password",
        "display_name",
        "email",
    }


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [(b"{", 400, "malformed-body"), (b"\xff\xfe", 400, "malformed-body"), (b"[]", 422, None)],
)
def test_a_body_that_is_no_json_object_is_refused(anyone, content, status, code):
    headers = {"Content-Type": "application/json"}
    answer = anyone.post(f"{API}/tokens", content=content, headers=headers)
    problem(answer, status, code or "invalid-input")


def test_a_form_is_no_way_into_the_rest_interface(anyone, person):
    who = person()
    data = {"username": who.username, "password": who.password}
    problem(anyone.post(f"{API}/tokens", data=data), 415, "unsupported-content-type")


def test_locking_and_unlocking_show_in_the_list(admin, person):
    who = person()

    def locked():
        rows = admin.get(f"{API}/accounts", params={"cursor": who.username[:-1]}).json()["items"]
        return next(row["locked"] for row in rows if row["id"] == who.id)

    here = f"{API}/accounts/{who.id}"
    assert admin.post(f"{here}/lock").json() == {"id": who.id, "locked": True}
    assert locked()
    problem(admin.post(f"{here}/lock"), 409, "account-already-locked")
    assert admin.post(f"{here}/unlock").json() == {"id": who.id, "locked": False}
    assert not locked()


@pytest.mark.parametrize("step", ["lock", "unlock"])
def test_an_account_that_does_not_exist_is_not_found(admin, step):
    told = problem(admin.post(f"{API}/accounts/nobody/{step}"), 404, "account-not-found")
    assert "nobody" in told["detail"]


def test_the_list_pages_by_user_name(admin, person):
    names = {person().username for _ in range(2)}
    seen, cursor = [], None
    while True:
        found = admin.get(f"{API}/accounts", params={"cursor": cursor} if cursor else {}).json()
        seen += [row["username"] for row in found["items"]]
        cursor = found["next"]
        if cursor is None:
            break
        assert len(found["items"]) == PAGE
    assert seen == sorted(seen)
    assert names | {"admin"} <= set(seen)


def test_a_repeated_sign_up_is_answered_like_the_first(anyone, ask):
    body, headers = ask(), {"Idempotency-Key": "dang-ky-mot-lan"}
    answers = [anyone.post(f"{API}/signup", json=body, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert json.loads(answers[0].text) == json.loads(answers[1].text)


def test_two_strangers_with_the_same_key_get_an_account_each(anyone, ask):
    headers = {"Idempotency-Key": "1"}
    answers = [anyone.post(f"{API}/signup", json=ask(), headers=headers) for _ in range(2)]
    assert answers[0].json()["id"] != answers[1].json()["id"]


def test_the_api_describes_itself(anyone):
    document = anyone.get(f"{API}/openapi.json").json()
    openapi_spec_validator.validate(document)
    assert f"{API}/tokens" in document["paths"]
