"""The graph of lots in the database: edges written by their source, read level by level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC
from decimal import Decimal
from typing import Any

from nscl_traceability.domain.quantities import Amount, plain
from nscl_traceability.domain.trace import Direction, Edge, Trace, lot_of, walk
from nscl_traceability.storage.documents_graph import EdgeDocument

MOST_RECALLED = 5_000


class Graph:
    """What went into what."""

    def replace(self, source: str, edges: Iterable[Edge]) -> None:
        """Store ``edges`` as all that ``source`` says."""
        _rows().delete_many({"source": source})
        rows = [edge_row(edge) for edge in edges]
        if rows:
            _rows().insert_many(rows)

    def reaches(self, start: str, nodes: Collection[str]) -> bool:
        """Tell whether one of ``nodes`` was made of ``start``."""
        found = walk(start, Direction.FORWARD, neighbours, most_nodes=MOST_RECALLED)
        return bool(set(nodes) & found.levels.keys())

    def taken(self, node: str) -> list[Amount]:
        """Return what went out of a lot into others, as far as it was measured."""
        return taken([node]).get(node, [])


def downstream(start: str) -> Trace:
    """Return all that was made of a lot, as far as a recall reaches."""
    return walk(start, Direction.FORWARD, neighbours, most_nodes=MOST_RECALLED)


def neighbours(nodes: Collection[str], direction: Direction) -> Iterator[Edge]:
    """Yield the edges that lead on from ``nodes`` and from the serials of lots among them."""
    end = "upstream_lot" if direction is Direction.FORWARD else "downstream_lot"
    yield from map(_edge, _rows().find({end: {"$in": list(nodes)}}))


def taken(nodes: Collection[str]) -> dict[str, list[Amount]]:
    """Return by lot what went out of it into others."""
    found: dict[str, list[Amount]] = {}
    for edge in neighbours(nodes, Direction.FORWARD):
        # a package holds the goods, it does not use them up
        if edge.quantity is not None and edge.kind in {"input", "transformation"}:
            amount = Amount(edge.quantity, edge.unit or "")
            found.setdefault(lot_of(edge.upstream), []).append(amount)
    return found


def edge_row(edge: Edge) -> dict[str, Any]:
    """Return an edge as it is stored."""
    quantity = None if edge.quantity is None else float(edge.quantity)
    lots = {"upstream_lot": lot_of(edge.upstream), "downstream_lot": lot_of(edge.downstream)}
    return {"_id": edge.id, **vars(edge), "quantity": quantity, **lots}


def _rows() -> Any:
    return EdgeDocument._get_collection()  # noqa: SLF001  # mongoengine's way


def _edge(row: dict[str, Any]) -> Edge:
    quantity = row.get("quantity")
    return Edge(
        upstream=row["upstream"],
        downstream=row["downstream"],
        kind=row["kind"],
        source=row["source"],
        at=row["at"].replace(tzinfo=UTC),
        quantity=None if quantity is None else Decimal(plain(Decimal(str(quantity)))),
        unit=row.get("unit"),
    )
