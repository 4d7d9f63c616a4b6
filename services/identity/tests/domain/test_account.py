"""An account is named once, believes in few wrong passwords, and tells no secret."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_contracts.identity import ROLES as CONTRACT_ROLES
from nscl_identity.domain.account import (
    MAX_FAILURES,
    MAX_PASSWORD,
    MIN_PASSWORD,
    PAUSE,
    check_password_policy,
    username_key,
)
from nscl_identity.domain.events import AccountChanged, AccountCreated, AccountLocked
from nscl_shared.auth import ROLES
from nscl_shared.kernel import Conflict, InvalidInput


def recorded(account):
    return [event for _sequence, event in account.collect()]


def fail(account, times, at):
    for _ in range(times):
        account.note_failure(at)


def refusal(password, username="canbo01"):
    with pytest.raises(InvalidInput) as refused:
        check_password_policy(password, username)
    assert refused.value.field == "password"
    return refused.value


def test_creating_an_account_tells_who_it_is_and_as_what(make):
    account = make.account(account_id="a-1", username="CanBo01", role="appraiser")
    [(sequence, event)] = account.collect()
    assert event == AccountCreated("a-1", "canbo01", "Trần Thị B", "appraiser")
    assert (sequence, account.version, account.role) == (1, 1, "appraiser")


def test_no_event_carries_password_or_mail_address(make):
    account = make.account()
    account.set_password_hash("$argon2id$another")
    account.disable()
    told = [asdict(event) for event in recorded(account)]
    assert len(told) == 3
    assert "argon2id" not in str(told)
    assert account.email not in str(told)


@pytest.mark.parametrize("written", ["canbo01", "CANBO01", "  CanBo01 \n"])
def test_user_names_are_the_same_in_any_case_and_spacing(make, written):
    assert username_key(written) == "canbo01"
    assert make.account(username=written).username == "canbo01"


def test_the_contract_and_the_tokens_know_the_same_roles():
    assert set(CONTRACT_ROLES) == ROLES


@pytest.mark.parametrize("length", [MIN_PASSWORD, MAX_PASSWORD])
def test_a_password_of_an_allowed_length_is_accepted(length):
    check_password_policy("x" * length, "canbo01")


def test_a_password_of_nine_characters_is_too_short():
    refused = refusal("x" * (MIN_PASSWORD - 1))
    assert (refused.code, refused.params) == ("password-too-short", {"minimum": 10})


def test_a_password_that_would_cost_the_hash_too_much_is_too_long():
    refused = refusal("x" * (MAX_PASSWORD + 1))
    assert (refused.code, refused.params) == ("password-too-long", {"maximum": 200})


def test_length_is_counted_in_characters_not_bytes():
    check_password_policy("mậtkhẩuđẹp", "canbo01")
    assert refusal("mậtkhẩuđẹ").code == "password-too-short"


@pytest.mark.parametrize("password", ["canbo01-2022", "xxCANBO01xx", "2022canbo01"])
def test_a_password_must_not_contain_the_user_name(password):
    assert refusal(password, "CanBo01").code == "password-contains-username"


@given(st.text(max_size=MAX_PASSWORD + 20))
def test_whatever_is_accepted_is_long_enough_and_not_the_name(password):
    try:
        check_password_policy(password, "abc")
    except InvalidInput:
        return
    assert MIN_PASSWORD <= len(password) <= MAX_PASSWORD
    assert "abc" not in password.casefold()


def test_four_wrong_passwords_do_not_close_an_account(make):
    account = make.account()
    account.collect()
    fail(account, MAX_FAILURES - 1, make.now)
    assert account.may_try(make.now)
    assert recorded(account) == [AccountChanged(account.id)] * (MAX_FAILURES - 1)


def test_the_fifth_wrong_password_closes_the_account_for_a_quarter_of_an_hour(make):
    account = make.account()
    fail(account, MAX_FAILURES, make.now)
    assert recorded(account)[-1] == AccountLocked(account.id, "too-many-failures")
    assert not account.may_try(make.now + PAUSE - timedelta(seconds=1))
    assert account.may_try(make.now + PAUSE)
    assert timedelta(minutes=15) == PAUSE


def test_after_the_pause_counting_starts_again(make):
    account = make.account()
    fail(account, MAX_FAILURES, make.now)
    later = make.now + PAUSE
    fail(account, MAX_FAILURES - 1, later)
    assert account.may_try(later)
    account.note_failure(later)
    assert not account.may_try(later)


def test_a_success_forgets_earlier_failures_and_is_remembered(make):
    account = make.account()
    fail(account, MAX_FAILURES - 1, make.now)
    account.note_success(make.now)
    fail(account, MAX_FAILURES - 1, make.now)
    assert account.may_try(make.now)
    assert account.last_login_at == make.now


def test_a_disabled_account_stays_closed_whatever_the_clock_says(make):
    account = make.account()
    account.collect()
    account.disable()
    assert recorded(account) == [AccountLocked(account.id, "by-administrator")]
    assert not account.may_try(make.now + timedelta(days=10_000))


def test_a_disabled_account_is_not_disabled_twice(make):
    account = make.account()
    account.disable()
    with pytest.raises(Conflict) as refused:
        account.disable()
    assert refused.value.code == "account-already-locked"
    assert refused.value.params == {"username": "canbo01"}


def test_opening_an_account_undoes_both_ways_of_closing_it(make):
    account = make.account()
    fail(account, MAX_FAILURES, make.now)
    account.disable()
    account.enable()
    assert account.may_try(make.now)


def test_a_new_password_opens_the_account(make):
    account = make.account()
    fail(account, MAX_FAILURES, make.now)
    account.set_password_hash("$argon2id$another")
    assert account.may_try(make.now)
    assert account.password_hash == "$argon2id$another"
    assert recorded(account)[-1] == AccountChanged(account.id)
