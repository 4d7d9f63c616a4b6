"""The plain subscription: one event, one handler, one acknowledgement."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import eventlet
from nameko.exceptions import ContainerBeingKilled

from nscl_contracts import PLATFORM, Catalogue, CloudEvent, ContractError
from nscl_shared.messaging.acknowledgements import Acknowledgements
from nscl_shared.messaging.consumer import Consumer
from nscl_shared.observability.tracing import Span, tracer

AHEAD = 10  # messages the broker may send for each that is in work
GATHER_SECONDS = 0.005  # for one acknowledgement of many messages
Arrived = tuple[Any, CloudEvent]


class Work:
    """What has arrived on one channel: begun, ready, or waiting for its aggregate."""

    def __init__(self, channel: Any = None) -> None:
        self.acknowledgements = Acknowledgements(channel)
        self.begun = 0
        self._ready: deque[Arrived] = deque()
        self._followers: dict[str, deque[Arrived]] = {}  # of those begun or ready, by subject

    def add(self, message: Any, event: CloudEvent) -> None:
        """Take an arrived event."""
        if event.subject in self._followers:
            self._followers[event.subject].append((message, event))
            return
        self._followers[event.subject] = deque()
        self._ready.append((message, event))

    def next(self) -> Arrived | None:
        """Return the next event to begin, if any."""
        if not self._ready:
            return None
        self.begun += 1
        return self._ready.popleft()

    def done(self, event: CloudEvent) -> None:
        """Make the follower of ``event`` ready."""
        self.begun -= 1
        followers = self._followers[event.subject]
        if followers:
            self._ready.append(followers.popleft())
        else:
            del self._followers[event.subject]

    def drop_waiting(self) -> list[int]:
        """Forget what is not begun; return the delivery tags."""
        queues = [self._ready, *self._followers.values()]
        tags = [message.delivery_tag for queue in queues for message, _ in queue]
        for queue in queues:
            queue.clear()
        return tags


class Subscription(Consumer):
    """Hands over one :class:`nscl_contracts.CloudEvent` at a time, ``at_once`` in parallel.

    Of one aggregate only one is in work.  When the decorated method returns,
    the message is acknowledged; when it raises, the message waits on the next
    rung of the retry ladder, and after the last it is dead.
    """

    def __init__(self, group: str, *patterns: str, at_once: int = 10, **kwargs: Any) -> None:
        self.at_once = at_once
        self._work = Work()
        super().__init__(group, *patterns, prefetch=AHEAD * at_once, **kwargs)

    def _connect(self) -> None:
        super()._connect()
        self._work = Work(self._channel)

    def _let_go(self) -> None:
        self.in_flight.difference_update(self._work.drop_waiting())

    def _finish(self) -> None:
        self._write(self._work.acknowledgements.flush)

    def _on_message(self, message: Any) -> None:
        self.in_flight.add(message.delivery_tag)
        try:
            event = self._decode(message)
        except ContractError as error:
            self._settle(self._work, message, error)
            return
        self._work.add(message, event)
        self._begin_next()

    def _begin_next(self) -> None:
        work = self._work
        while work.begun < self.at_once and (arrived := work.next()):
            self._begin(work, *arrived)

    def _begin(self, work: Work, message: Any, event: CloudEvent) -> None:
        span = self._span(event)
        context = {"correlation_id": event.correlationid, "traceparent": span.traceparent}
        handled = partial(self._handled, work, message, event, span)
        try:
            self.container.spawn_worker(
                self, (event,), {}, context_data=context, handle_result=handled
            )
        except ContainerBeingKilled:
            self.in_flight.discard(message.delivery_tag)

    def _handled(
        self,
        work: Work,
        message: Any,
        event: CloudEvent,
        span: Span,
        _ctx: object,
        result: object,
        exc_info: Any,
    ) -> tuple[object, Any]:
        error = exc_info and exc_info[1]
        span.end(error)
        self._settle(work, message, error)
        work.done(event)
        # not from within a worker: nameko's pool would run the next one inside this one
        eventlet.spawn_n(self._begin_next)
        return result, exc_info

    def _span(self, event: CloudEvent) -> Span:
        attributes = {"messaging.destination.name": self.queue, "messaging.message.id": event.id}
        return tracer().start(
            f"process {event.type}", "CONSUMER", event.traceparent, attributes=attributes
        )

    def _settle(self, work: Work, message: Any, error: BaseException | None) -> None:
        if error is None:
            self._count("handled")
        current = work is self._work  # else the broker redelivers
        safe = current and (error is None or self._set_aside(message, error))
        if safe and work.acknowledgements.settle(message.delivery_tag):
            eventlet.spawn_after(GATHER_SECONDS, self._write, work.acknowledgements.flush)
        self.in_flight.discard(message.delivery_tag)


def subscribe(
    group: str,
    *patterns: str,
    at_once: int = 10,
    retry_ms: Sequence[int] | None = None,
    catalogue: Catalogue = PLATFORM,
) -> Callable[[Any], Any]:
    """Declare a method as the handler of single events; see :class:`Subscription`.

    ``retry_ms`` replaces the platform's retry ladder (``NSCL_RETRY_LADDER_MS``).
    """
    decorator: Callable[[Any], Any] = Subscription.decorator(
        group, *patterns, at_once=at_once, retry_ms=retry_ms, catalogue=catalogue
    )
    return decorator
