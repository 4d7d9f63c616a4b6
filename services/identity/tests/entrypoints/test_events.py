"""What happens to accounts is announced on ``identity.events`` as the contracts say."""

import pytest

from nscl_contracts import catalogue, identity
from nscl_identity.domain.account import MAX_FAILURES
from nscl_identity.domain.events import AccountCreated, AccountLocked
from nscl_identity.publishing.announce import announce

API = "/api/identity"
CREATED = "vn.nscl.identity.account-created.v1"
LOCKED = "vn.nscl.identity.account-locked.v1"


@pytest.fixture
def guess(anyone):
    def guessed(who, times):
        body = {"username": who.username, "password": "khong-phai-mat-khau"}
        for _ in range(times):
            assert anyone.post(f"{API}/tokens", json=body).status_code == 401

    return guessed


def test_a_new_account_is_announced_with_name_and_role_only(events, admin, ask):
    body = ask(role="appraiser")
    account_id = admin.post(f"{API}/accounts", json=body).json()["id"]
    [event] = events.of(account_id, 1)
    assert (event.type, event.sequence, event.province) == (CREATED, 1, "lang-son")
    assert event.source == "/province/lang-son/identity"
    assert event.data == {
        "account_id": account_id,
        "username": body["username"],
        "display_name": body["display_name"],
        "role": "appraiser",
        "firm_id": None,
    }


def test_a_firm_that_signs_up_is_announced_as_a_firm(events, anyone, ask):
    headers = {"X-Request-ID": "dang-ky-1"}
    made = anyone.post(f"{API}/signup", json=ask(), headers=headers).json()
    [event] = events.of(made["id"], 1)
    assert (event.data["role"], event.correlationid) == ("firm", "dang-ky-1")


def test_an_administrators_lock_is_announced_once(events, admin, person):
    who = person()
    for step in ("lock", "lock", "unlock"):
        admin.post(f"{API}/accounts/{who.id}/{step}")
    created, locked = events.of(who.id, 2)
    assert (created.type, locked.type) == (CREATED, LOCKED)
    assert locked.data == {"account_id": who.id, "reason": "by-administrator"}
    assert locked.sequence == 2


def test_the_fifth_wrong_password_is_announced_and_the_four_before_are_not(events, person, guess):
    who = person()
    guess(who, MAX_FAILURES)
    _created, locked = events.of(who.id, 2)
    assert locked.data["reason"] == "too-many-failures"
    assert locked.sequence == 1 + MAX_FAILURES


def test_what_is_refused_is_not_announced(events, anyone, ask, person):
    taken = person()
    answer = anyone.post(f"{API}/signup", json=ask(username=taken.username))
    assert answer.status_code == 409
    last = person()
    events.of(last.id, 1)
    named = [event.data["username"] for event in events.taken if event.type == CREATED]
    assert named.count(taken.username) == 1


def test_a_login_is_not_announced(events, service, person):
    who = person()
    service.log_in(who.username, who.password)
    events.of(person().id, 1)
    assert [event.type for event in events.taken if event.subject == who.id] == [CREATED]


def test_no_event_carries_password_hash_or_mail_address(events, admin, ask):
    body = ask(role="officer")
    made = admin.post(f"{API}/accounts", json=body).json()
    admin.post(f"{API}/accounts/{made['id']}/lock")
    told = str([event.data for event in events.of(made["id"], 2)])
    for secret in (body["password"], body["email"], "argon2"):
        assert secret not in told


def test_every_contract_of_this_service_has_its_announcement():
    ours = {contract for contract in catalogue().values() if contract.service == "identity"}
    told = (AccountCreated("a", "b", "c", "firm"), AccountLocked("a", "by-administrator"))
    assert {announce(event).contract for event in told} == ours
    assert {identity.AccountCreated, identity.AccountLocked} == ours
