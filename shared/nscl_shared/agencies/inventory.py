"""What the broker has of agencies at one moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from nscl_shared.agencies.account import QUEUE_PREFIX
from nscl_shared.agencies.backlog import Backlog
from nscl_shared.agencies.journal import Remembered
from nscl_shared.agencies.limits import Limits
from nscl_shared.agencies.management import Management
from nscl_shared.agencies.model import Agency


@dataclass(frozen=True)
class Inventory:
    """Queues with their arguments, users, those with a permission, bindings, connections."""

    queues: Mapping[str, Mapping[str, Any]]
    users: set[str]
    permitted: set[str]
    bindings: Sequence[tuple[str, str, str]]
    connections: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, api: Management) -> Self:
        """Ask the broker."""
        return cls(
            api.queues(), api.users(), set(api.permissions()), api.bindings(), api.connections()
        )

    @property
    def agencies(self) -> list[str]:
        """The names of their queues or users, sorted."""
        return sorted(n for n in {*self.queues, *self.users} if n.startswith(QUEUE_PREFIX))

    def patterns(self, queue: str) -> tuple[str, ...]:
        """Return what ``queue`` is bound by."""
        return tuple(sorted(pattern for name, _, pattern in self.bindings if name == queue))

    def limits(self, queue: str) -> Limits:
        """Return the limits of ``queue``; zeros if there is no such queue."""
        return Limits.of(self.queues.get(queue, {}))

    def missing(self, queue: str) -> tuple[str, ...]:
        """Return which parts of an agency are not there."""
        parts = {
            "queue": queue in self.queues,
            "bindings": bool(self.patterns(queue)),
            "user": queue in self.users,
            "permission": queue in self.permitted,
        }
        return tuple(name for name, there in parts.items() if not there)

    def describe(self, queue: str, waiting: Backlog, remembered: Remembered) -> Agency:
        """Return the agency of ``queue`` with what is known from elsewhere."""
        return Agency(
            queue=queue,
            patterns=self.patterns(queue),
            limits=self.limits(queue),
            backlog=waiting.events,
            consumers=waiting.consumers,
            connections=tuple(name for user, name in self.connections if user == queue),
            missing=self.missing(queue),
            title=remembered.title,
            since=remembered.since,
            oldest=waiting.oldest,
        )
