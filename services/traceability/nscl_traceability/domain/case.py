"""A case: what officers do about signals and reports, with its outcome; never deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from nscl_shared.kernel import Aggregate, Conflict, InvalidInput, Stale
from nscl_traceability.domain.recall import Act

MOST_EVIDENCE = 500


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What was found in the end."""

    COUNTERFEIT = "counterfeit"
    MISUSE = "misuse"
    HARMLESS = "harmless"
    UNCLEAR = "unclear"


@dataclass(frozen=True, kw_only=True)
class CaseStep:
    """One line of a case's history."""

    kind: str
    at: datetime
    by: str
    note: str = ""


@dataclass(frozen=True)
class Evidence:
    """What a case looks into: ids of signals and reports, and of the products they are about."""

    signals: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.signals) + len(self.reports)

    def joined(self, other: Evidence) -> Evidence:
        """Return both together, each once."""
        return Evidence(
            _once(self.signals + other.signals),
            _once(self.reports + other.reports),
            _once(self.products + other.products),
        )


@dataclass(frozen=True)
class CaseOpened:
    """Officers look into something."""

    case_id: str
    number: str
    evidence: Evidence
    opened_on: date


@dataclass(frozen=True)
class CaseClosed:
    """They are done."""

    case_id: str
    number: str
    evidence: Evidence
    opened_on: date
    outcome: Outcome
    closed_on: date
    voided: int


@dataclass(frozen=True)
class CaseTouched:
    """A step that only this service needs to know."""

    case_id: str
    what: str


@dataclass(kw_only=True)
class Case(Aggregate):
    """One case; ``voided`` counts the stamps that were made void because of it."""

    number: str
    title: str
    state: CaseState
    evidence: Evidence
    opened_on: date
    closed_on: date | None = None
    outcome: Outcome | None = None
    voided: int = 0
    steps: tuple[CaseStep, ...] = ()

    @classmethod
    def open(cls, case_id: str, *, number: str, title: str, evidence: Evidence, act: Act) -> Self:
        """Return a new case, announced.

        Raises:
            InvalidInput: ``case-without-evidence`` or ``case-evidence-many``.
        """
        case = cls(
            id=case_id,
            number=number,
            title=title,
            state=CaseState.OPEN,
            evidence=_bounded(evidence),
            opened_on=act.on,
        )
        case._step("opened", act)
        case.record(CaseOpened(case_id, number, evidence, act.on))
        return case

    def require_version(self, version: int | None) -> None:
        """Refuse a change to another version than the current one; None: whichever it is.

        Raises:
            Stale: ``changed-meanwhile``.
        """
        if version is not None and version != self.version:
            raise Stale("changed-meanwhile", id=self.id)

    def add(self, evidence: Evidence, act: Act) -> None:
        """Look into more.

        Raises:
            Conflict: ``case-closed``.
            InvalidInput: ``case-without-evidence`` or ``case-evidence-many``.
        """
        self._require_open()
        _bounded(evidence)
        self.evidence = _bounded(self.evidence.joined(evidence))
        self._touch("evidence", act)

    def write(self, act: Act) -> None:
        """Add a note.

        Raises:
            Conflict: ``case-closed``.
        """
        self._require_open()
        self._touch("noted", act)

    def note_voided(self, count: int, act: Act) -> None:
        """Note that stamps of the case were made void.

        Raises:
            Conflict: ``case-closed``.
        """
        self._require_open()
        self.voided += count
        self._touch("voided", act)

    def close(self, outcome: Outcome, act: Act) -> None:
        """End it.

        Raises:
            Conflict: ``case-closed``.
            InvalidInput: ``case-note``: nothing says why.
        """
        self._require_open()
        _require_note(act)
        self.state, self.outcome, self.closed_on = CaseState.CLOSED, outcome, act.on
        self._step("closed", act)
        self.record(
            CaseClosed(
                self.id, self.number, self.evidence, self.opened_on, outcome, act.on, self.voided
            )
        )

    def reopen(self, act: Act) -> None:
        """Look into it again; its announcement comes a second time.

        Raises:
            Conflict: ``case-open``.
            InvalidInput: ``case-note``: nothing says why.
        """
        if self.state is not CaseState.CLOSED:
            raise Conflict("case-open", number=self.number)
        _require_note(act)
        self.state, self.outcome, self.closed_on = CaseState.OPEN, None, None
        self._step("reopened", act)
        self.record(CaseOpened(self.id, self.number, self.evidence, act.on))

    def _require_open(self) -> None:
        if self.state is not CaseState.OPEN:
            raise Conflict("case-closed", number=self.number)

    def _touch(self, what: str, act: Act) -> None:
        self._step(what, act)
        self.record(CaseTouched(self.id, what))

    def _step(self, kind: str, act: Act) -> None:
        self.steps = (*self.steps, CaseStep(kind=kind, at=act.at, by=act.by, note=act.note))


def _once(ids: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _bounded(evidence: Evidence) -> Evidence:
    if not evidence:
        raise InvalidInput("case-without-evidence", field="signal_ids")
    if len(evidence) > MOST_EVIDENCE:
        raise InvalidInput("case-evidence-many", field="signal_ids", most=MOST_EVIDENCE)
    return evidence


def _require_note(act: Act) -> None:
    if not act.note.strip():
        raise InvalidInput("case-note", field="note")
