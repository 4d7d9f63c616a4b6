"""A letter is tried until it is taken or given up, by one sender at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl_notifications.domain.events import Delivered, Failed
from nscl_notifications.domain.letter import Cause, Letter
from nscl_notifications.domain.notification import DeliveryState, Notification
from nscl_notifications.domain.patience import Patience
from nscl_shared.kernel import Conflict, InvalidInput

LEASE = timedelta(minutes=2)
PATIENCE = Patience([60, 300, 900])
START = datetime(2022, 5, 20, tzinfo=UTC)


def outcome(notification):
    return [e for _s, e in notification.collect() if isinstance(e, Delivered | Failed)]


def test_a_letter_with_an_address_is_due_at_once(queue, now):
    assert queue().next_attempt_at == now


def test_a_letter_without_address_is_listed_as_undeliverable(queue, now):
    letter = queue(None)
    assert letter.state is DeliveryState.UNDELIVERABLE
    with pytest.raises(Conflict, match="notification-not-due"):
        letter.claim(now, LEASE)


def test_a_delivered_letter_tells_where_it_went(queue, now):
    letter = queue()
    letter.claim(now, LEASE)
    letter.succeed(1, now)
    [told] = outcome(letter)
    assert (told.recipient, told.delivered_at) == ("lien.he@vidu.example", now)


def test_a_claimed_letter_cannot_be_claimed_by_another_sender(queue, now):
    letter = queue()
    letter.claim(now, LEASE)
    with pytest.raises(Conflict, match="notification-not-due"):
        letter.claim(now + LEASE - timedelta(seconds=1), LEASE)


def test_the_letter_of_a_sender_that_died_is_taken_over_under_the_same_message_id(queue, now):
    letter = queue()
    letter.claim(now, LEASE)
    key = letter.message_key
    letter.claim(now + LEASE, LEASE)
    assert (letter.attempts, letter.message_key) == (2, key)
    assert "interrupted" in [line.outcome for line in letter.history]


def test_a_sender_that_comes_back_too_late_changes_nothing(queue, now):
    letter = queue()
    letter.claim(now, LEASE)
    letter.claim(now + LEASE, LEASE)
    with pytest.raises(Conflict, match="attempt-superseded"):
        letter.succeed(1, now + LEASE)
    assert letter.state is DeliveryState.SENDING


def test_a_temporary_failure_waits_longer_each_time_and_then_gives_up(queue, now):
    letter, waits = queue(), []
    for attempt in (1, 2, 3):
        at = letter.next_attempt_at
        letter.claim(at, LEASE)
        letter.fail(attempt, "451 later", at, PATIENCE, permanent=False)
        waits.append((letter.next_attempt_at - at).total_seconds())
    letter.claim(letter.next_attempt_at, LEASE)
    letter.fail(4, "451 later", now, PATIENCE, permanent=False)
    assert waits == [60, 300, 900]
    assert letter.state is DeliveryState.FAILED
    assert [(f.reason, f.attempts) for f in outcome(letter)] == [("451 later", 4)]


def test_a_permanent_refusal_is_tried_once_more_only(queue, now):
    letter = queue()
    letter.claim(now, LEASE)
    letter.fail(1, "550 no such mailbox", now, PATIENCE, permanent=True)
    assert letter.state is DeliveryState.QUEUED
    letter.claim(letter.next_attempt_at, LEASE)
    letter.fail(2, "550 no such mailbox", now, PATIENCE, permanent=True)
    assert letter.state is DeliveryState.FAILED


def test_a_person_may_have_it_sent_again_under_a_new_message_id(queue, now):
    letter = queue()
    letter.claim(now, LEASE)
    letter.succeed(1, now)
    key = letter.message_key
    letter.send_again(None, now, "Chị Lan")
    assert (letter.state, letter.attempts) == (DeliveryState.QUEUED, 0)
    assert letter.message_key != key


def test_a_letter_on_its_way_is_not_sent_again(queue, now):
    with pytest.raises(Conflict, match="notification-on-its-way"):
        queue().send_again(None, now, "Chị Lan")


def test_an_undeliverable_letter_needs_an_address_to_be_sent(queue, now):
    letter = queue(None)
    with pytest.raises(InvalidInput, match="recipient-missing"):
        letter.send_again(None, now, "Chị Lan")
    letter.send_again("moi@vidu.example", now, "Chị Lan")
    assert letter.recipient == "moi@vidu.example"


@given(st.lists(st.sampled_from(["claim", "succeed", "fail", "again", "tick"]), max_size=30))
def test_no_order_of_things_sends_twice_at_once_or_tells_an_outcome_twice(queue_moves):
    letter, now, in_flight = make(), START, set()
    for move in queue_moves:
        now += timedelta(seconds=400) if move == "tick" else timedelta()
        try:
            if move == "claim":
                letter.claim(now, LEASE)
                in_flight = {letter.attempts}
            elif move in ("succeed", "fail"):
                settle(letter, move, now)
                in_flight.clear()
            elif move == "again":
                letter.send_again(None, now, "Chị Lan")
        except Conflict:
            continue
        assert len(in_flight) <= 1
        assert (letter.state is DeliveryState.SENDING) == bool(in_flight)
    assert len(outcome(letter)) <= letter.edition


def settle(letter, move, now):
    if move == "succeed":
        letter.succeed(letter.attempts, now)
    else:
        letter.fail(letter.attempts, "451", now, PATIENCE, permanent=False)


def make():
    return Notification.queue(
        "n-1",
        cause=Cause("e", "t", "r", "f", "F"),
        channel="email",
        template="t",
        language="vi",
        letter=Letter("s", "t", "h"),
        recipient="a@b.example",
        now=START,
    )
