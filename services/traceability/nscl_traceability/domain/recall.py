"""The recall of a lot: opened, answered by firms, closed; never deleted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from nscl_shared.kernel import Aggregate, Conflict, InvalidInput
from nscl_traceability.domain import recall_events as told
from nscl_traceability.domain.lot_parts import RecallMark
from nscl_traceability.domain.recall_parts import (
    Answer,
    ReachedLot,
    RecallState,
    RecallStep,
    Risk,
    Scope,
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who does something, when, and what is noted; ``on`` is the local day."""

    by: str
    at: datetime
    on: date
    note: str = ""


@dataclass(kw_only=True)
class Recall(Aggregate):
    """One recall; ``first`` is the lot it begins with."""

    number: str
    product_id: str
    first: ReachedLot
    reason: str
    risk: Risk
    instruction: str
    state: RecallState
    scope: Scope
    opened_on: date | None = None
    closed_on: date | None = None
    answers: tuple[Answer, ...] = ()
    steps: tuple[RecallStep, ...] = ()

    @classmethod
    def request(
        cls,
        recall_id: str,
        *,
        number: str,
        product_id: str,
        first: ReachedLot,
        reason: str,
        risk: Risk,
        instruction: str,
        act: Act,
    ) -> Self:
        """Return a recall that somebody asks for; nothing is recalled yet."""
        recall = cls(
            id=recall_id,
            number=number,
            product_id=product_id,
            first=first,
            reason=reason,
            risk=risk,
            instruction=instruction,
            state=RecallState.REQUESTED,
            scope=Scope((first,)),
        )
        recall._step("requested", act)
        recall.record(told.RecallTouched(recall_id, "requested"))
        return recall

    @property
    def facts(self) -> told.RecallFacts:
        """Return what events say of this recall."""
        return told.RecallFacts(
            recall_id=self.id,
            recall_number=self.number,
            product_id=self.product_id,
            gtin=self.first.gtin,
            name=self.first.name,
            lot_id=self.first.lot_id,
            lot_number=self.first.number,
            firm_id=self.first.firm_id,
            firm_name=self.first.firm_name,
            reason=self.reason,
            risk=self.risk.value,
            instruction=self.instruction,
            opened_on=self.opened_on,
        )

    @property
    def mark(self) -> RecallMark:
        """Return what its lots are marked with."""
        opened = self.opened_on or date.min
        return RecallMark(
            recall_id=self.id,
            reason=self.reason,
            opened_on=opened,
            closed_on=self.closed_on,
            instruction=self.instruction,
        )

    def open(self, scope: Scope, act: Act) -> None:
        """Recall all of ``scope`` and tell every firm.

        Raises:
            Conflict: ``recall-state``: it was opened or refused before.
        """
        self._require(RecallState.REQUESTED)
        self.state, self.scope, self.opened_on = RecallState.OPEN, scope, act.on
        self._step("opened", act)
        self.record(told.RecallOpened(self.facts, scope))
        self._tell("opened", scope.firms, act.note or None)

    def refuse(self, act: Act) -> None:
        """Turn down a request.

        Raises:
            Conflict: ``recall-state``.
        """
        self._require(RecallState.REQUESTED)
        self.state = RecallState.REFUSED
        self._step("refused", act)
        self.record(told.RecallTouched(self.id, "refused"))

    def widen(self, scope: Scope, act: Act) -> tuple[str, ...]:
        """Reach what is found now, too, and return the new lots; only new firms' lots are told.

        What was recalled stays recalled, even where the graph no longer leads there.

        Raises:
            Conflict: ``recall-state``.
        """
        self._require(RecallState.OPEN)
        known = {lot.lot_id for lot in self.scope.lots}
        new = tuple(lot for lot in scope.lots if lot.lot_id not in known)
        stamps = {(part.batch_id, part.first): part for part in self.scope.stamps + scope.stamps}
        outside = tuple(dict.fromkeys(self.scope.outside + scope.outside))
        merged = Scope(self.scope.lots + new, tuple(stamps.values()), outside, scope.cut)
        if merged == self.scope:
            return ()
        self.scope = merged
        self._step("widened", act)
        self.record(told.RecallUpdated(self.facts, self.scope, act.note))
        self._tell("updated", Scope(new).firms, act.note or None)
        return tuple(lot.lot_id for lot in new)

    def restate(self, *, risk: Risk, instruction: str, act: Act) -> None:
        """Tell something else than before.

        Raises:
            Conflict: ``recall-state``.
        """
        self._require(RecallState.OPEN)
        if (risk, instruction) == (self.risk, self.instruction):
            return
        self.risk, self.instruction = risk, instruction
        self._step("restated", act)
        self.record(told.RecallUpdated(self.facts, self.scope, act.note))
        self._tell("updated", self.scope.firms, act.note or None)

    def take_answer(self, answer: Answer) -> None:
        """Keep what a firm did; a later answer replaces the firm's earlier one.

        Raises:
            Conflict: ``recall-state``.
            InvalidInput: ``recall-firm``: the firm has nothing to do with it.
        """
        self._require(RecallState.OPEN)
        if answer.firm_id not in self.scope.firms:
            raise InvalidInput("recall-firm", field="firm_id", number=self.number)
        others = tuple(one for one in self.answers if one.firm_id != answer.firm_id)
        self.answers = (*others, answer)
        step = RecallStep(kind="answered", at=answer.at, by=answer.by)
        self.steps = (*self.steps, replace(step, note=self.scope.firms[answer.firm_id]))
        self.record(told.RecallTouched(self.id, "answered"))

    def end(self, outcome: RecallState, act: Act) -> None:
        """Close it, or withdraw it because it was wrong; every firm is told.

        Raises:
            Conflict: ``recall-state``.
            InvalidInput: ``recall-note``: nothing says how it ended.
        """
        self._require(RecallState.OPEN)
        if not act.note:
            raise InvalidInput("recall-note", field="note")
        self.state, self.closed_on = outcome, act.on
        self._step(outcome.value, act)
        self.record(told.RecallEnded(self.facts, outcome.value, act.on, act.note))
        self._tell(outcome.value, self.scope.firms, act.note)

    def _require(self, state: RecallState) -> None:
        if self.state is not state:
            raise Conflict("recall-state", number=self.number, state=self.state.value)

    def _step(self, kind: str, act: Act) -> None:
        step = RecallStep(kind=kind, at=act.at, by=act.by, note=act.note)
        self.steps = (*self.steps, step)

    def _tell(self, notice: str, firms: dict[str, str], note: str | None) -> None:
        for firm_id, name in firms.items():
            numbers = self.scope.numbers_of(firm_id)
            self.record(told.RecallNoticeIssued(self.facts, notice, firm_id, name, numbers, note))
