"""The reports of one subscription: planned, stored, sent, noted; one after the other.

Whatever ends this in between, the report that is stored is sent again, under the same
id and with the same content.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from pymongo.errors import PyMongoError

from nscl_shared.kernel import DomainError, new_id
from nscl_shared.messaging import CommandBus
from nscl_shared.observability.logs import get_logger
from nscl_shared.persistence.sealing import MasterKeyError
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.post import post
from nscl_shared.webhooks.settings import post_settings
from nscl_traceability.domain.epcis.formats import to_milliseconds
from nscl_traceability.domain.epcis.subscription import Report, Subscription
from nscl_traceability.entrypoints.epcis_answers import query_document
from nscl_traceability.entrypoints.epcis_metrics import REPORTS, SERVICE
from nscl_traceability.handlers.epcis_subscription_commands import BeginRun, NoteReport, PlanReport
from nscl_traceability.publishing.epcis_reports import report_headers
from nscl_traceability.queries.epcis_reports import events_of, next_batch
from nscl_traceability.queries.epcis_subscriptions import find_subscription
from nscl_traceability.storage.epcis_places import latest_place
from nscl_traceability.storage.epcis_tokens import opened_token

log = get_logger(__name__)


class EpcisCourier:
    """Reports until told to stop, until nothing is left, or until an attempt fails."""

    def __init__(self, subscription_id: str, commands: CommandBus) -> None:
        self.subscription_id = subscription_id
        self.stopping = False
        self._commands = commands

    def run(self) -> None:
        """Report; an error here must not end the other subscriptions."""
        try:
            while not self.stopping and self._step():
                continue
        except (PyMongoError, DomainError) as error:
            log.warning("epcis-report-waits", id=self.subscription_id, reason=str(error)[:200])
        except Exception:
            log.exception("epcis-report-broken", id=self.subscription_id)

    def _step(self) -> bool:
        """Do what is next; tell whether there may be more."""
        one, now, latest = find_subscription(self.subscription_id), _now(), latest_place()
        if one is None or not one.due(now, latest):
            return False
        if one.report is not None:
            return self._send(one, one.report)
        if one.schedule is not None and one.run is None:
            self._commands.execute(BeginRun(one.id, latest, now))
            return True
        return self._plan(one, one.run.until if one.run else latest, now)

    def _plan(self, one: Subscription, upto: int, now: datetime) -> bool:
        batch = next_batch(one, upto)
        if batch.end == one.position and not batch.final:
            return False
        report = Report(
            id=new_id(),
            made_at=now,
            end=batch.end,
            events=batch.events,
            final=batch.final,
            keys=batch.keys,
        )
        self._commands.execute(PlanReport(one.id, one.position, report))
        return True

    def _send(self, one: Subscription, report: Report) -> bool:
        outcome = sent(one, report)
        REPORTS.labels(SERVICE, "delivered" if outcome.delivered else "failed").inc()
        note = NoteReport(one.id, report.id, outcome, post_settings().perseverance)
        self._commands.execute(note)
        return outcome.delivered


def sent(one: Subscription, report: Report) -> Outcome:
    """Send a report once; return what came of it."""
    body = report_body(one, report)
    try:
        headers = report_headers(body, opened_token(one))
    except MasterKeyError as error:
        return Outcome(_now(), None, 0, str(error))
    return post(one.dest, body, headers)


def report_body(one: Subscription, report: Report) -> bytes:
    """Return the EPCISQueryDocument; the same bytes each time it is asked for."""
    document = query_document(
        events_of(one, report),
        name=one.query,
        document_id=report.id,
        made_at=report.made_at,
        subscriptionID=one.id,
    )
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _now() -> datetime:
    return to_milliseconds(datetime.now(UTC))
