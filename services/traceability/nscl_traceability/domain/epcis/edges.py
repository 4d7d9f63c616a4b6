"""What an event says of the graph: what was made of what, packed into what, joined to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nscl_traceability.domain.epcis.identifiers import node

Thing = tuple[str, float | None, str | None]
Event = Mapping[str, Any]

MOST_EDGES = 10_000


@dataclass(frozen=True)
class Edge:
    """``upstream`` went into ``downstream``; amounts are of the upstream, where it has one."""

    upstream: str
    downstream: str
    kind: str
    quantity: float | None = None
    unit: str | None = None


def edges(event: Event) -> list[Edge]:
    """Return the edges of a sound event; removals and errors state none."""
    if "errorDeclaration" in event or event.get("action") == "DELETE":
        return []
    kind = event["type"]
    if kind == "TransformationEvent":
        return list(_transformation(event))
    if kind in _PACKED and event.get("action") == "ADD":
        return list(_packed(event, _PACKED[kind]))
    return []


_PACKED = {"AggregationEvent": "aggregation", "AssociationEvent": "association"}


def _things(event: Event, epcs: str, amounts: str) -> list[Thing]:
    single = [(node(epc), None, None) for epc in event.get(epcs, ())]
    return single + [
        (node(item["epcClass"]), item.get("quantity"), item.get("uom"))
        for item in event.get(amounts, ())
    ]


def _transformation(event: Event) -> Iterator[Edge]:
    """Every input goes into every output; a half named by ``transformationID`` is joined there."""
    inputs = _things(event, "inputEPCList", "inputQuantityList")
    outputs = _things(event, "outputEPCList", "outputQuantityList")
    if len(inputs) * len(outputs) > MOST_EDGES or "transformationID" in event:
        through = event.get("transformationID") or f"transformation:{inputs[0][0]}>{outputs[0][0]}"
        for name, quantity, unit in inputs:
            yield Edge(name, through, "transformation", quantity, unit)
        for name, _quantity, _unit in outputs:
            yield Edge(through, name, "transformation")
        return
    for name, quantity, unit in inputs:
        for output, _quantity, _unit in outputs:
            yield Edge(name, output, "transformation", quantity, unit)


def _packed(event: Event, kind: str) -> Iterator[Edge]:
    if "parentID" not in event:
        return
    parent = node(event["parentID"])
    for name, quantity, unit in _things(event, "childEPCs", "childQuantityList"):
        yield Edge(name, parent, kind, quantity, unit)
