"""The subscriptions of this process, for health and tooling."""

from __future__ import annotations

from typing import Protocol


class Known(Protocol):
    """What health asks of a subscription."""

    in_flight: set[int]
    bound: bool

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


def unbound() -> list[str]:
    """Return the queues that may not exist yet: what is published now may miss them."""
    return sorted(queue for queue, known in _known.items() if not known.bound)
