"""Subscriptions to EPCIS queries in and out of the database."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from nscl_shared.persistence import AggregateRepository
from nscl_traceability.domain.epcis.schedule import Schedule
from nscl_traceability.domain.epcis.subscription import (
    Position,
    Report,
    Run,
    Subscription,
    SubscriptionState,
    Token,
)
from nscl_traceability.storage.documents_epcis_subscriptions import (
    PositionFields,
    ReportFields,
    RunFields,
    SubscriptionDocument,
    TokenFields,
)

_PLAIN = (
    "query", "account_id", "firm_only", "dest", "report_if_empty", "initial_record_time",
    "created_at", "report_events", "next_run_at", "executed_at", "notified_at", "failures",
    "failing_since", "next_try_at", "disabled_at", "disabled_reason", "last_error",
)  # fmt: skip


class SubscriptionRepository(AggregateRepository[Subscription]):
    """The subscriptions."""

    document = SubscriptionDocument
    missing = "epcis-subscription-not-found"

    def to_domain(self, document: SubscriptionDocument) -> Subscription:
        """Return the stored subscription."""
        token, run = document.token, document.run
        return Subscription(
            id=document.id,
            version=document.version,
            parameters={row["name"]: tuple(row["values"]) for row in document.parameters},
            token=token and Token(token.master_id, bytes(token.nonce), bytes(token.wrapped)),
            schedule=Schedule(dict(document.schedule)) if document.schedule else None,
            position=_position(document.position),
            report=document.report and _report(document.report),
            run=run and Run(until=run.until, begun_at=run.begun_at, reported=run.reported),
            state=SubscriptionState(document.state),
            **{name: document[name] for name in _PLAIN},
        )

    def to_fields(self, aggregate: Subscription) -> dict[str, Any]:
        """Return the fields of ``aggregate``."""
        rows = [{"name": name, "values": list(v)} for name, v in aggregate.parameters.items()]
        token, run = aggregate.token, aggregate.run
        return {
            **{name: getattr(aggregate, name) for name in _PLAIN},
            "parameters": rows,
            "token": token and TokenFields(**asdict(token)),
            "schedule": dict(aggregate.schedule.given) if aggregate.schedule else {},
            "position": PositionFields(**asdict(aggregate.position)),
            "report": aggregate.report and _report_fields(aggregate.report),
            "run": run and RunFields(**asdict(run)),
            "state": aggregate.state.value,
        }

    def count_of(self, account_id: str) -> int:
        """Return how many an account has."""
        return int(self.document.objects(account_id=account_id).count())

    def remove(self, subscription_id: str) -> None:
        """Delete one."""
        self.document.objects(id=subscription_id).delete()

    def remove_all(self, query: str) -> None:
        """Delete all of a query."""
        self.document.objects(query=query).delete()


def _position(fields: PositionFields) -> Position:
    return Position(fields.place, fields.event or "")


def _report(fields: ReportFields) -> Report:
    return Report(
        id=fields.id,
        made_at=fields.made_at,
        end=_position(fields.end),
        events=fields.events,
        final=fields.final,
        keys=tuple(fields.keys),
    )


def _report_fields(report: Report) -> ReportFields:
    plain = {name: getattr(report, name) for name in ("id", "made_at", "events", "final")}
    end = PositionFields(**asdict(report.end))
    return ReportFields(end=end, keys=list(report.keys), **plain)
