"""Repositories of budgets and ledger, and the money inside an application."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.agreement import ProgressReport, Settlement
from nscl_registration.domain.application import Application
from nscl_registration.domain.budget import Budget, Cause, LedgerEntry
from nscl_registration.domain.codes import EntryKind, MovementKind
from nscl_registration.domain.payment import Movement
from nscl_registration.storage.documents_money import BudgetDocument, LedgerDocument
from nscl_registration.storage.parts import (
    CausePart,
    MovementPart,
    ProgressPart,
    SettlementPart,
    values,
)
from nscl_shared.persistence import AggregateRepository

BUDGET = (
    "project_id", "year", "source", "planned_vnd", "held", "paid_vnd", "returned_vnd", "entries",
)  # fmt: skip


class BudgetRepository(AggregateRepository[Budget]):
    """Budgets of projects."""

    document = BudgetDocument
    missing = "budget-not-found"

    def to_domain(self, document: BudgetDocument) -> Budget:
        """Return the budget."""
        given = {name: getattr(document, name) for name in BUDGET}
        return Budget(
            id=document.id, version=document.version, **{**given, "held": dict(document.held)}
        )

    def to_fields(self, aggregate: Budget) -> dict[str, Any]:
        """Return the document's fields."""
        return {name: getattr(aggregate, name) for name in BUDGET}


class LedgerRepository(AggregateRepository[LedgerEntry]):
    """Lines of the ledger: added, never changed."""

    document = LedgerDocument
    missing = "ledger-entry-not-found"

    def to_domain(self, document: LedgerDocument) -> LedgerEntry:
        """Return the line."""
        return LedgerEntry(
            id=document.id,
            version=document.version,
            budget_id=document.budget_id,
            number=document.number,
            kind=EntryKind(document.kind),
            amount_vnd=document.amount_vnd,
            cause=Cause(**values(document.cause)),
        )

    def to_fields(self, aggregate: LedgerEntry) -> dict[str, Any]:
        """Return the document's fields."""
        return {
            "budget_id": aggregate.budget_id,
            "number": aggregate.number,
            "kind": aggregate.kind.value,
            "amount_vnd": aggregate.amount_vnd,
            "cause": CausePart(**vars(aggregate.cause)),
        }


def money_of(document: Any) -> dict[str, Any]:
    """Return the fields of an application about money and progress."""
    settlement = document.settlement
    return {
        "money": [_movement(part) for part in document.money],
        "progress": [ProgressReport(**values(part)) for part in document.progress],
        "settlement": Settlement(**values(settlement)) if settlement else None,
    }


def money_fields(application: Application) -> dict[str, Any]:
    """Return the document's fields about money and progress."""
    settlement = application.settlement
    return {
        "money": [MovementPart(**{**vars(m), "kind": m.kind.value}) for m in application.money],
        "progress": [ProgressPart(**vars(report)) for report in application.progress],
        "settlement": SettlementPart(**vars(settlement)) if settlement else None,
    }


def _movement(part: MovementPart) -> Movement:
    return Movement(**{**values(part), "kind": MovementKind(part.kind)})
