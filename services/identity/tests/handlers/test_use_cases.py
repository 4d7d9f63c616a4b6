"""Use cases over an in-memory repository: what is answered, what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nscl_contracts import CloudEvent, decode, encode
from nscl_identity.domain.account import MAX_FAILURES, PAUSE, username_key
from nscl_identity.domain.events import AccountChanged
from nscl_identity.handlers import commands
from nscl_identity.handlers.table import HANDLERS
from nscl_identity.publishing.announce import announce
from nscl_shared.kernel import Conflict, NotFound, new_id


class Accounts:
    def __init__(self):
        self.items = {}

    def get(self, aggregate_id):
        if aggregate_id not in self.items:
            raise NotFound("account-not-found", id=aggregate_id)
        return self.items[aggregate_id]

    def by_username(self, username):
        wanted = username_key(username)
        return next((a for a in self.items.values() if a.username == wanted), None)

    def add(self, aggregate):
        self.items[aggregate.id] = aggregate


class Work:
    def __init__(self):
        self.accounts = Accounts()


@pytest.fixture
def work():
    return Work()


@pytest.fixture
def do(work):
    return lambda command: HANDLERS[type(command)](command, work)


@pytest.fixture
def account_id(do, make):
    return do(make.creation())["id"]


@pytest.fixture
def login(do, make, account_id):
    def noted(*, succeeded, at=make.now):
        return do(commands.NoteLogin(account_id=account_id, succeeded=succeeded, at=at))

    return noted


def test_every_command_has_a_handler():
    declared = {value for value in vars(commands).values() if isinstance(value, type)}
    ours = {value for value in declared if value.__module__ == commands.__name__}
    assert set(HANDLERS) == ours


def test_a_new_account_is_kept_with_everything_given(do, make, work):
    made = do(make.creation(role="finance"))
    kept = work.accounts.get(made["id"])
    assert made == {"id": kept.id, "role": "finance"}
    assert (kept.display_name, kept.email) == ("Trần Thị B", "canbo01@langson.example")
    assert (kept.password_hash, kept.disabled) == ("$argon2id$of-a-test", False)


def test_the_answer_says_nothing_of_the_password(do, make):
    assert "argon2id" not in str(do(make.creation()))


@pytest.mark.parametrize("taken", ["canbo01", "CanBo01", " canbo01 "])
def test_a_user_name_is_given_once_in_any_spelling(do, make, work, account_id, taken):
    with pytest.raises(Conflict) as refused:
        do(make.creation(username=taken))
    assert (refused.value.code, refused.value.field) == ("username-taken", "username")
    assert list(work.accounts.items) == [account_id]


def test_two_people_of_one_office_may_share_its_mail_address(do, make, work, account_id):
    other = do(make.creation(username="canbo02"))
    assert work.accounts.get(other["id"]).email == work.accounts.get(account_id).email


def test_locking_and_unlocking_say_in_which_state_the_account_is(do, account_id):
    locked = do(commands.LockAccount(account_id=account_id))
    assert locked == {"id": account_id, "locked": True}
    with pytest.raises(Conflict, match="account-already-locked"):
        do(commands.LockAccount(account_id=account_id))
    unlocked = do(commands.UnlockAccount(account_id=account_id))
    assert unlocked == {"id": account_id, "locked": False}


def test_five_wrong_passwords_lock_and_a_new_password_unlocks(do, make, work, account_id, login):
    told = [login(succeeded=False)["locked"] for _ in range(MAX_FAILURES)]
    assert told == [False] * (MAX_FAILURES - 1) + [True]
    command = commands.ResetPassword(account_id=account_id, password_hash="$argon2id$new")
    assert do(command)["locked"] is False
    assert work.accounts.get(account_id).password_hash == "$argon2id$new"
    assert work.accounts.get(account_id).may_try(make.now)


def test_a_wrong_password_after_the_pause_is_only_the_first_again(make, login):
    for _ in range(MAX_FAILURES):
        login(succeeded=False)
    late = make.now + PAUSE + timedelta(seconds=1)
    assert login(succeeded=False, at=late)["locked"] is False


def test_a_login_is_noted_with_its_moment(make, work, account_id, login):
    assert login(succeeded=True)["locked"] is False
    assert work.accounts.get(account_id).last_login_at == make.now


@pytest.mark.parametrize(
    ("command", "more"),
    [
        (commands.LockAccount, {}),
        (commands.UnlockAccount, {}),
        (commands.ResetPassword, {"password_hash": "x"}),
    ],
)
def test_an_unknown_account_is_named_in_the_refusal(do, command, more):
    with pytest.raises(NotFound) as refused:
        do(command(account_id="nobody", **more))
    assert (refused.value.code, refused.value.params) == ("account-not-found", {"id": "nobody"})


def announced(account):
    return [message for _, event in account.collect() if (message := announce(event))]


def envelope(message, time):
    return CloudEvent(
        id=new_id(),
        source="/province/lang-son/identity",
        type=message.contract.type,
        subject=message.subject,
        time=time,
        sequence=1,
        data=message.data,
    )


def test_what_is_announced_holds_to_its_contract(make):
    account = make.account()
    account.disable()
    messages = announced(account)
    assert [message.contract.type for message in messages] == [
        "vn.nscl.identity.account-created.v1",
        "vn.nscl.identity.account-locked.v1",
    ]
    for message in messages:
        event = decode(encode(envelope(message, make.now)))
        assert (event.subject, event.data) == (account.id, message.data)


def test_what_only_this_service_needs_is_not_announced():
    assert announce(AccountChanged("a-1")) is None
