"""Accounts come back as they were kept, once per user name, with their announcement."""

from datetime import UTC, datetime
from functools import partial

import pytest
from pymongo.errors import DuplicateKeyError

from nscl_contracts import decode
from nscl_identity.domain.account import MAX_FAILURES, PAUSE
from nscl_identity.handlers import commands
from nscl_identity.queries.accounts import PAGE, list_accounts, show_account
from nscl_identity.storage.documents import AccountDocument
from nscl_identity.storage.unit_of_work import IdentityUnitOfWork
from nscl_shared.kernel import Conflict, NotFound
from nscl_shared.persistence import in_transaction
from nscl_shared.testing.commands import attempted, attempted_at_once


def stored(account):
    def save():
        work = IdentityUnitOfWork()
        work.accounts.add(account)
        work.flush()

    in_transaction("identity", save)
    return IdentityUnitOfWork().accounts.get(account.id)


def fail(bus, account_id, at):
    return bus.execute(commands.NoteLogin(account_id=account_id, succeeded=False, at=at))


@pytest.fixture
def attempt(bus):
    return partial(attempted, bus)


@pytest.fixture
def at_once(bus):
    return partial(attempted_at_once, bus)


def test_an_account_comes_back_with_its_whole_state(db, make):
    account = make.account()
    account.note_success(make.now)
    for _ in range(MAX_FAILURES + 2):
        account.note_failure(make.now)
    account.disable()
    assert stored(account) == account


def test_an_account_that_never_logged_in_comes_back(db, make):
    account = make.account()
    back = stored(account)
    assert (back, back.last_login_at, back.locked_until) == (account, None, None)


def test_an_account_is_found_by_its_name_in_any_case(db, make):
    account = stored(make.account(username="CanBo01"))
    assert IdentityUnitOfWork().accounts.by_username("CANBO01 ") == account
    assert IdentityUnitOfWork().accounts.by_username("canbo") is None


def test_an_unknown_account_is_not_found(db):
    with pytest.raises(NotFound, match="account-not-found"):
        IdentityUnitOfWork().accounts.get("nobody")
    with pytest.raises(NotFound, match="account-not-found"):
        show_account("nobody")


def test_the_database_itself_refuses_a_second_account_of_the_name(db, make):
    stored(make.account())
    with pytest.raises(DuplicateKeyError):
        stored(make.account())


@pytest.mark.parametrize(
    "query",
    [
        lambda: AccountDocument.objects(username="canbo01"),
        lambda: AccountDocument.objects(id="a-1"),
        lambda: AccountDocument.objects(username__gt="canbo01").order_by("username"),
    ],
    ids=["by name", "by id", "page of the list"],
)
def test_accounts_are_read_by_an_index(db, query):
    plan = query().explain()["queryPlanner"]["winningPlan"]
    used = set()
    while plan:
        used.add(plan["stage"])
        plan = plan.get("inputStage")
    assert "COLLSCAN" not in used
    assert used & {"IXSCAN", "EXPRESS_IXSCAN", "IDHACK", "EXPRESS_CLUSTERED_IXSCAN"}


def test_a_name_asked_for_many_times_at_once_is_given_once(db, make, at_once):
    answers = at_once([make.creation()] * 8)
    refused = [answer for answer in answers if not isinstance(answer, dict)]
    assert len(refused) == 7
    assert {(error.code, error.field) for error in refused} == {("username-taken", "username")}
    assert db["accounts"].count_documents({}) == 1
    assert db["outbox"].count_documents({}) == 1


def test_wrong_passwords_at_once_are_all_counted(db, bus, make, at_once):
    account_id = bus.execute(make.creation())["id"]
    noted = commands.NoteLogin(account_id=account_id, succeeded=False, at=make.now)
    answers = at_once([noted] * MAX_FAILURES)
    assert sum(answer["locked"] for answer in answers) == 1
    assert not IdentityUnitOfWork().accounts.get(account_id).may_try(make.now)


def test_an_account_and_its_announcement_appear_together(db, bus, make):
    account_id = bus.execute(make.creation())["id"]
    [row] = db["outbox"].find()
    event = decode(row["body"])
    assert (event.type, event.subject) == ("vn.nscl.identity.account-created.v1", account_id)
    assert (event.sequence, row["subject"]) == (1, event.subject)
    assert "argon2id" not in row["body"]


def test_tries_to_log_in_are_not_announced_but_the_lock_is(db, bus, make):
    account_id = bus.execute(make.creation())["id"]
    db["outbox"].delete_many({})
    for _ in range(MAX_FAILURES):
        fail(bus, account_id, make.now)
    [row] = db["outbox"].find()
    assert decode(row["body"]).data == {"account_id": account_id, "reason": "too-many-failures"}


def test_a_refused_command_leaves_nothing_behind(db, bus, make):
    bus.execute(make.creation())
    before = {name: db[name].count_documents({}) for name in db.list_collection_names()}
    with pytest.raises(Conflict, match="username-taken"):
        bus.execute(make.creation(), key="again")
    assert {name: db[name].count_documents({}) for name in db.list_collection_names()} == before


def test_a_repeated_command_answers_as_the_first_time(db, bus, make):
    answers = [bus.execute(make.creation(), key="once") for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert db["accounts"].count_documents({}) == 1


def test_the_list_goes_by_name_page_by_page_and_never_shows_a_hash(db, make):
    names = [f"canbo{number:03}" for number in range(PAGE + 2)]
    for name in reversed(names):
        stored(make.account(username=name))
    first, following = list_accounts()
    rest, end = list_accounts(following)
    assert [item["username"] for item in first + rest] == names
    assert (len(first), end) == (PAGE, None)
    assert "argon2id" not in str(first)
    assert "password_hash" not in first[0]


def test_an_account_is_shown_as_locked_only_while_it_is_locked(db, bus, make):
    account_id = bus.execute(make.creation())["id"]
    now = datetime.now(UTC)
    for _ in range(MAX_FAILURES):
        fail(bus, account_id, now - PAUSE)
    assert show_account(account_id)["locked"] is False
    for _ in range(MAX_FAILURES):
        fail(bus, account_id, now)
    assert show_account(account_id)["locked"] is True
