"""The past for an agency that came late: from the history to its queue alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

from nscl_contracts import catalogue
from nscl_contracts.redaction import partner_copy
from nscl_shared.agencies.model import Agency
from nscl_shared.history import HistoryReader
from nscl_shared.messaging.announcement import properties
from nscl_shared.messaging.publisher import ConfirmingPublisher, Outgoing
from nscl_shared.messaging.topology import wanted
from nscl_shared.runtime.problems import RuntimeProblem

BATCH = 200
QUIET_SECONDS = 1.5
SKEW = timedelta(minutes=1)  # between the clocks of a service and of whoever added the agency


@dataclass(frozen=True)
class Backfill:
    """What ``agency`` is granted of the events before ``until``, from ``start`` on.

    ``now`` ends the reading: what happens later reaches the agency anyway.
    """

    amqp_uri: str
    agency: Agency
    start: Literal["first"] | datetime
    until: datetime
    now: datetime

    @classmethod
    def until_added(
        cls, amqp_uri: str, agency: Agency, start: Literal["first"] | datetime, now: datetime
    ) -> Backfill:
        """Leave out what came to its queue since the agency was added."""
        until = agency.since + SKEW if agency.since else now
        return cls(amqp_uri, agency, start, min(until, now), now)

    def run(self) -> int:
        """Publish them in the order of the history; return how many.

        Raises:
            RuntimeProblem: they do not fit into the queue; then nothing is published.
            NoHistory: there is no history yet.
            OSError, amqp.AMQPError: the broker is out of reach.
        """
        self._require_room(sum(1 for _ in self._messages()))
        messages, published = self._messages(), 0
        with closing(ConfirmingPublisher(self.amqp_uri, heartbeat=0)) as publisher:
            while batch := list(islice(messages, BATCH)):
                publisher.publish(batch)
                published += len(batch)
        return published

    def _require_room(self, count: int) -> None:
        room = self.agency.limits.events - self.agency.backlog
        if self.agency.limits.events and count > room:
            raise RuntimeProblem(
                f"{count} events do not fit: the queue has room for {room}, the oldest would go",
                "Let the agency read first, or begin later: --from TIME",
            )

    def _messages(self) -> Iterator[Outgoing]:
        reader = HistoryReader(self.amqp_uri)
        for entry in reader.entries(self.start, quiet_seconds=QUIET_SECONDS):
            moment, event = entry.moment, entry.event
            if moment is None or not isinstance(event.get("data"), dict):
                continue
            if moment >= self.now:
                return
            kind = str(event.get("type"))
            if self._in_time(moment) and kind in catalogue() and wanted(self.agency.patterns, kind):
                body = partner_copy(kind, entry.body) or entry.body
                yield Outgoing("", self.agency.queue, body, properties(str(event.get("id"))))

    def _in_time(self, moment: datetime) -> bool:
        return moment < self.until and (self.start == "first" or moment >= self.start)
