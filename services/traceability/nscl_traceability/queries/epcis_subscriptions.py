"""Subscriptions to queries, for REST and for the delivery itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nscl_shared.kernel import NotFound
from nscl_traceability.domain.epcis.formats import written
from nscl_traceability.domain.epcis.subscription import Subscription, SubscriptionState
from nscl_traceability.storage.documents_epcis_subscriptions import SubscriptionDocument
from nscl_traceability.storage.epcis_subscriptions import SubscriptionRepository


def all_subscriptions() -> list[Subscription]:
    """Return all subscriptions."""
    translate = SubscriptionRepository().to_domain
    return [translate(document) for document in SubscriptionDocument.objects.order_by("id")]


def find_subscription(subscription_id: str) -> Subscription | None:
    """Return the subscription as it is stored now."""
    document = SubscriptionDocument.objects(id=subscription_id).first()
    return None if document is None else SubscriptionRepository().to_domain(document)


def list_subscriptions(
    query: str, account_id: str | None, size: int, after: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    """Return subscriptions to a query, and where the next page starts; of one account, or all."""
    found = SubscriptionDocument.objects(query=query)
    if account_id is not None:
        found = found.filter(account_id=account_id)
    if after:
        found = found.filter(id__gt=after)
    rows = list(found.order_by("id").limit(size + 1))
    translate = SubscriptionRepository().to_domain
    shown = [view(translate(row)) for row in rows[:size]]
    return shown, rows[size - 1].id if len(rows) > size else None


def subscription_of(query: str, subscription_id: str, account_id: str | None) -> Subscription:
    """Return a subscription to that query; ``account_id`` limits to that account's.

    Raises:
        NotFound: ``epcis-subscription-not-found``.
    """
    found = find_subscription(subscription_id)
    if found is None or found.query != query or account_id not in (None, found.account_id):
        raise NotFound("epcis-subscription-not-found", id=subscription_id)
    return found


def view(one: Subscription) -> dict[str, Any]:
    """Return a subscription as the standard shows it, and how its reports go."""
    when = {"schedule": dict(one.schedule.given)} if one.schedule else {"stream": True}
    shown = {
        "subscriptionID": one.id,
        "queryName": one.query,
        "dest": one.dest,
        "signed": one.token is not None,
        **when,
        "reportIfEmpty": one.report_if_empty,
        "initialRecordTime": written(one.initial_record_time),
        "minRecordTime": written(one.executed_at or one.initial_record_time),
        "createdAt": written(one.created_at),
        "lastNotifiedAt": _time(one.notified_at),
        "nextRunAt": _time(one.next_run_at),
        "state": one.state.value,
        "failures": one.failures,
        "lastError": one.last_error or None,
        "nextTryAt": _time(one.next_try_at),
        "disabledAt": _time(one.disabled_at),
        "disabledReason": one.disabled_reason or None,
    }
    return {name: value for name, value in shown.items() if value is not None}


def count_disabled() -> int:
    """Return how many subscriptions wait for somebody to resume them."""
    return int(SubscriptionDocument.objects(state=SubscriptionState.DISABLED.value).count())


def _time(at: datetime | None) -> str | None:
    return written(at) if at else None
