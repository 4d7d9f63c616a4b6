"""Of which lots EPCIS events have told something new, so that their way is read again.

Each captured document has one row, written with its events; a scan server hears of that
row alone and reads what its events name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from nscl_traceability.domain.trace import SERIAL, lot_of
from nscl_traceability.queries.lot_way import product_node
from nscl_traceability.storage.documents_epcis import CaptureJobDocument, EpcisEventDocument

CAPTURES = "epcis_captures"
# events of which it is read what they name, at a time
MOST_EVENTS = 3_000
# terms of steps; those of what edges lead to, by which a lot gets sources
STEPS, ENDS = ("ec", "oc"), ("o", "p", "tx")
MOST_NODES = 50_000


def told_of(capture_ids: Collection[str]) -> set[str] | None:
    """Return the nodes of the graph that captured events name; None: too many to look at."""
    fields = {"events": 1, "created_at": 1}
    found = _rows(CaptureJobDocument).find({"_id": {"$in": list(capture_ids)}}, fields)
    jobs = [job for job in found if job["events"]]
    if sum(job["events"] for job in jobs) > MOST_EVENTS:
        return None
    # its events have the moment of the capture as their record time, which has an index
    moments = list({job["created_at"] for job in jobs})
    wanted = {"record_time": {"$in": moments}}
    rows = _rows(EpcisEventDocument).find(wanted, {"indexed": 1}) if moments else ()
    return {node for row in rows for term in row["indexed"] for node in _nodes(term)}


def _nodes(term: str) -> Iterator[str]:
    role, _, name = term.partition(":")
    if role in STEPS:
        yield lot_of(name)
    elif role in ENDS:
        lot = lot_of(name)
        # a serial alone does not tell its lot: all lots of the product
        yield (product_node(name) or lot) if SERIAL in lot else lot


class LotNews:
    """When what lots depend on was told of last; ``many`` is when there was too much to note."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}
        self.many = float("-inf")

    def note(self, nodes: Iterable[str] | None, at: float) -> None:
        """Note what was told of by ``at``, None for more than could be looked at."""
        self._told.update(dict.fromkeys(nodes or (), at))
        if nodes is None or len(self._told) > MOST_NODES:
            self.many, self._told = at, {}

    def since(self, at: float, nodes: Collection[str]) -> bool:
        """Tell whether there is something new of one of the nodes since ``at``."""
        told = self._told
        return bool(told) and any(told.get(node, at) > at for node in nodes)

    def clear(self) -> None:
        """Forget all: nothing is kept that could be older."""
        self._told, self.many = {}, float("-inf")


def _rows(document: Any) -> Any:
    return document._get_collection()  # noqa: SLF001  # mongoengine's way
