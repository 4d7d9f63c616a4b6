"""Recalls and what firms answered, for lists, reports and details."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from nscl_shared.kernel import NotFound
from nscl_traceability.domain.balance import Balance
from nscl_traceability.domain.quantities import Amount
from nscl_traceability.domain.recall import Recall
from nscl_traceability.domain.recall_parts import Answer
from nscl_traceability.storage.documents import LotDocument, ProductDocument
from nscl_traceability.storage.documents_recall import RecallDocument
from nscl_traceability.storage.graph import taken
from nscl_traceability.storage.recall_repository import RecallRepository
from nscl_traceability.storage.stamp_batches import active_stamps

MOST = 200
CHUNK = 500
FIGURES = ("stock", "returned", "destroyed")


def list_recalls(*, firms: Sequence[str] | None, state: str = "") -> list[dict[str, Any]]:
    """Return the recalls that concern ``firms`` (``None``: all), newest first, at most 200."""
    conditions: dict[str, Any] = {"state": state} if state else {}
    if firms is not None:
        conditions["firm_ids"] = {"$in": list(firms)}
    found = RecallDocument.objects(__raw__=conditions).order_by("-id").limit(MOST)
    return [_summary(document) for document in found]


def show_recall(recall_id: str, *, firms: Sequence[str] | None) -> dict[str, Any]:
    """Return a recall; a firm's account sees its own lots, figures and notes.

    Raises:
        NotFound: ``recall-not-found``, or it concerns none of ``firms``.
    """
    document = RecallDocument.objects(id=recall_id).first()
    if document is None or (firms is not None and not set(firms) & set(document.firm_ids)):
        raise NotFound("recall-not-found", id=recall_id)
    recall = RecallRepository().to_domain(document)
    seen = (
        recall.scope.firms
        if firms is None
        else {firm: name for firm, name in recall.scope.firms.items() if firm in firms}
    )
    lots = [vars(lot) for lot in recall.scope.lots if lot.firm_id in seen]
    ids = {lot["lot_id"] for lot in lots}
    return {
        **_summary(document),
        "version": recall.version,
        "first": vars(recall.first),
        "instruction": recall.instruction,
        "lots": lots,
        "stamps": [vars(part) for part in recall.scope.stamps if part.lot_id in ids],
        "outside": list(recall.scope.outside) if firms is None else [],
        "cut": recall.scope.cut,
        "firms": [_firm(recall, firm, name) for firm, name in seen.items()],
        "totals": totals(recall.answers) if firms is None else [],
        "steps": [vars(step) for step in recall.steps] if firms is None else [],
    }


def totals(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """Return the sums of what firms reported, by unit."""
    found: dict[str, dict[str, Any]] = {}
    for answer in answers:
        line = found.setdefault(
            answer.unit, {"unit": answer.unit, **dict.fromkeys(FIGURES, Decimal(0))}
        )
        for name in FIGURES:
            line[name] += getattr(answer, name) or Decimal(0)
    return list(found.values())


def balance_of(lot: Mapping[str, Any]) -> Balance:
    """Return what went out of a lot, as ``show_lot`` gives it, against what was produced."""
    used = taken([lot["node"]]).get(lot["node"], [])
    return Balance.of(_produced(lot), used, active_stamps([lot["id"]]).get(lot["id"], 0))


def overdrawn_lots() -> list[dict[str, Any]]:
    """Return the lots of which more went out than was produced, at most 200."""
    lots = list(LotDocument.objects(overdrawn=True).order_by("-id").limit(MOST))
    ids = list({lot.product_id for lot in lots})
    products = {one.id: one for one in ProductDocument.objects(id__in=ids)}
    return [
        {
            "id": lot.id,
            "number": lot.number,
            "name": products[lot.product_id].name,
            "firm_name": products[lot.product_id].firm_name,
            "balance": balance_of(_facts(lot)),
        }
        for lot in lots
    ]


def changed_balances() -> Iterator[str]:
    """Yield the lots whose alarm does not say what their balance says now."""
    last = ""
    while lots := list(LotDocument.objects(id__gt=last).order_by("id").limit(CHUNK)):
        used, stamps = (
            taken([lot.node for lot in lots if lot.node]),
            active_stamps([lot.id for lot in lots]),
        )
        for lot in lots:
            balance = Balance.of(
                _produced(_facts(lot)), used.get(lot.node, []), stamps.get(lot.id, 0)
            )
            if balance.exceeded != bool(lot.overdrawn):
                yield lot.id
        last = lots[-1].id


def _facts(lot: Any) -> dict[str, Any]:
    return {name: lot[name] for name in ("id", "node", "quantity", "exact_quantity", "unit")}


def _produced(lot: Mapping[str, Any]) -> Amount:
    return Amount(Decimal(lot["exact_quantity"] or lot["quantity"]), lot["unit"])


def _summary(document: Any) -> dict[str, Any]:
    names = ("number", "state", "reason", "risk", "opened_on", "closed_on", "product_id")
    answered = {answer.firm_id for answer in document.answers}
    return {
        "id": document.id,
        **{name: document[name] for name in names},
        "name": document.first.name,
        "lot_number": document.first.number,
        "firm_name": document.first.firm_name,
        "lot_count": len(document.lots),
        "firm_count": len(document.firm_ids),
        "answered": len(answered),
        "stamp_count": sum(part.last - part.first + 1 for part in document.stamps),
    }


def _firm(recall: Recall, firm_id: str, name: str) -> dict[str, Any]:
    answer = next((one for one in recall.answers if one.firm_id == firm_id), None)
    lots = list(recall.scope.numbers_of(firm_id))
    return {
        "firm_id": firm_id,
        "name": name,
        "lots": lots,
        "answer": vars(answer) if answer else None,
    }
