"""The command bus: the one place that opens, repeats and commits transactions.

A repeated request (same idempotency key) and a repeated event (same id, same
subscriber) are recognised by a mark written in the transaction of the effect.
A request is answered as the first time; an event is answered with ``None``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nameko.extensions import DependencyProvider
from pymongo.errors import DuplicateKeyError

from nscl_contracts import CloudEvent
from nscl_shared.kernel import Conflict, DomainError
from nscl_shared.messaging.wakeup import wakeup
from nscl_shared.observability.context import enter
from nscl_shared.observability.metrics import COMMAND_DURATION, COMMANDS, SUBSCRIPTION_EVENTS
from nscl_shared.persistence.connection import IDEMPOTENCY, INBOX, database
from nscl_shared.persistence.transaction import duplicate_field, in_transaction
from nscl_shared.persistence.unit_of_work import UnitOfWork

Handler = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class _Mark:
    """A row that says "this was done", in the collection of its kind."""

    collection: str
    id: str


class CommandBus:
    """Executes commands of one service; see the module's docstring."""

    def __init__(
        self,
        service: str,
        handlers: Mapping[type, Handler],
        make_work: Callable[[], UnitOfWork],
    ) -> None:
        self._service = service
        self._handlers = handlers
        self._make_work = make_work

    def execute(self, command: object, *, key: str | None = None) -> Any:
        """Run the handler of ``command`` in a transaction and return its answer.

        With an idempotency ``key`` a repeat is answered from the first run.

        Raises:
            DomainError: a rule said no; nothing was written.
            Conflict: ``already-exists`` when a unique index refused the write.
        """
        mark = _Mark(IDEMPOTENCY, f"{type(command).__name__}:{key}") if key else None
        if mark is not None and (done := self._find(mark)) is not None:
            self._count(command, "repeated")
            return done.get("answer")
        try:
            return self._timed(command, mark)
        except DuplicateKeyError as error:
            done = self._find(mark) if mark else None
            if done is None:
                raise Conflict("already-exists", field=duplicate_field(error)) from error
            return done.get("answer")

    def consume(self, event: CloudEvent, command: object) -> Any | None:
        """Run the handler of ``command`` once per ``event``; ``None`` for a duplicate."""
        mark = _Mark(INBOX, f"{event.id}:{type(command).__name__}")
        if self._find(mark) is None:
            try:
                return self._timed(command, mark)
            except DuplicateKeyError:
                if self._find(mark) is None:
                    raise
        SUBSCRIPTION_EVENTS.labels(self._service, type(command).__name__, "duplicate").inc()
        return None

    def _timed(self, command: object, mark: _Mark | None) -> Any:
        started = time.perf_counter()
        try:
            answer, events = in_transaction(self._service, lambda: self._run(command, mark))
        except DomainError:
            self._count(command, "refused")
            raise
        except DuplicateKeyError:
            raise
        except Exception:
            self._count(command, "failed")
            raise
        if events:
            wakeup(self._service).set()
        self._count(command, "done")
        COMMAND_DURATION.labels(self._service, type(command).__name__).observe(
            time.perf_counter() - started
        )
        return answer

    def _run(self, command: object, mark: _Mark | None) -> tuple[Any, int]:
        work = self._make_work()
        answer = self._handlers[type(command)](command, work)
        events = work.flush()
        if mark is not None:
            database(self._service)[mark.collection].insert_one(
                {"_id": mark.id, "at": datetime.now(UTC), "answer": answer}
            )
        return answer, events

    def _find(self, mark: _Mark) -> dict[str, Any] | None:
        return database(self._service)[mark.collection].find_one({"_id": mark.id})

    def _count(self, command: object, outcome: str) -> None:
        COMMANDS.labels(self._service, type(command).__name__, outcome).inc()


class Commands(DependencyProvider):
    """Injects the service's :class:`CommandBus` as ``self.commands``."""

    def __init__(
        self, handlers: Mapping[type, Handler], make_work: Callable[[], UnitOfWork]
    ) -> None:
        self.handlers = handlers
        self.make_work = make_work
        self.bus: CommandBus | None = None

    def setup(self) -> None:
        """Build the bus for the container's service."""
        self.bus = CommandBus(self.container.service_name, self.handlers, self.make_work)

    def worker_setup(self, worker_ctx: Any) -> None:
        """Carry correlation id and trace of the request or event into the worker."""
        enter(worker_ctx.data.get("correlation_id"), worker_ctx.data.get("traceparent"))

    def get_dependency(self, worker_ctx: object) -> CommandBus | None:
        """Return the bus."""
        return self.bus
