"""Stamps of this register in the graph: a serial alone does not name its lot, its batch does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.domain.trace import SERIAL, Edge, lot_node
from nscl_traceability.storage.documents import StampBatchDocument
from nscl_traceability.storage.keyring import keyring

_SERIAL_NODE = re.compile(r"01/(\d{14})/21/(.+)")


def with_lots(edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges with each authentic stamp named below the lot that it is on."""
    named = _named({node for edge in edges for node in (edge.upstream, edge.downstream)})
    return [
        replace(
            edge,
            upstream=named.get(edge.upstream, edge.upstream),
            downstream=named.get(edge.downstream, edge.downstream),
        )
        for edge in edges
    ]


def _named(nodes: Iterable[str]) -> dict[str, str]:
    places = {
        node: (found[1], found[2], place)
        for node in nodes
        if (found := _SERIAL_NODE.fullmatch(node))
        and (place := keyring().authenticate(found[2])) is not None
    }
    batches = _batches({place.batch_number for *_, place in places.values()})
    return {
        node: f"{lot_node(gtin, lot)}{SERIAL}{serial}"
        for node, (gtin, serial, place) in places.items()
        if (lot := _lot_number(batches.get(place.batch_number), gtin, place))
    }


def _batches(numbers: Collection[int]) -> dict[int, StampBatchDocument]:
    if not numbers:
        return {}
    found = StampBatchDocument.objects(number__in=list(numbers), state="issued")
    return {batch.number: batch for batch in found.only("number", "gtin", "lot_number", "quantity")}


def _lot_number(batch: StampBatchDocument | None, gtin: str, place: StampPlace) -> str:
    if batch is None or batch.gtin != gtin or place.index > batch.quantity:
        return ""
    return str(batch.lot_number)
