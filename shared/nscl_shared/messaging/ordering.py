"""Effects in the order of the aggregate: behind is ignored, ahead waits.

For handlers that must see every step of an aggregate one after the other.
Copies and read models need no order, see ``ConvergentDocument``.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from pymongo.collection import Collection

from nscl_contracts import CloudEvent
from nscl_shared.persistence.connection import PROGRESS, database

patience_spent: ContextVar[bool] = ContextVar("patience_spent", default=False)


class Premature(RuntimeError):
    """An event came before the one it follows."""

    code = "predecessor-missing"


def advance(service: str, subscriber: str, event: CloudEvent) -> bool:
    """Note, inside a transaction, that ``event`` is the next of its aggregate.

    Return whether it is; ``False`` means it is behind and to be ignored.  The
    first event seen of an aggregate must be its first; one that has waited the
    whole ladder begins the order anew, because then the beginning was
    announced before this subscriber existed.

    Raises:
        Premature: its predecessor is still to come.
    """
    rows: Collection[dict[str, Any]] = database(service)[PROGRESS]
    key = f"{subscriber}:{event.subject}"
    row = rows.find_one({"_id": key})
    last = row["sequence"] if row else 0
    if event.sequence <= last:
        return False
    if event.sequence > last + 1 and (row or not patience_spent.get()):
        raise Premature(f"event {event.sequence} of {event.subject} came after {last}")
    rows.update_one({"_id": key}, {"$set": {"sequence": event.sequence}}, upsert=True)
    return True
