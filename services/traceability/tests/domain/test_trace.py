"""The graph is walked level by level, ends at cycles, and says when it was cut."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nscl_traceability.domain.trace import Direction, Edge, lot_of, outside_node, walk

AT = datetime(2022, 8, 1, tzinfo=UTC)


def edge(upstream, downstream):
    return Edge(upstream=upstream, downstream=downstream, kind="input", source="s", at=AT)


def graph(*pairs):
    edges = [edge(*pair) for pair in pairs]
    asked = []

    def neighbours(nodes, direction):
        asked.append(sorted(nodes))
        near = "upstream" if direction is Direction.FORWARD else "downstream"
        return [one for one in edges if lot_of(getattr(one, near)) in nodes]

    neighbours.asked = asked
    return neighbours


def test_forward_finds_what_was_made_and_backward_what_it_was_made_of():
    found = graph(("a", "b"), ("b", "c"), ("x", "c"))
    assert walk("a", Direction.FORWARD, found).levels == {"a": 0, "b": 1, "c": 2}
    assert walk("c", Direction.BACKWARD, found).levels == {"c": 0, "b": 1, "x": 1, "a": 2}


def test_each_level_is_asked_for_once():
    found = graph(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))
    trace = walk("a", Direction.FORWARD, found)
    assert found.asked == [["a"], ["b", "c"], ["d"]]
    assert len(trace.edges) == 4
    assert not trace.cut


def test_a_cycle_ends_by_itself():
    trace = walk("a", Direction.FORWARD, graph(("a", "b"), ("b", "a"), ("b", "b")))
    assert trace.levels == {"a": 0, "b": 1}


def test_a_serial_stands_for_its_lot():
    lot = "01/08936000000019/10/L1"
    found = graph((f"{lot}/21/S1", "00/1"), (f"{lot}/21/S2", "00/1"), ("m", lot))
    assert walk(lot, Direction.FORWARD, found).levels == {lot: 0, "00/1": 1}
    assert walk(f"{lot}/21/S1", Direction.BACKWARD, found).levels == {lot: 0, "m": 1}


def test_the_limit_of_nodes_is_told_and_no_edge_leads_to_a_node_that_was_left_out():
    trace = walk("a", Direction.FORWARD, graph(*(("a", f"n{n}") for n in range(9))), most_nodes=4)
    assert trace.cut
    assert len(trace.levels) == 4
    assert {one.downstream for one in trace.edges.values()} <= set(trace.levels)


@pytest.mark.parametrize(("length", "cut"), [(3, False), (4, True)])
def test_the_limit_of_levels_is_told_only_when_there_is_more(length, cut):
    chain = [(f"n{n}", f"n{n + 1}") for n in range(length)]
    assert walk("n0", Direction.FORWARD, graph(*chain), most_levels=3).cut is cut


def test_the_same_statement_is_one_edge_whatever_its_quantity():
    one = edge("a", "b")
    other = Edge(**{**vars(one), "quantity": Decimal(3), "unit": "kg"})
    assert one.id == other.id
    assert one.id != edge("b", "a").id


def test_two_lots_of_one_supplier_without_gtin_are_told_apart_by_their_number():
    nodes = {outside_node("f", "Ông Ba", "Na", number) for number in ("1", "2", "2")}
    assert len(nodes) == 2


@pytest.mark.parametrize(
    ("node", "lot"),
    [
        ("01/08936000000011/10/L1/21/S1", "01/08936000000011/10/L1"),
        ("01/08936000000011/10/L1", "01/08936000000011/10/L1"),
        ("01/08936000000011/21/S1", "01/08936000000011/21/S1"),
        ("00/089360000000000017", "00/089360000000000017"),
        ("outside/10/21/5", "outside/10/21/5"),
    ],
)
def test_a_serial_stands_for_its_lot_where_that_is_known(node, lot):
    assert lot_of(node) == lot
