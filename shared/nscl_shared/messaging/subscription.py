"""The plain subscription: one event, one handler, one acknowledgement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from nameko.exceptions import ContainerBeingKilled

from nscl_contracts import ContractError
from nscl_shared.messaging.consumer import Consumer
from nscl_shared.messaging.decoding import decode_fast


class Subscription(Consumer):
    """Hands over one :class:`nscl_contracts.CloudEvent` at a time, several at once in work.

    When the decorated method returns, the message is acknowledged; when it
    raises, the message waits on the next rung of the retry ladder, and after
    the last it is dead.
    """

    def _on_message(self, message: Any) -> None:
        settle = partial(self._settle, self._channel, message)
        self.in_flight.add(message.delivery_tag)
        try:
            event = decode_fast(message.body, message.properties.get("content_type"))
        except ContractError as error:
            settle(None, None, (type(error), error, error.__traceback__))
            return
        context = {"correlation_id": event.correlationid, "traceparent": event.traceparent}
        try:
            self.container.spawn_worker(
                self, (event,), {}, context_data=context, handle_result=settle
            )
        except ContainerBeingKilled:
            self.in_flight.discard(message.delivery_tag)

    def _settle(
        self, channel: Any, message: Any, _ctx: object, result: object, exc_info: Any
    ) -> tuple[object, Any]:
        if exc_info is None:
            self._count("handled")
        if exc_info is None or (channel is self._channel and self._set_aside(message, exc_info[1])):
            self._acknowledge(channel, [message.delivery_tag])
        else:
            self.in_flight.discard(message.delivery_tag)
        return result, exc_info


def subscribe(
    group: str, *patterns: str, prefetch: int = 10, retry_ms: Sequence[int] | None = None
) -> Callable[[Any], Any]:
    """Declare a method as the handler of single events; see :class:`Subscription`.

    ``retry_ms`` replaces the platform's retry ladder (``NSCL_RETRY_LADDER_MS``).
    """
    decorator: Callable[[Any], Any] = Subscription.decorator(
        group, *patterns, prefetch=prefetch, retry_ms=retry_ms
    )
    return decorator
