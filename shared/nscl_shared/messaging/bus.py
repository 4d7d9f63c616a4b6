"""The command bus: the one place that opens, repeats and commits transactions.

A repeated request (same idempotency key) and a repeated event (same id, same
subscriber) are recognised by a mark written in the transaction of the effect.
A request is answered as the first time; an event is answered with ``None``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import eventlet
from nameko.extensions import DependencyProvider
from pymongo.errors import DuplicateKeyError, PyMongoError

from nscl_contracts import CloudEvent
from nscl_shared.kernel import Conflict, DomainError
from nscl_shared.messaging.ordering import Premature, advance
from nscl_shared.observability.context import enter
from nscl_shared.observability.logs import get_logger
from nscl_shared.observability.metrics import COMMAND_DURATION, COMMANDS, SUBSCRIPTION_EVENTS
from nscl_shared.observability.tracing import traced
from nscl_shared.persistence.connection import IDEMPOTENCY, database
from nscl_shared.persistence.generations import begin_reading
from nscl_shared.persistence.inbox import Inbox
from nscl_shared.persistence.transaction import duplicate_field, in_transaction
from nscl_shared.persistence.unit_of_work import UnitOfWork
from nscl_shared.settings import settings

PRUNE_SECONDS = 24 * 3600.0

log = get_logger(__name__)

Handler = Callable[[Any, Any], Any]


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
        self._inbox = Inbox(service)

    def execute(self, command: object, *, key: str | None = None) -> Any:
        """Run the handler of ``command`` in a transaction and return its answer.

        With an idempotency ``key`` a repeat is answered from the first run.

        Raises:
            DomainError: a rule said no; nothing was written.
            Conflict: ``already-exists`` when a unique index refused the write.
        """
        name = f"{type(command).__name__}:{key}" if key else None
        if name is not None and (done := self._answered(name)) is not None:
            self._count(command, "repeated")
            return done["answer"]
        try:
            return self._timed(command, partial(self._run_once, command, name))
        except (DomainError, DuplicateKeyError) as error:
            # a repeat that overtook its first run is refused by what that one wrote
            if name is not None and (done := self._answered(name)) is not None:
                return done["answer"]
            if isinstance(error, DuplicateKeyError):
                raise Conflict("already-exists", field=duplicate_field(error)) from error
            raise

    def consume(self, event: CloudEvent, command: object, *, ordered: bool = False) -> Any | None:
        """Run the handler of ``command`` once per ``event``; ``None`` for a duplicate.

        With ``ordered`` the events of an aggregate take effect in the order of
        their sequence, without a gap; the subscription must then cover every
        type that the aggregate announces.

        Raises:
            Premature: ``ordered``, and the event before this one is still to come.
        """
        name = type(command).__name__
        if ordered:
            return self._timed(command, partial(self._run_next, event, command, name))
        try:
            return self._timed(command, partial(self._run_marked, [event.id], command, name))
        except DuplicateKeyError:
            if not self._inbox.known([event.id], name):
                raise
        self._note_duplicates(name, 1)
        return None

    def consume_batch(
        self, events: Sequence[CloudEvent], make_command: Callable[[Sequence[CloudEvent]], object]
    ) -> Any | None:
        """Run one command for those of ``events`` that had no effect yet.

        ``make_command``, a command's type, takes the new events in their order.
        All of them take effect, or none.
        """
        name = make_command.__name__
        fresh = {event.id: event for event in events}
        while fresh:
            command = make_command(tuple(fresh.values()))
            try:
                return self._timed(command, partial(self._run_marked, list(fresh), command, name))
            except DuplicateKeyError:
                known = self._inbox.known(fresh, name)
                if not known:
                    raise
            fresh = {key: event for key, event in fresh.items() if key not in known}
            self._note_duplicates(name, len(known))
        return None

    def _timed(self, command: object, work: Callable[[], tuple[Any, int]]) -> Any:
        started = time.perf_counter()
        try:
            with traced(f"command {type(command).__name__}"):
                answer, _ = in_transaction(self._service, work)
        except DomainError:
            self._count(command, "refused")
            raise
        except (DuplicateKeyError, Premature):
            raise
        except Exception:
            self._count(command, "failed")
            raise
        self._count(command, "done")
        COMMAND_DURATION.labels(self._service, type(command).__name__).observe(
            time.perf_counter() - started
        )
        return answer

    def _run(self, command: object) -> tuple[Any, int]:
        work = self._make_work()
        answer = self._handlers[type(command)](command, work)
        return answer, work.flush()

    def _run_once(self, command: object, name: str | None) -> tuple[Any, int]:
        answer, events = self._run(command)
        if name is not None:
            database(self._service)[IDEMPOTENCY].insert_one(
                {"_id": name, "at": datetime.now(UTC), "answer": answer}
            )
        return answer, events

    def _run_marked(self, ids: Sequence[str], command: object, name: str) -> tuple[Any, int]:
        self._inbox.mark(ids, name)
        return self._run(command)

    def _run_next(self, event: CloudEvent, command: object, name: str) -> tuple[Any, int]:
        if not advance(self._service, name, event):
            self._note_duplicates(name, 1)
            return None, 0
        return self._run(command)

    def _answered(self, name: str) -> dict[str, Any] | None:
        return database(self._service)[IDEMPOTENCY].find_one({"_id": name})

    def _note_duplicates(self, name: str, count: int) -> None:
        SUBSCRIPTION_EVENTS.labels(self._service, name, "duplicate").inc(count)

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

    def start(self) -> None:
        """Begin to forget, day by day, events too old to come again."""
        self._pruner = eventlet.spawn(self._prune)

    def stop(self) -> None:
        """Stop forgetting."""
        self._pruner.kill()

    def _prune(self) -> None:
        inbox = Inbox(self.container.service_name)
        while True:
            try:
                inbox.prune(datetime.now(UTC) - timedelta(days=settings().inbox_days))
            except PyMongoError as error:
                log.warning("inbox-not-pruned", reason=repr(error))
            eventlet.sleep(PRUNE_SECONDS)

    def worker_setup(self, worker_ctx: Any) -> None:
        """Carry correlation id and trace into the worker; let it read one generation."""
        begin_reading()
        enter(worker_ctx.data.get("correlation_id"), worker_ctx.data.get("traceparent"))

    def get_dependency(self, worker_ctx: object) -> CommandBus | None:
        """Return the bus."""
        return self.bus
