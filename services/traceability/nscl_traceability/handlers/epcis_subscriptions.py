"""Subscriptions to named queries: taken, run, reported, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_shared.webhooks.address import receiver_url
from nscl_traceability.domain.epcis.schedule import SubscriptionControls
from nscl_traceability.domain.epcis.subscription import Subscription
from nscl_traceability.handlers import epcis_subscription_commands as s
from nscl_traceability.handlers.ports import TraceabilityWork

MOST_SUBSCRIPTIONS = 50


def subscribe(cmd: s.Subscribe, work: TraceabilityWork) -> dict[str, Any]:
    """Take a subscription; the query cannot vanish meanwhile.

    Raises:
        NotFound: ``epcis-name-not-found``.
        SubscriptionControls: the account has too many, or the query is for one answer only.
        InvalidInput: the address cannot be one.
    """
    query = work.epcis_queries.get(cmd.query)
    if work.epcis_subscriptions.count_of(cmd.account_id) >= MOST_SUBSCRIPTIONS:
        raise SubscriptionControls("epcis-subscription-limit", most=MOST_SUBSCRIPTIONS)
    subscription = Subscription(
        id=cmd.subscription_id,
        query=cmd.query,
        parameters=query.parameters,
        account_id=cmd.account_id,
        firm_only=cmd.firm_only,
        dest=receiver_url(cmd.dest, http_to_loopback=cmd.http_to_loopback, field="dest"),
        token=cmd.token,
        schedule=cmd.schedule,
        report_if_empty=cmd.report_if_empty,
        initial_record_time=cmd.initial_record_time,
        created_at=cmd.now,
        position=cmd.position,
    )
    subscription.begin()
    query.subscribed(subscription.id)
    work.epcis_subscriptions.add(subscription)
    return {"id": subscription.id}


def unsubscribe(cmd: s.Unsubscribe, work: TraceabilityWork) -> dict[str, Any]:
    """End a subscription.

    Raises:
        NotFound: ``epcis-subscription-not-found``.
    """
    work.epcis_subscriptions.get(cmd.subscription_id)
    work.epcis_subscriptions.remove(cmd.subscription_id)
    return {"id": cmd.subscription_id}


def resume_subscription(cmd: s.ResumeSubscription, work: TraceabilityWork) -> dict[str, Any]:
    """Let a subscription go on.

    Raises:
        NotFound: ``epcis-subscription-not-found``.
        Conflict: ``epcis-subscription-active``.
    """
    work.epcis_subscriptions.get(cmd.subscription_id).resume()
    return {"id": cmd.subscription_id}


def begin_run(cmd: s.BeginRun, work: TraceabilityWork) -> None:
    """Begin a run."""
    work.epcis_subscriptions.get(cmd.subscription_id).begin_run(cmd.latest, cmd.now)


def plan_report(cmd: s.PlanReport, work: TraceabilityWork) -> None:
    """Plan a report, unless the subscription moved on meanwhile."""
    subscription = work.epcis_subscriptions.get(cmd.subscription_id)
    if subscription.position == cmd.start:
        subscription.plan(cmd.report)


def note_report(cmd: s.NoteReport, work: TraceabilityWork) -> None:
    """Note what came of a report; of one that was ended meanwhile, nothing."""
    subscription = work.epcis_subscriptions.find(cmd.subscription_id)
    if subscription is not None:
        subscription.note(cmd.report_id, cmd.outcome, cmd.perseverance)


SUBSCRIPTION_HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    s.Subscribe: subscribe,
    s.Unsubscribe: unsubscribe,
    s.ResumeSubscription: resume_subscription,
    s.BeginRun: begin_run,
    s.PlanReport: plan_report,
    s.NoteReport: note_report,
}
