"""What an event says of the graph: what was made of what, packed into what, joined to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from nscl_traceability.domain.epcis.identifiers import node
from nscl_traceability.domain.trace import Edge

Thing = tuple[str, Decimal | None, str | None]
Event = Mapping[str, Any]

MOST_EDGES = 10_000


def edges(event: Event, source: str, at: datetime) -> list[Edge]:
    """Return the edges of a sound event; removals and errors state none.

    Amounts are of the upstream, where it has one.
    """
    if "errorDeclaration" in event or event.get("action") == "DELETE":
        return []
    kind = event["type"]
    make = partial(Edge, source=source, at=at)
    if kind == "TransformationEvent":
        return [make(kind="transformation", **ends) for ends in _transformation(event)]
    if kind in _PACKED and event.get("action") == "ADD":
        return [make(kind=_PACKED[kind], **ends) for ends in _packed(event)]
    return []


_PACKED = {"AggregationEvent": "aggregation", "AssociationEvent": "association"}


def _things(event: Event, epcs: str, amounts: str) -> list[Thing]:
    single: list[Thing] = [(node(epc), None, None) for epc in event.get(epcs, ())]
    return single + [
        (node(item["epcClass"]), _decimal(item.get("quantity")), item.get("uom"))
        for item in event.get(amounts, ())
    ]


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _transformation(event: Event) -> Iterator[dict[str, Any]]:
    """Every input goes into every output; a half named by ``transformationID`` is joined there."""
    inputs = _things(event, "inputEPCList", "inputQuantityList")
    outputs = [name for name, *_ in _things(event, "outputEPCList", "outputQuantityList")]
    if len(inputs) * len(outputs) > MOST_EDGES or "transformationID" in event:
        through = event.get("transformationID") or f"transformation:{inputs[0][0]}>{outputs[0]}"
        yield from (_ends(thing, through) for thing in inputs)
        yield from (_ends((through, None, None), output) for output in outputs)
        return
    yield from (_ends(thing, output) for thing in inputs for output in outputs)


def _packed(event: Event) -> Iterator[dict[str, Any]]:
    if "parentID" in event:
        parent = node(event["parentID"])
        for thing in _things(event, "childEPCs", "childQuantityList"):
            yield _ends(thing, parent)


def _ends(thing: Thing, downstream: str) -> dict[str, Any]:
    upstream, quantity, unit = thing
    return {"upstream": upstream, "downstream": downstream, "quantity": quantity, "unit": unit}
