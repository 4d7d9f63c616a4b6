"""That a change is made to what its author has read."""

from __future__ import annotations

from nscl_shared.kernel import Aggregate, Stale


def require_seen(aggregate: Aggregate, seen: int) -> None:
    """Refuse a change to another version than the one that was read.

    Raises:
        Stale: ``changed-meanwhile``.
    """
    if aggregate.version != seen:
        raise Stale("changed-meanwhile", id=aggregate.id)
