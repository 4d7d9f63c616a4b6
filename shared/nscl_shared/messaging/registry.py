"""The subscriptions of this process, for health and tooling."""

from __future__ import annotations

from typing import Protocol


class Known(Protocol):
    """What health asks of a subscription."""

    in_flight: set[int]

    @property
    def queue(self) -> str:
        """Return the name of its queue."""


_known: dict[str, Known] = {}


def add(subscription: Known) -> None:
    """Remember ``subscription`` by its queue."""
    _known[subscription.queue] = subscription


def subscriptions() -> dict[str, Known]:
    """Return all subscriptions by queue."""
    return dict(_known)
