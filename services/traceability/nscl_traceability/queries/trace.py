"""Where a lot came from and what became of it, for pages, pictures and programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from nscl_traceability.domain.trace import MOST_LEVELS, MOST_NODES, Direction, Edge, lot_of, walk
from nscl_traceability.storage.documents import LotDocument, ProductDocument
from nscl_traceability.storage.graph import neighbours

CHUNK = 500


@dataclass(frozen=True)
class Joint:
    """All edges of one kind between two lots or packages; ``quantities`` by unit."""

    upstream: str
    downstream: str
    kind: str
    at: datetime
    count: int = 1
    quantities: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Chain:
    """``nodes`` in order of level, below nought before the lot and above after it."""

    start: str
    nodes: list[dict[str, Any]]
    joints: list[Joint]
    cut: bool
    limits: Mapping[str, int] = field(
        default_factory=lambda: {"nodes": MOST_NODES, "levels": MOST_LEVELS}
    )


def chain_of(lot: Mapping[str, Any], directions: Iterable[Direction]) -> Chain:
    """Return the trace of a lot as ``show_lot`` gives it."""
    levels: dict[str, int] = {}
    edges: dict[str, Edge] = {}
    cut = False
    for direction in directions:
        found = walk(lot["node"], direction, neighbours)
        sign = 1 if direction is Direction.FORWARD else -1
        # a lot on a cycle is on both sides: it stays where it was found first
        levels = {node: sign * level for node, level in found.levels.items()} | levels
        edges |= found.edges
        cut = cut or found.cut
    nodes = _nodes(levels)
    return Chain(lot["node"], nodes, _joints(edges.values()), cut)


def chain_view(chain: Chain) -> dict[str, Any]:
    """Return the chain for programs."""
    return {
        "start": chain.start,
        "nodes": chain.nodes,
        "edges": [
            {**vars(joint), "quantities": {u: str(q) for u, q in joint.quantities.items()}}
            for joint in chain.joints
        ],
        "cut": chain.cut,
        "limits": dict(chain.limits),
    }


def _joints(edges: Iterable[Edge]) -> list[Joint]:
    found: dict[tuple[str, str, str], Joint] = {}
    for edge in edges:
        key = (lot_of(edge.upstream), lot_of(edge.downstream), edge.kind)
        before = found.get(key)
        found[key] = _joined(before, edge) if before else Joint(*key, edge.at, 1, _quantity(edge))
    return sorted(found.values(), key=lambda one: (one.at, one.upstream, one.downstream))


def _joined(before: Joint, edge: Edge) -> Joint:
    quantities = dict(before.quantities)
    for unit, quantity in _quantity(edge).items():
        quantities[unit] = quantities.get(unit, Decimal(0)) + quantity
    told = (before.upstream, before.downstream, before.kind, min(before.at, edge.at))
    return Joint(*told, before.count + 1, quantities)


def _quantity(edge: Edge) -> dict[str, Decimal]:
    return {} if edge.quantity is None else {edge.unit or "": edge.quantity}


def _nodes(levels: Mapping[str, int]) -> list[dict[str, Any]]:
    lots = _by(LotDocument, "node", levels)
    products = _by(ProductDocument, "_id", {row["product_id"] for row in lots.values()})
    # what an outside lot is called is written at the lot it went into
    named = {part["node"]: part for row in lots.values() for part in row.get("inputs", ())}
    found = [
        _lot(row, products[row["product_id"]], levels[node])
        if (row := lots.get(node))
        else _outside(node, levels[node], named.get(node, {}))
        for node in levels
    ]
    return sorted(found, key=lambda one: (one["level"], one["name"], one["number"]))


def _lot(row: Mapping[str, Any], product: Mapping[str, Any], level: int) -> dict[str, Any]:
    return {
        "node": row["node"],
        "level": level,
        "kind": "lot",
        "lot_id": row["_id"],
        "name": product["name"],
        "gtin": product["gtin"],
        "number": row["number"],
        "firm_id": product["firm_id"],
        "firm_name": product["firm_name"],
        "produced_on": row["produced_on"].date(),
        "recalled": bool(row.get("recall")),
    }


def _outside(node: str, level: int, named: Mapping[str, Any]) -> dict[str, Any]:
    package = node.startswith("00/")
    parts = dict(zip(*[iter(node.split("/"))] * 2, strict=False))
    return {
        "node": node,
        "level": level,
        "kind": "package" if package else "outside",
        "lot_id": None,
        "name": named.get("name", "") or ("SSCC" if package else parts.get("01", "")),
        "gtin": parts.get("01"),
        "number": named.get("number", "") or parts.get("00" if package else "10", ""),
        "firm_id": None,
        "firm_name": named.get("supplier"),
        "produced_on": None,
        "recalled": False,
    }


def _by(document: Any, name: str, wanted: Iterable[str]) -> dict[str, dict[str, Any]]:
    rows = document._get_collection()  # noqa: SLF001  # mongoengine's way
    some = list(wanted)
    return {
        row[name]: row
        for start in range(0, len(some), CHUNK)
        for row in rows.find({name: {"$in": some[start : start + CHUNK]}})
    }
