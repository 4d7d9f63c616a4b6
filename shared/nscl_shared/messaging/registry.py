"""The subscriptions of this process, for health and tooling."""

from __future__ import annotations

import inspect
from typing import Any, Protocol


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


def queues_of(service_class: Any) -> list[str]:
    """Return the queues of a service class's subscriptions, without running it."""
    methods = inspect.getmembers(service_class, callable)
    entrypoints = [e for _, method in methods for e in getattr(method, "nameko_entrypoints", ())]
    groups = [entrypoint.group for entrypoint in entrypoints if hasattr(entrypoint, "group")]
    return sorted({f"{service_class.name}--{group}" for group in groups})
