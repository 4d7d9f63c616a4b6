"""Officers are known from what identity says of new accounts, before they ever come here."""

from contextlib import closing

import pytest

from nscl_contracts.identity import AccountCreated
from nscl_shared.kernel import new_id
from nscl_shared.messaging.publisher import ConfirmingPublisher
from nscl_shared.testing.producer import announce, example_event
from nscl_shared.testing.waiting import until

from .conftest import API

QUEUE = "registration--identity"


@pytest.fixture
def identity(service):
    """Say as identity does that an account was made."""
    with closing(ConfirmingPublisher(service.amqp_uri, heartbeat=0)) as publisher:
        asked = publisher.channel.queue_declare
        until(lambda: asked(QUEUE, passive=True).consumer_count, "someone listens", 30)

    def made(role, name):
        account = new_id()
        event = example_event(AccountCreated, account_id=account, role=role, display_name=name)
        announce(service.amqp_uri, event)
        return account

    return made


def offered(officer):
    page = officer.get("/registration/inbox", params={"queue": "to-receive"})
    assert page.status_code == 200, page.text
    return page.text


def test_a_case_is_given_to_an_officer_who_has_never_been_here(
    officer, register, project, identity
):
    other = identity("firm", "Công ty Không Phải Cán Bộ")
    account = identity("officer", "Cán bộ Mới Đến")
    until(lambda: account in offered(officer), "the officer to be offered", 30)
    assert "Cán bộ Mới Đến" in offered(officer)
    assert other not in offered(officer)
    case = register.application(project)["id"]
    given = officer.post(f"{API}/applications/{case}/assign", json={"officer_id": account})
    assert given.status_code == 200, given.text
    assert officer.get(f"{API}/applications/{case}").json()["officer_id"] == account


def test_the_name_of_now_is_kept_when_the_news_of_the_account_comes_late(
    service, officer, identity
):
    account = identity("officer", "Tên Cũ")
    until(lambda: account in offered(officer), "the officer to be offered", 30)
    with service.client("officer", subject=account, **{"Accept-Language": "en"}) as visitor:
        visitor.get("/registration/inbox").raise_for_status()
    announce(
        service.amqp_uri,
        example_event(AccountCreated, account_id=account, role="officer", display_name="Tên Cũ"),
    )
    later = identity("officer", "Sau Cùng")
    until(lambda: later in offered(officer), "the news to be read", 30)
    assert "Tên Cũ" not in offered(officer)
