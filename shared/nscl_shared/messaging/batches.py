"""The batch subscription: many events, one handler, one acknowledgement.

For read models and other bulk effects: reading and decoding the next events
goes on while the database commits those at hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

import eventlet
from eventlet.event import Event
from eventlet.greenthread import GreenThread
from nameko.exceptions import ContainerBeingKilled

from nscl_contracts import PLATFORM, Catalogue, CloudEvent, ContractError
from nscl_shared.messaging.consumer import DRAIN_SECONDS, Consumer
from nscl_shared.observability.tracing import Span, tracer

AHEAD = 3  # batches the broker may send before the first is acknowledged
Arrived = tuple[Any, "CloudEvent | ContractError"]
Failed = tuple[Any, BaseException]


class BatchSubscription(Consumer):
    """Hands over a list of up to ``size`` events, or what came within ``wait_ms``.

    Batches are handled one after the other, in order of arrival.  When the
    decorated method raises, its events are handed over again one by one, and
    only those that fail alone climb the retry ladder.
    """

    def __init__(
        self, group: str, *patterns: str, size: int = 200, wait_ms: int = 20, **kwargs: Any
    ) -> None:
        self.size = size
        self.wait_seconds = wait_ms / 1_000
        self._arrived: list[Arrived] = []
        self._news = Event()
        self._worker: GreenThread | None = None
        super().__init__(group, *patterns, prefetch=AHEAD * size, **kwargs)

    def _connect(self) -> None:
        super()._connect()
        self._arrived = []
        self._worker = eventlet.spawn(self._work, self._channel)

    def _disconnect(self) -> None:
        super()._disconnect()
        worker, self._worker = self._worker, None
        if worker is not None:
            self._tell()
            worker.wait()

    def _on_message(self, message: Any) -> None:
        self.in_flight.add(message.delivery_tag)
        event: CloudEvent | ContractError
        try:
            event = self._decode(message)
        except ContractError as error:
            event = error
        self._arrived.append((message, event))
        if len(self._arrived) in (1, self.size):
            self._tell()

    def _tell(self) -> None:
        if not self._news.ready():
            self._news.send()

    def _work(self, channel: Any) -> None:
        try:
            while channel is self._channel:
                if batch := self._next_batch():
                    self._handle(channel, batch)
        except ContainerBeingKilled:
            return
        except Exception as error:  # noqa: BLE001  # nobody else would take the next batch
            self._lost(error)

    def _next_batch(self) -> list[Arrived]:
        self._await(1, DRAIN_SECONDS)
        if self._arrived and not self._stopping:
            self._await(self.size, self.wait_seconds)
        batch, self._arrived = self._arrived[: self.size], self._arrived[self.size :]
        return batch

    def _await(self, count: int, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while len(self._arrived) < count and (left := deadline - time.monotonic()) > 0:
            self._news = Event()
            with eventlet.Timeout(left, exception=False):
                self._news.wait()
            if self._channel is None:
                return

    def _handle(self, channel: Any, batch: Sequence[Arrived]) -> None:
        good = [item for item in batch if not isinstance(item[1], ContractError)]
        failed: list[Failed] = [(m, e) for m, e in batch if isinstance(e, ContractError)]
        if good and (error := self._run_handler(good)):
            failed += self._one_by_one(good, error)
        self._count("handled", len(batch) - len(failed))
        tags = [message.delivery_tag for message, _ in batch]
        if all(channel is self._channel and self._set_aside(m, error) for m, error in failed):
            self._write(partial(channel.basic_ack, tags[-1], multiple=True))
        self.in_flight.difference_update(tags)

    def _one_by_one(self, items: Sequence[Arrived], error: BaseException) -> list[Failed]:
        if len(items) == 1:
            return [(items[0][0], error)]
        alone = ((item[0], self._run_handler([item])) for item in items)
        return [(message, error) for message, error in alone if error is not None]

    def _run_handler(self, items: Sequence[Arrived]) -> BaseException | None:
        """Run the handler in a nameko worker; return what it raised."""
        events = [event for _, event in items]
        done: Event = Event()
        span = self._span([event for event in events if isinstance(event, CloudEvent)])
        correlation = getattr(events[0], "correlationid", None) if len(events) == 1 else None
        context = {"correlation_id": correlation, "traceparent": span.traceparent}
        self.container.spawn_worker(
            self, (events,), {}, context_data=context, handle_result=partial(_report, done)
        )
        error = cast("BaseException | None", done.wait())
        span.end(error)
        return error

    def _span(self, events: Sequence[CloudEvent]) -> Span:
        attributes = {
            "messaging.destination.name": self.queue,
            "messaging.batch.message_count": len(events),
        }
        links = [event.traceparent for event in events]
        parent = links[0] if len(links) == 1 else None
        return tracer().start(
            f"process {self.queue}", "CONSUMER", parent, attributes=attributes, links=links
        )


def _report(done: Event, _ctx: object, result: object, exc_info: Any) -> tuple[object, Any]:
    done.send(exc_info[1] if exc_info else None)
    return result, exc_info


def subscribe_batch(
    group: str,
    *patterns: str,
    size: int = 200,
    wait_ms: int = 20,
    retry_ms: Sequence[int] | None = None,
    catalogue: Catalogue = PLATFORM,
) -> Callable[[Any], Any]:
    """Declare a method as the handler of lists of events; see :class:`BatchSubscription`."""
    decorator: Callable[[Any], Any] = BatchSubscription.decorator(
        group, *patterns, size=size, wait_ms=wait_ms, retry_ms=retry_ms, catalogue=catalogue
    )
    return decorator
