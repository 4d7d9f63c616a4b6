"""Recalls in and out of the database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC
from decimal import Decimal
from typing import Any

from nscl_shared.persistence import AggregateRepository
from nscl_traceability.domain.recall import Recall
from nscl_traceability.domain.recall_parts import (
    Answer,
    ReachedLot,
    RecallState,
    RecallStep,
    Risk,
    Scope,
    StampRange,
)
from nscl_traceability.storage import documents_recall as documents
from nscl_traceability.storage.parts import values

_PLAIN = ("number", "product_id", "reason", "instruction", "opened_on", "closed_on")
_FIGURES = ("stock", "returned", "destroyed")


class RecallRepository(AggregateRepository[Recall]):
    """The recalls."""

    document = documents.RecallDocument
    missing = "recall-not-found"

    def standing_with(self, lot_ids: Collection[str]) -> list[Recall]:
        """Return the recalls that reach one of the lots: the open ones, then the closed ones."""
        found = self.many(lots__lot_id__in=list(lot_ids))
        standing = (RecallState.OPEN, RecallState.CLOSED)
        return sorted(
            (recall for recall in found if recall.state in standing),
            key=lambda recall: (standing.index(recall.state), recall.id),
        )

    def begun_with(self, lot_id: str) -> list[Recall]:
        """Return the recalls that were asked for or opened because of a lot."""
        return [one for one in self.many(lots__lot_id=lot_id) if one.first.lot_id == lot_id]

    def to_domain(self, document: documents.RecallDocument) -> Recall:
        """Return the stored recall."""
        return Recall(
            id=document.id,
            version=document.version,
            first=ReachedLot(**values(document.first)),
            risk=Risk(document.risk),
            state=RecallState(document.state),
            scope=_scope(document),
            answers=tuple(_answer(part) for part in document.answers),
            steps=tuple(_step(part) for part in document.steps),
            **{name: document[name] for name in _PLAIN},
        )

    def to_fields(self, aggregate: Recall) -> dict[str, Any]:
        """Return the document's fields."""
        scope = aggregate.scope
        return {
            **{name: getattr(aggregate, name) for name in _PLAIN},
            "first": documents.ReachedLotPart(**vars(aggregate.first)),
            "risk": aggregate.risk.value,
            "state": aggregate.state.value,
            "lots": [documents.ReachedLotPart(**vars(lot)) for lot in scope.lots],
            "stamps": [documents.StampRangePart(**vars(part)) for part in scope.stamps],
            "outside": list(scope.outside),
            "cut": scope.cut,
            "answers": [_answer_part(answer) for answer in aggregate.answers],
            "steps": [documents.StepPart(**vars(step)) for step in aggregate.steps],
            "firm_ids": list(scope.firms),
        }


def _scope(document: Any) -> Scope:
    return Scope(
        tuple(ReachedLot(**values(part)) for part in document.lots),
        tuple(StampRange(**values(part)) for part in document.stamps),
        tuple(document.outside),
        document.cut,
    )


def _answer(part: Any) -> Answer:
    known = values(part)
    figures = {name: known.pop(name) for name in _FIGURES}
    read: dict[str, Any] = {
        name: None if text is None else Decimal(text) for name, text in figures.items()
    }
    return Answer(at=known.pop("at").replace(tzinfo=UTC), **read, **known)


def _answer_part(answer: Answer) -> documents.AnswerPart:
    known = dict(vars(answer))
    figures = {name: known.pop(name) for name in _FIGURES}
    written = {name: None if value is None else str(value) for name, value in figures.items()}
    return documents.AnswerPart(**written, **known)


def _step(part: Any) -> RecallStep:
    known = values(part)
    return RecallStep(at=known.pop("at").replace(tzinfo=UTC), **known)
