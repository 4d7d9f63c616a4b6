"""A webhook waits longer each time, gives up in the end, and goes on where it stopped."""

from datetime import UTC, datetime, timedelta

import pytest

from nscl_notifications.domain.webhook import Secret, Webhook, WebhookState
from nscl_notifications.domain.webhook_events import WebhookDisabled, WebhookResumed
from nscl_shared.kernel import Conflict
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance

NOW = datetime(2022, 5, 20, tzinfo=UTC)
PERSEVERANCE = Perseverance([5, 300, 1_800], timedelta(days=5))


def secret(name="s-1"):
    return Secret(name, "default", b"n", b"w")


def hook(**over):
    given = {"name": "so-khcn", "url": "https://a.vn/", "events": ["a"], "secret": secret()}
    return Webhook.add("w-1", **{**given, "now": NOW, **over})


def failure(at=NOW, **over):
    return Outcome(at=at, duration_ms=5, **{"status": 500, "error": "500", **over})


def success(at=NOW):
    return Outcome(at=at, status=204, duration_ms=5)


def told(webhook):
    return [e for _s, e in webhook.collect() if isinstance(e, WebhookDisabled | WebhookResumed)]


def test_each_failure_in_a_row_waits_longer_and_the_last_disables():
    webhook, waits = hook(), []
    for _ in range(3):
        webhook.note(failure(), PERSEVERANCE)
        waits.append((webhook.next_try_at - NOW).total_seconds())
    webhook.note(failure(), PERSEVERANCE)
    assert waits == [5, 300, 1_800]
    assert (webhook.state, webhook.next_try_at) == (WebhookState.DISABLED, None)
    assert told(webhook) == [WebhookDisabled("w-1", "so-khcn", "failing", 4, NOW)]


def test_failing_for_too_long_disables_before_the_last_retry():
    webhook = hook()
    webhook.note(failure(), PERSEVERANCE)
    webhook.note(failure(NOW + timedelta(days=5)), PERSEVERANCE)
    assert webhook.state is WebhookState.DISABLED


def test_the_receiver_may_ask_for_a_longer_wait_but_not_a_shorter_or_endless_one():
    waits = []
    for asked in (1.0, 60.0, 1e9):
        webhook = hook()
        webhook.note(failure(retry_after=asked), PERSEVERANCE)
        waits.append((webhook.next_try_at - NOW).total_seconds())
    assert waits == [5, 60, 86_400]


def test_a_success_makes_its_patience_whole_again():
    webhook = hook()
    webhook.note(failure(), PERSEVERANCE)
    webhook.note(success(), PERSEVERANCE)
    assert (webhook.failures, webhook.failing_since, webhook.next_try_at) == (0, None, None)
    assert webhook.due(NOW)


def test_a_failing_webhook_is_not_due_until_its_time():
    webhook = hook()
    webhook.note(failure(), PERSEVERANCE)
    assert not webhook.due(NOW + timedelta(seconds=4.9))
    assert webhook.due(NOW + timedelta(seconds=5))


def test_gone_disables_at_once_and_resume_begins_anew():
    webhook = hook()
    webhook.note(failure(status=410, gone=True), PERSEVERANCE)
    assert not webhook.due(NOW)
    webhook.resume(NOW)
    assert (webhook.failures, webhook.disabled_reason) == (0, "")
    assert [type(event).__name__ for event in told(webhook)] == [
        "WebhookDisabled",
        "WebhookResumed",
    ]


def test_a_failure_noted_after_a_pause_changes_nothing_but_the_last_outcome():
    webhook = hook()
    webhook.pause(NOW)
    webhook.note(failure(), PERSEVERANCE)
    assert (webhook.state, webhook.failures) == (WebhookState.PAUSED, 0)
    assert webhook.last.status == 500


def test_only_what_stopped_can_be_resumed():
    webhook = hook()
    with pytest.raises(Conflict, match="webhook-active"):
        webhook.resume(NOW)
    webhook.pause(NOW)
    with pytest.raises(Conflict, match="webhook-not-active"):
        webhook.pause(NOW)


def test_a_removed_webhook_can_do_nothing_any_more():
    webhook = hook()
    webhook.remove(NOW)
    for act in (
        lambda: webhook.resume(NOW),
        lambda: webhook.rotate_secret(secret(), NOW),
        lambda: webhook.change("https://b.vn/", ["a"], NOW),
    ):
        with pytest.raises(Conflict, match="webhook-removed"):
            act()


def test_a_replaced_secret_signs_for_24_hours_more():
    webhook = hook()
    webhook.rotate_secret(secret("s-2"), NOW)
    webhook.rotate_secret(secret("s-3"), NOW + timedelta(hours=1))

    def signing(hours):
        at = NOW + timedelta(hours=hours)
        return [each.id for each in webhook.secrets if each.signs_at(at)]

    assert signing(2) == ["s-3", "s-2", "s-1"]
    assert signing(24) == ["s-3", "s-2"]
    assert signing(25) == ["s-3"]
    webhook.rotate_secret(secret("s-4"), NOW + timedelta(hours=30))
    assert [each.id for each in webhook.secrets] == ["s-4", "s-3"]


def test_what_was_granted_stays_known_until_the_broker_forgets_it():
    webhook = hook()
    webhook.change(webhook.url, ["b"], NOW)
    assert (webhook.granted, webhook.bound) == (("b",), ("a", "b"))
    webhook.settle_bindings(["a"], NOW)  # somebody else is late
    assert webhook.bound == ("a", "b")
    webhook.settle_bindings(["b"], NOW)
    assert webhook.bound == ("b",)
