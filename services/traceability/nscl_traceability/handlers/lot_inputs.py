"""What went into a lot: named by id, by Digital Link, or as a lot of somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from nscl_shared.kernel import Conflict, InvalidInput, RuleViolation
from nscl_traceability.domain.balance import Balance
from nscl_traceability.domain.gs1.digital_link import parse
from nscl_traceability.domain.gs1.faults import MalformedDigitalLink
from nscl_traceability.domain.lot import Lot
from nscl_traceability.domain.lot_parts import LotInput
from nscl_traceability.domain.product import Product
from nscl_traceability.domain.trace import Edge, lot_node, outside_node
from nscl_traceability.handlers.lot_commands import GivenInput
from nscl_traceability.handlers.ports import TraceabilityWork

ANY_HOST = "https://id.gs1.org/"


def resolved(
    given: Sequence[GivenInput], product: Product, work: TraceabilityWork
) -> tuple[LotInput, ...]:
    """Return the inputs with their places in the graph.

    Raises:
        InvalidInput: ``lot-input-link``, ``lot-input-unknown`` or ``lot-input-outside``.
        Conflict: ``lot-input-recalled``.
    """
    return tuple(
        _resolved(one, f"inputs.{place}", product, work) for place, one in enumerate(given)
    )


def join(lot: Lot, work: TraceabilityWork, on: date) -> None:
    """Write the edges of ``lot`` and note it at the lots it was made of.

    Raises:
        RuleViolation: ``lot-cycle``: one of them was made of this lot.
    """
    nodes = [one.node for one in lot.inputs]
    if nodes and work.graph.reaches(lot.node, nodes):
        raise RuleViolation("lot-cycle", field="inputs", number=lot.number)
    work.graph.replace(lot.id, _edges(lot))
    for one in lot.inputs:
        if one.lot_id is not None:
            note_use(work.lots.get(one.lot_id), work, on)


def note_use(lot: Lot, work: TraceabilityWork, on: date) -> None:
    """Note that ``lot`` went into another, and whether more went out than was produced."""
    lot.used()
    check_balance_of(lot, work, on)


def check_balance_of(lot: Lot, work: TraceabilityWork, on: date) -> None:
    """Raise the alarm when more went out of ``lot`` than was produced; once."""
    balance = Balance.of(lot.amount, work.graph.taken(lot.node), work.batches.active(lot.id))
    lot.note_balance(balance, work.products.get(lot.product_id), on)


def _resolved(given: GivenInput, field: str, product: Product, work: TraceabilityWork) -> LotInput:
    node = _node(given.lot, field) if _is_link(given.lot) else None
    lot = work.lots.by_node(node) if node else work.lots.find(given.lot) if given.lot else None
    if lot is not None:
        return _known(given, lot, field, work)
    if given.lot and not (node and given.supplier):
        raise InvalidInput("lot-input-unknown", field=f"{field}.lot", lot=given.lot)
    if not (given.name and given.supplier):
        raise InvalidInput("lot-input-outside", field=f"{field}.supplier")
    firm = product.producer.firm_id
    return LotInput(
        node=node or outside_node(firm, given.supplier, given.name, given.number),
        quantity=given.quantity,
        unit=given.unit,
        lot_id=None,
        name=given.name,
        number=given.number or (node or "").rpartition("/")[2],
        supplier=given.supplier,
    )


def _known(given: GivenInput, lot: Lot, field: str, work: TraceabilityWork) -> LotInput:
    if lot.recall is not None:
        raise Conflict("lot-input-recalled", field=f"{field}.lot", number=lot.number)
    product = work.products.get(lot.product_id)
    return LotInput(
        node=lot.node,
        quantity=given.quantity,
        unit=given.unit,
        lot_id=lot.id,
        name=product.name,
        number=lot.number,
        supplier=product.producer.name,
    )


def _is_link(text: str) -> bool:
    return "/" in text


def _node(text: str, field: str) -> str:
    """Return the place in the graph that a Digital Link, or its path, names."""
    uri = text if "://" in text else ANY_HOST + text.lstrip("/")
    try:
        link = parse(uri, zero_suppressed=True)
        found = dict(link.elements)
        if link.faults():
            raise InvalidInput("lot-input-link", field=f"{field}.lot", lot=text)
        return lot_node(found["01"].zfill(14), found["10"])
    except (MalformedDigitalLink, KeyError) as error:
        raise InvalidInput("lot-input-link", field=f"{field}.lot", lot=text) from error


def _edges(lot: Lot) -> list[Edge]:
    at = datetime.combine(lot.produced_on, time(), UTC)
    return [
        Edge(
            upstream=one.node,
            downstream=lot.node,
            kind="input",
            source=lot.id,
            at=at,
            quantity=one.quantity,
            unit=one.unit,
        )
        for one in lot.inputs
    ]
