"""Webhooks come back as they were stored; their log stays short; queries use indexes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from nscl_notifications.domain.webhook import Secret
from nscl_notifications.handlers.webhook_commands import (
    AddWebhook,
    NoteAttempt,
    RemoveWebhook,
    RotateSecret,
)
from nscl_notifications.queries.webhooks import find_webhook, list_attempts, list_webhooks
from nscl_notifications.storage.webhook_documents import AttemptDocument, WebhookDocument
from nscl_notifications.storage.webhook_repository import WebhookRepository, erase, shorten_log
from nscl_notifications.storage.webhook_secrets import new_secret
from nscl_shared.kernel import Conflict, Unavailable
from nscl_shared.persistence.sealing import sealer
from nscl_shared.settings import settings
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance

PERSEVERANCE = Perseverance([5, 300], timedelta(days=5))


def secret(name="s-1"):
    return Secret(name, "default", b"nonce", b"wrapped")


def add(bus, now, name="so-khcn", webhook_id="w-1"):
    return bus.execute(
        AddWebhook(
            webhook_id=webhook_id,
            name=name,
            url="https://example.gov.vn/x",
            events=["vn.nscl.registration.#"],
            secret=secret(),
            now=now,
        )
    )


def note(bus, now, event="e-1", error="500"):
    outcome = Outcome(at=now, status=500 if error else 204, duration_ms=7, error=error)
    command = NoteAttempt(
        webhook_id="w-1",
        event_id=event,
        event_type="t",
        body="{}",
        outcome=outcome,
        perseverance=PERSEVERANCE,
    )
    return bus.execute(command)


def test_a_webhook_comes_back_whole(bus, now):
    add(bus, now)
    bus.execute(RotateSecret(name="so-khcn", secret=secret("s-2"), now=now))
    note(bus, now)
    loaded = find_webhook("w-1")
    repository = WebhookRepository()
    document = WebhookDocument(id="w-1", version=loaded.version, **repository.to_fields(loaded))
    assert repository.to_domain(document) == loaded
    assert [each.id for each in loaded.secrets] == ["s-2", "s-1"]
    assert (loaded.failures, loaded.next_try_at) == (1, now + timedelta(seconds=5))


def test_of_two_that_take_a_name_at_once_one_gets_it(bus, db, now):
    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(add, bus, now, webhook_id=f"w-{n}") for n in range(2)]
    refused = [r.exception() for r in results if r.exception() is not None]
    assert [type(error) for error in refused] == [Conflict]
    assert db["webhooks"].count_documents({}) == 1


def test_only_what_others_need_is_announced(bus, db, now):
    add(bus, now)
    for _ in range(3):
        note(bus, now)
    types = [row["type"] for row in db["outbox"].find()]
    assert types == ["vn.nscl.notifications.webhook-disabled.v1"]


def test_an_outcome_is_on_the_webhook_and_in_the_log_or_in_neither(bus, db, now):
    with pytest.raises(Exception, match="webhook-not-found"):
        note(bus, now)
    assert db["webhook_attempts"].count_documents({}) == 0


def test_the_log_keeps_the_newest(bus, db, now):
    add(bus, now)
    for number in range(6):
        note(bus, now, f"e-{number}", error="")
    shorten_log("w-1", 3)
    shorten_log("w-2", 3)
    assert [line["event_id"] for line in list_attempts("w-1")[0]] == ["e-5", "e-4", "e-3"]


def test_a_removed_webhook_is_hidden_at_once_and_then_erased(bus, db, now):
    add(bus, now)
    note(bus, now)
    bus.execute(RemoveWebhook(name="so-khcn", now=now))
    assert list_webhooks() == []
    with pytest.raises(Conflict, match="webhook-name-taken"):
        add(bus, now, webhook_id="w-2")
    erase("w-1")
    assert db["webhook_attempts"].count_documents({}) == 0
    assert add(bus, now, webhook_id="w-2")["name"] == "so-khcn"


def test_what_is_not_removed_is_not_erased(bus, db, now):
    add(bus, now)
    erase("w-1")
    assert find_webhook("w-1") is not None


@pytest.mark.parametrize(
    "query",
    [
        lambda: WebhookDocument.objects(name="so-khcn"),
        lambda: AttemptDocument.objects(webhook_id="w-1").order_by("-id"),
        lambda: AttemptDocument.objects(webhook_id="w-1", id__lt="x").order_by("-id"),
    ],
)
def test_every_query_goes_through_an_index(bus, db, now, query):
    add(bus, now)
    note(bus, now)
    plan = str(query().explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan, plan


def test_without_a_master_key_no_secret_is_made(monkeypatch):
    monkeypatch.delenv("NSCL_MASTER_KEY_FILE", raising=False)
    for cached in (settings, sealer):
        cached.cache_clear()
    with pytest.raises(Unavailable, match="NSCL_MASTER_KEY_FILE is not set"):
        new_secret("w-1")
    settings.cache_clear()
