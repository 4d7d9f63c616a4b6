"""Subscriptions are their account's, have a limit, and keep their tokens sealed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from nscl_shared.kernel import NotFound, Unavailable, new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence.sealing import sealer
from nscl_shared.settings import settings
from nscl_traceability.domain.epcis.schedule import SubscriptionControls
from nscl_traceability.entrypoints.epcis_courier import sent
from nscl_traceability.handlers import epcis_subscription_commands as s
from nscl_traceability.handlers.epcis_commands import DropQuery
from nscl_traceability.queries.epcis_subscriptions import find_subscription, subscription_of
from nscl_traceability.storage.epcis_places import place_captures
from nscl_traceability.storage.epcis_tokens import opened_token, sealed_token

from .reporting import PATIENCE, event, planned, subscription


def test_dropping_a_query_ends_its_subscriptions(bus: CommandBus, subscribe: Any) -> None:
    one = subscribe()
    bus.execute(DropQuery(name=subscription(one).query, account_id=None))
    assert find_subscription(one) is None
    with pytest.raises(NotFound, match="epcis-subscription-not-found"):
        bus.execute(s.ResumeSubscription(one))


def test_a_subscription_is_shown_to_its_account_and_under_its_query_only(subscribe: Any) -> None:
    one = subscribe()
    query = subscription(one).query
    assert subscription_of(query, one, "a").id == one
    for wrong in ((query, one, "b"), ("other", one, "a"), (query, "none", None)):
        with pytest.raises(NotFound, match="epcis-subscription-not-found"):
            subscription_of(*wrong)


def test_an_account_has_a_limit(bus: CommandBus, subscribe: Any) -> None:
    for _ in range(50):
        subscribe()
    with pytest.raises(SubscriptionControls, match="epcis-subscription-limit"):
        subscribe()
    subscribe(account_id="b")


def test_a_token_is_sealed_and_opened_for_its_subscription_only(subscribe: Any) -> None:
    one = new_id()
    subscribe(subscription_id=one, token=sealed_token(one, "bí mật"))
    found = subscription(one)
    assert found.token is not None
    assert "bí mật".encode() not in found.token.wrapped
    assert opened_token(found) == "bí mật".encode()


def test_without_the_master_key_no_token_is_taken_and_no_report_goes_out(
    bus: CommandBus, take: Any, subscribe: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(event())
    place_captures()
    one = new_id()
    subscribe(subscription_id=one, token=sealed_token(one, "secret"))
    report = planned(bus, one)
    assert report is not None
    with without_master_key(monkeypatch):
        with pytest.raises(Unavailable, match="epcis-subscription-key"):
            sealed_token(new_id(), "secret")
        outcome = sent(subscription(one), report)
    assert (outcome.delivered, outcome.error) == (False, "NSCL_MASTER_KEY_FILE is not set")
    bus.execute(s.NoteReport(one, report.id, outcome, PATIENCE))
    assert (subscription(one).failures, subscription(one).report) == (1, report)


@contextmanager
def without_master_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as inside:
        inside.delenv("NSCL_MASTER_KEY_FILE")
        for cached in (settings, sealer):
            cached.cache_clear()
        yield
    for cached in (settings, sealer):
        cached.cache_clear()
