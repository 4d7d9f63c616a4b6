"""The unit of work: what one command read and changed, and what it announces."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from nscl_contracts import CloudEvent, Message, encode, with_older_forms
from nscl_shared.kernel import new_id
from nscl_shared.observability.context import correlation_id, traceparent
from nscl_shared.persistence.connection import COUNTERS, OUTBOX, database
from nscl_shared.persistence.leases import share_of
from nscl_shared.persistence.outbox import SHARDS
from nscl_shared.persistence.repository import AggregateRepository
from nscl_shared.settings import settings

R = TypeVar("R", bound=AggregateRepository[Any])
Announce = Callable[[Any], Message | None]


class UnitOfWork:
    """Base of a service's unit of work.

    A subclass names its ``service`` and enlists its repositories in
    ``__init__``.  The command bus opens it inside a transaction, calls one
    handler and then ``flush``.
    """

    service: ClassVar[str]

    def __init__(self, announce: Announce, *, province: str | None = None) -> None:
        self._announce = announce
        self._province = province or settings().province
        self._repositories: list[AggregateRepository[Any]] = []
        self._numbers: dict[str, int] = {}
        self._written: dict[str, int] = {}

    def enlist(self, repository: R) -> R:
        """Take part of ``repository`` in this unit of work."""
        self._repositories.append(repository)
        return repository

    def next_number(self, counter: str) -> int:
        """Return the next number (from 1) of a gapless counter.

        The counter is a document of its own written in this transaction, so
        a number is used exactly when the command commits.  The first number of a
        command is taken from it at once, so that others wait; the next ones are
        written by ``flush``.
        """
        if counter in self._numbers:
            self._numbers[counter] += 1
        else:
            self._numbers[counter] = self._first_number(counter)
            self._written[counter] = self._numbers[counter]
        return self._numbers[counter]

    def _first_number(self, counter: str) -> int:
        counters = database(self.service)[COUNTERS]
        counters.update_one({"_id": counter}, {"$inc": {"value": 1}}, upsert=True)
        row = counters.find_one({"_id": counter}) or {}
        return int(row["value"])

    def _write_numbers(self) -> None:
        for counter, last in self._numbers.items():
            if last > self._written[counter]:
                change = {"$set": {"value": last}}
                database(self.service)[COUNTERS].update_one({"_id": counter}, change)
                self._written[counter] = last

    def flush(self) -> int:
        """Write changed aggregates and their events; return the number of events."""
        self._write_numbers()
        rows = [
            row
            for repository in self._repositories
            for aggregate in repository.flush()
            for row in self._outbox_rows(aggregate.collect())
        ]
        if rows:
            database(self.service)[OUTBOX].insert_many(rows)
        return len(rows)

    def _outbox_rows(self, recorded: Sequence[tuple[int, object]]) -> list[dict[str, Any]]:
        announced = ((sequence, self._announce(event)) for sequence, event in recorded)
        return [
            row
            for sequence, message in announced
            if message is not None
            for row in self._forms(sequence, message)
        ]

    def _forms(self, sequence: int, message: Message) -> Iterator[dict[str, Any]]:
        """Yield one row for each major the fact is published in: one id, one sequence."""
        event_id = new_id()
        for older, form in enumerate(with_older_forms(message)):
            row = self._row(event_id, sequence, form)
            yield {**row, "_id": f"{event_id}/{form.contract.major}"} if older else row

    def _row(self, event_id: str, sequence: int, message: Message) -> dict[str, Any]:
        now = datetime.now(UTC)
        event = CloudEvent(
            id=event_id,
            source=f"/province/{self._province}/{self.service}",
            type=message.contract.type,
            subject=message.subject,
            time=now,
            sequence=sequence,
            data=message.data,
            province=self._province,
            correlationid=correlation_id(),
            traceparent=traceparent(),
        )
        return {
            "_id": event.id,
            "type": event.type,
            "subject": event.subject,
            "sequence": sequence,
            "shard": share_of(event.subject, SHARDS),
            "body": encode(event, catalogue=message.contract.home),
            "created_at": now,
            **({"traceparent": event.traceparent} if event.traceparent else {}),
        }
