"""Logging in over REST: what a token says, who believes it, and what a refusal hides."""

import time
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest

from nscl_identity.domain.account import MAX_FAILURES
from nscl_shared.auth import DEFAULT_LIFETIME, ROLES

API = "/api/identity"
PROVINCE = "urn:nscl:lang-son"
WRONG = "khong-phai-mat-khau"


@pytest.fixture
def ask_token(anyone):
    def asked(username, password, **headers):
        body = {"username": username, "password": password}
        return anyone.post(f"{API}/tokens", json=body, headers=headers)

    return asked


@pytest.fixture
def claims(anyone):
    """Verify a token by nothing but the published keys."""

    def verified(token):
        document = anyone.get(f"{API}/jwks.json").json()
        keys = {key.key_id: key for key in jwt.PyJWKSet.from_dict(document).keys}
        key = keys[jwt.get_unverified_header(token)["kid"]]
        return jwt.decode(
            token, key, algorithms=["EdDSA"], audience=PROVINCE, issuer=f"{PROVINCE}:identity"
        )

    return verified


def refused(response):
    assert response.status_code == 401, response.text
    told = response.json()
    return {name: told[name] for name in ("code", "title", "detail", "status", "errors")}


def test_the_right_password_gives_a_bearer_token_that_is_not_cached(ask_token, person):
    who = person()
    answer = ask_token(who.username, who.password)
    assert answer.status_code == 200
    assert set(answer.json()) == {"access_token", "token_type", "expires_in"}
    assert (answer.json()["token_type"], answer.json()["expires_in"]) == (
        "Bearer",
        DEFAULT_LIFETIME,
    )
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_token_verifies_by_the_published_keys_and_says_the_role(service, person, claims, role):
    who = person(role)
    said = claims(service.log_in(who.username, who.password))
    assert (said["sub"], said["username"], said["role"]) == (who.id, who.username, role)
    assert said["exp"] - said["iat"] == DEFAULT_LIFETIME


def test_a_token_carries_no_secret_of_the_account(service, person, claims):
    who = person()
    said = claims(service.log_in(who.username, who.password))
    assert "argon2" not in str(said)
    assert who.password not in str(said)


def test_the_published_keys_are_public_halves_only(anyone):
    [key] = anyone.get(f"{API}/jwks.json").json()["keys"]
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("OKP", "Ed25519", "EdDSA", "sig")
    assert "d" not in key


def test_a_token_with_another_role_written_into_it_is_not_believed(service, person):
    who = person("firm")
    head, _body, signature = service.log_in(who.username, who.password).split(".")
    forged = jwt.encode({"sub": who.id, "role": "admin"}, "x" * 32).split(".")[1]
    with service.bearer(f"{head}.{forged}.{signature}") as client:
        answer = client.get(f"{API}/accounts")
    assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid")


def test_each_login_gets_a_token_and_a_form_secret_of_its_own(service, person, claims):
    who = person()
    said = [claims(service.log_in(who.username, who.password)) for _ in range(2)]
    assert said[0]["jti"] != said[1]["jti"]
    assert said[0]["csrf"] != said[1]["csrf"]


@pytest.mark.parametrize("spelling", [str.upper, str.title, " {} ".format])
def test_the_user_name_is_taken_in_any_case_and_spacing(ask_token, person, spelling):
    who = person()
    assert ask_token(spelling(who.username), who.password).status_code == 200


def test_the_password_is_taken_exactly(ask_token, person):
    who = person()
    for altered in (who.password.upper(), f"{who.password} ", who.password[:-1]):
        assert ask_token(who.username, altered).status_code == 401


def test_nobody_and_a_wrong_password_and_a_closed_account_get_one_answer(ask_token, person, admin):
    who, closed = person(), person()
    admin.post(f"{API}/accounts/{closed.id}/lock").raise_for_status()
    answers = [
        refused(ask_token("khong-ai-ca", WRONG)),
        refused(ask_token(who.username, WRONG)),
        refused(ask_token(closed.username, closed.password)),
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["code"] == "login-refused"


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(ask_token, person):
    def seconds(name):
        started = time.perf_counter()
        refused(ask_token(name, WRONG))
        return time.perf_counter() - started

    names = [person().username for _ in range(5)]
    known = min(seconds(name) for name in names)
    unknown = min(seconds(f"khong-ai-{name}") for name in names)
    assert unknown > known / 2


def test_five_wrong_passwords_close_the_account_to_the_right_one_too(ask_token, person, admin):
    who = person()
    for _ in range(MAX_FAILURES):
        refused(ask_token(who.username, WRONG))
    assert refused(ask_token(who.username, who.password))["code"] == "login-refused"
    admin.post(f"{API}/accounts/{who.id}/unlock").raise_for_status()
    assert ask_token(who.username, who.password).status_code == 200


def test_a_right_password_in_between_starts_the_count_anew(ask_token, person):
    who = person()
    for _ in range(2):
        for _ in range(MAX_FAILURES - 1):
            refused(ask_token(who.username, WRONG))
        assert ask_token(who.username, who.password).status_code == 200


def test_guessing_at_once_is_refused_and_closes_the_account(ask_token, person):
    who = person()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask_token(who.username, WRONG), range(8)))
    assert {refused(answer)["code"] for answer in answers} == {"login-refused"}
    refused(ask_token(who.username, who.password))


def test_every_login_is_shown_as_the_last(ask_token, person, admin):
    who = person()

    def last():
        rows = admin.get(f"{API}/accounts", params={"cursor": who.username[:-1]}).json()["items"]
        return next(row for row in rows if row["id"] == who.id)["last_login_at"]

    seen = [last()]
    for _ in range(2):
        ask_token(who.username, who.password).raise_for_status()
        seen.append(last())
    assert seen[0] is None
    assert seen[1] < seen[2]


def test_the_refusal_is_told_in_the_callers_language(ask_token):
    vietnamese = refused(ask_token("khong-ai-ca", WRONG, **{"Accept-Language": "vi"}))
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in vietnamese["detail"]
    english = refused(ask_token("khong-ai-ca", WRONG, **{"Accept-Language": "en"}))
    assert "User name or password is wrong" in english["detail"]


@pytest.mark.parametrize(
    "name", ["a' OR '1'='1", "{$ne: null}", "x" * 200, "＊", "canbo\u0000", "tên có dấu"]
)
def test_strange_names_are_refused_like_unknown_ones(ask_token, name):
    assert refused(ask_token(name, WRONG))["code"] == "login-refused"
