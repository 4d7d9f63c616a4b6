"""Acknowledgements of single deliveries, in as few frames as their order allows."""

from __future__ import annotations

from typing import Any


class Acknowledgements:
    """The settled deliveries of one channel; tags count from 1 (AMQP 0-9-1, 1.1)."""

    def __init__(self, channel: Any) -> None:
        self.channel = channel
        self._low = 0  # every tag up to this one is settled
        self._settled: set[int] = set()
        self._unsent: set[int] = set()

    def settle(self, tag: int) -> bool:
        """Note that ``tag`` may be acknowledged; return whether a flush is now due."""
        self._settled.add(tag)
        self._unsent.add(tag)
        return len(self._unsent) == 1

    def flush(self) -> None:
        """Acknowledge all that is settled.

        Raises:
            OSError, amqp.AMQPError: the connection broke; the broker redelivers.
        """
        while self._low + 1 in self._settled:
            self._low += 1
            self._settled.discard(self._low)
        unsent, self._unsent = self._unsent, set()
        in_one = [tag for tag in unsent if tag <= self._low]
        if in_one:
            self.channel.basic_ack(max(in_one), multiple=True)
        for tag in sorted(unsent.difference(in_one)):
            self.channel.basic_ack(tag)
