"""Effects in the order of the aggregate: behind is ignored, ahead waits.

For handlers that must see every step of an aggregate one after the other.
Copies and read models need no order, see ``ConvergentDocument``.
"""

from __future__ import annotations

from typing import Any

from pymongo.collection import Collection

from nscl_contracts import CloudEvent
from nscl_shared.persistence.connection import PROGRESS, database


class Premature(RuntimeError):
    """An event came before the one it follows."""

    code = "predecessor-missing"


def advance(service: str, subscriber: str, event: CloudEvent) -> bool:
    """Note, inside a transaction, that ``event`` is the next of its aggregate.

    Return whether it is; ``False`` means it is behind and to be ignored.

    Raises:
        Premature: its predecessor is still to come.
    """
    rows: Collection[dict[str, Any]] = database(service)[PROGRESS]
    key = f"{subscriber}:{event.subject}"
    row = rows.find_one({"_id": key})
    last = row["sequence"] if row else 0
    if event.sequence <= last:
        return False
    if event.sequence > last + 1:
        raise Premature(f"event {event.sequence} of {event.subject} came after {last}")
    rows.update_one({"_id": key}, {"$set": {"sequence": event.sequence}}, upsert=True)
    return True
