"""One event, one letter; the address comes from the event or from the register."""

from datetime import timedelta

import pytest

from nscl_notifications.domain.letter import Cause, Letter
from nscl_notifications.domain.notification import DeliveryState
from nscl_notifications.handlers.commands import CopyContact, QueueNotification, SendAgain
from nscl_notifications.handlers.copy_contact import copy_contact
from nscl_notifications.handlers.queue_notification import queue_notification
from nscl_notifications.handlers.send_again import send_again
from nscl_shared.kernel import InvalidInput


@pytest.fixture
def command(now):
    def build(recipient="lien.he@vidu.example"):
        cause = Cause("e-1", "t", "2022-P1-0001", "f-1", "Công ty")
        return QueueNotification(
            cause=cause,
            template="application-approved",
            language="vi",
            letter=Letter("s", "t", "h"),
            recipient=recipient,
            now=now,
        )

    return build


def only(work):
    [notification] = work.notifications.things.values()
    return notification


def test_the_same_event_makes_one_letter_only(work, command):
    assert queue_notification(command(), work) == queue_notification(command(), work)
    assert only(work).state is DeliveryState.QUEUED


def test_the_address_in_the_event_goes_before_the_registers(work, command, now):
    copy_contact(CopyContact(firm_id="f-1", sequence=1, email="khac@vidu.example", now=now), work)
    queue_notification(command(), work)
    assert only(work).recipient == "lien.he@vidu.example"


@pytest.mark.parametrize("given", [None, "không có"])
def test_without_a_usable_one_the_registers_address_is_taken(work, command, now, given):
    copy_contact(CopyContact(firm_id="f-1", sequence=1, email="so@vidu.example", now=now), work)
    queue_notification(command(given), work)
    assert only(work).recipient == "so@vidu.example"


def test_a_letter_that_came_before_the_address_is_sent_when_it_comes(work, command, now):
    queue_notification(command(None), work)
    assert only(work).state is DeliveryState.UNDELIVERABLE
    copy_contact(CopyContact(firm_id="f-1", sequence=1, email="so@vidu.example", now=now), work)
    assert (only(work).state, only(work).recipient) == (DeliveryState.QUEUED, "so@vidu.example")


def test_a_letter_that_waited_for_months_is_left_to_the_officers(work, command, now):
    queue_notification(command(None), work)
    later = now + timedelta(days=31)
    copy_contact(CopyContact(firm_id="f-1", sequence=1, email="so@vidu.example", now=later), work)
    assert only(work).state is DeliveryState.UNDELIVERABLE


def test_an_older_register_entry_does_not_bring_back_an_old_address(work, command, now):
    for sequence, email in ((2, "moi@vidu.example"), (1, "cu@vidu.example")):
        copy_contact(CopyContact(firm_id="f-1", sequence=sequence, email=email, now=now), work)
    queue_notification(command(None), work)
    assert only(work).recipient == "moi@vidu.example"


def test_sending_again_refuses_what_is_no_address(work, command, now):
    queue_notification(command(None), work)
    wish = SendAgain(notification_id=only(work).id, now=now, recipient="a@b.vn\nBcc: c@d.vn")
    with pytest.raises(InvalidInput, match="recipient-invalid"):
        send_again(wish, work)
