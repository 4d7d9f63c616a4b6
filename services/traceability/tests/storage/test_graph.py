"""The graph in the real database: chunks of a level at once, serials with their lots."""

from datetime import UTC, datetime

import pytest

from nscl_traceability.domain.trace import Direction, Edge, walk
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.graph import Graph, downstream, neighbours

AT = datetime(2022, 8, 1, tzinfo=UTC)
HOPS = 10


def lot(number):
    return f"01/08936000000011/10/{number}"


def edge(upstream, downstream, source="s"):
    return Edge(upstream=upstream, downstream=downstream, kind="input", source=source, at=AT)


@pytest.fixture
def graph(db):
    return Graph()


def test_a_trace_over_ten_hops_asks_once_a_level_however_many_lots(graph, asked):
    pairs = [(f"L{hop}", f"L{hop + 1}") for hop in range(HOPS)]
    wide = [("L0", f"W{n}") for n in range(20)] + [(f"W{n}", "L1") for n in range(20)]
    graph.replace("s", [edge(lot(upper), lot(lower)) for upper, lower in pairs + wide])
    del asked[:]
    trace = walk(lot("L0"), Direction.FORWARD, neighbours)
    assert trace.levels[lot(f"L{HOPS}")] == HOPS
    assert asked == ["find"] * (HOPS + 1)


def test_a_package_of_serials_belongs_to_their_lot_and_to_no_other(graph):
    near = f"{lot('L1')}-2"  # sorts between the lot and its serials
    graph.replace("s", [edge(f"{lot('L1')}/21/A", "00/1"), edge(near, "00/2")])
    assert walk(lot("L1"), Direction.FORWARD, neighbours).levels == {lot("L1"): 0, "00/1": 1}
    assert downstream(lot("L1")).levels == {lot("L1"): 0, "00/1": 1}
    assert walk("00/1", Direction.BACKWARD, neighbours).levels == {"00/1": 0, lot("L1"): 1}


def test_what_a_source_said_before_is_replaced_and_said_twice_is_once(graph):
    graph.replace("one", [edge("a", "b", "one"), edge("a", "c", "one")])
    graph.replace("two", [edge("a", "b", "two")])
    graph.replace("one", [edge("a", "b", "one")])
    graph.replace("one", [edge("a", "b", "one")])
    assert sorted(row.source for row in EdgeDocument.objects) == ["one", "two"]


def test_what_was_packed_is_not_used_up(graph):
    graph.replace(
        "s",
        [
            Edge(**{**vars(edge(lot("L1"), "00/1")), "kind": "aggregation", "quantity": 5}),
            Edge(**{**vars(edge(lot("L1"), lot("L2"))), "quantity": 3, "unit": "kg"}),
        ],
    )
    assert [(one.value, one.unit) for one in graph.taken(lot("L1"))] == [(3, "kg")]
