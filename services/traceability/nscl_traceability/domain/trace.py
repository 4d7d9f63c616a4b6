"""The graph of lots: what went into what, walked level by level."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256

MOST_NODES = 2_000
MOST_LEVELS = 30
LOT, SERIAL = "/10/", "/21/"


class Direction(StrEnum):
    """Where to: what came of a lot, or what it came of."""

    FORWARD = "forward"
    BACKWARD = "backward"


@dataclass(frozen=True, kw_only=True)
class Edge:
    """``upstream`` went into ``downstream``; nodes are named as ``EdgeDocument`` says."""

    upstream: str
    downstream: str
    kind: str
    source: str
    at: datetime
    quantity: Decimal | None = None
    unit: str | None = None

    @property
    def id(self) -> str:
        """Return the digest that makes the same statement one row."""
        told = f"{self.upstream}\n{self.downstream}\n{self.source}"
        return sha256(told.encode()).hexdigest()[:32]


@dataclass
class Trace:
    """What was found: ``levels`` of nodes from the start at 0, and the edges between them.

    ``cut`` says that the limit of nodes or levels ended the walk.
    """

    start: str
    direction: Direction
    levels: dict[str, int]
    edges: dict[str, Edge] = field(default_factory=dict)
    cut: bool = False


# nodes, direction → the edges that lead on from them
Neighbours = Callable[[Collection[str], Direction], Iterable[Edge]]


def lot_node(gtin: str, number: str) -> str:
    """Return the name of a lot in the graph."""
    return f"01/{gtin}/10/{number}"


def outside_node(firm_id: str, supplier: str, name: str, number: str) -> str:
    """Return the name of a lot that has no GTIN, as one firm knows it."""
    told = f"{firm_id}\n{supplier}\n{name}\n{number}"
    return f"outside/{sha256(told.encode()).hexdigest()[:32]}"


def lot_of(node: str) -> str:
    """Return the lot that a serial is named below, any other node as it is."""
    lot, _, serial = node.partition(SERIAL)
    return lot if serial and LOT in lot else node


def walk(
    start: str,
    direction: Direction,
    neighbours: Neighbours,
    *,
    most_nodes: int = MOST_NODES,
    most_levels: int = MOST_LEVELS,
) -> Trace:
    """Return all that is reached from ``start``, level by level; cycles end by themselves.

    The lot is the smallest thing that is followed: a serial stands for its lot, where it is known.
    """
    found = Trace(lot_of(start), direction, {lot_of(start): 0})
    frontier = [found.start]
    for level in range(1, most_levels + 1):
        reached = _step(found, frontier, neighbours)
        room = most_nodes - len(found.levels)
        found.cut = len(reached) > room
        frontier = reached[:room]
        found.levels.update(dict.fromkeys(frontier, level))
        if found.cut or not frontier:
            break
    else:
        found.cut = bool(_step(found, frontier, neighbours))
    known = found.levels.keys()
    found.edges = {key: edge for key, edge in found.edges.items() if ends(edge) <= known}
    return found


def ends(edge: Edge) -> set[str]:
    """Return the two lots or packages that an edge joins."""
    return {lot_of(edge.upstream), lot_of(edge.downstream)}


def _step(found: Trace, frontier: list[str], neighbours: Neighbours) -> list[str]:
    """Take the edges on from ``frontier`` and return the new nodes they lead to, in order."""
    new: dict[str, None] = {}
    for edge in neighbours(frontier, found.direction):
        found.edges.setdefault(edge.id, edge)
        forward = found.direction is Direction.FORWARD
        far = lot_of(edge.downstream if forward else edge.upstream)
        if far not in found.levels:
            new[far] = None
    return list(new)
