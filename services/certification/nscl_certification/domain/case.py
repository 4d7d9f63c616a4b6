"""The certification case: from the plan to the certificate.

planned → in-progress (consulting, applying) → audited ⇄ corrective → granted,
or closed without a certificate from any open state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nscl_certification.domain.events import CaseMoved, CaseOpened
from nscl_certification.domain.scheme import Scheme
from nscl_certification.domain.scope import Scope
from nscl_certification.domain.steps import Step
from nscl_shared.kernel import Aggregate, Conflict, RuleViolation


class CaseState(StrEnum):
    """Where a case stands."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    AUDITED = "audited"
    CORRECTIVE = "corrective"
    GRANTED = "granted"
    CLOSED = "closed"


OPEN = frozenset(CaseState) - {CaseState.GRANTED, CaseState.CLOSED}

# From which states each action is allowed.  An audit proves that the work before it
# was done, so it may be recorded on a case whose beginning nobody wrote down.
ACTIONS: dict[str, frozenset[CaseState]] = {
    "begin": frozenset({CaseState.PLANNED}),
    "audit": OPEN,
    "require-correction": frozenset({CaseState.AUDITED}),
    "grant": frozenset({CaseState.AUDITED}),
    "close": OPEN,
}


@dataclass(kw_only=True)
class Case(Aggregate):
    """One effort of one unit towards one certificate."""

    scope: Scope
    opened_on: date
    state: CaseState = CaseState.PLANNED
    audited_on: date | None = None
    certificate_id: str | None = None
    steps: list[Step] = field(default_factory=list)

    @classmethod
    def open(cls, case_id: str, scope: Scope, scheme: Scheme, on: date, by: str = "") -> Case:
        """Plan a case.

        Raises:
            RuleViolation: ``products-required``: the scheme certifies products
                and none is named.
        """
        if scheme.covers_products and not scope.products:
            raise RuleViolation("products-required", field="products", scheme=scheme.code)
        case = cls(id=case_id, scope=scope, opened_on=on)
        case.steps.append(Step(case.state, on, by))
        case.record(CaseOpened(case.id, scope, on))
        return case

    def allowed(self) -> tuple[str, ...]:
        """Return the actions that the present state allows."""
        return tuple(action for action, states in ACTIONS.items() if self.state in states)

    def begin(self, on: date, by: str = "", note: str = "") -> None:
        """Begin consulting or applying the standard."""
        self._require("begin")
        self._move(CaseState.IN_PROGRESS, Step(CaseState.IN_PROGRESS, on, by, note))

    def record_audit(self, on: date, by: str = "", note: str = "") -> None:
        """Note an audit, the first or one after corrective action."""
        self._require("audit")
        self._not_before("audited_on", on, self.audited_on or self.opened_on)
        self.audited_on = on
        self._move(CaseState.AUDITED, Step(CaseState.AUDITED, on, by, note))

    def require_correction(self, on: date, by: str = "", note: str = "") -> None:
        """Note that the audit found something to mend before a certificate."""
        self._require("require-correction")
        self._not_before("on", on, self.audited_on)
        self._move(CaseState.CORRECTIVE, Step(CaseState.CORRECTIVE, on, by, note))

    def grant(self, certificate_id: str, issued_on: date, by: str = "", note: str = "") -> None:
        """End the case with a certificate, issued on or after the day of the audit."""
        self._require("grant")
        self._not_before("issued_on", issued_on, self.audited_on)
        self.certificate_id = certificate_id
        self._move(CaseState.GRANTED, Step(CaseState.GRANTED, issued_on, by, note))

    def close(self, reason: str, on: date, by: str = "") -> None:
        """End the case without a certificate."""
        self._require("close")
        self._move(CaseState.CLOSED, Step(CaseState.CLOSED, on, by, reason))

    def _require(self, action: str) -> None:
        if self.state not in ACTIONS[action]:
            raise Conflict(f"case-cannot-{action}", state=self.state.value)

    def _not_before(self, name: str, on: date, earliest: date | None) -> None:
        if earliest is not None and on < earliest:
            code = {"issued_on": "issued-before-audit", "audited_on": "audited-too-early"}
            raise RuleViolation(
                code.get(name, "step-too-early"), field=name, on=on, earliest=earliest
            )

    def _move(self, state: CaseState, step: Step) -> None:
        self.state = state
        self.steps.append(step)
        self.record(CaseMoved(self.id, state.value))
