"""The certificate: valid ⇄ suspended; revoked and replaced are terminal.

*Expiring* and *expired* follow from the date on the paper and are never stored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from nscl_certification.domain.events import (
    CertificateGranted,
    CertificateMoved,
    CertificateRevoked,
)
from nscl_certification.domain.scope import Paper, Scope
from nscl_certification.domain.steps import Step
from nscl_shared.kernel import Aggregate, Conflict, RuleViolation

EXPIRING_DAYS = 90


class CertificateState(StrEnum):
    """What was decided about a certificate."""

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"


class Standing(StrEnum):
    """How a certificate stands on a day: its state, or what its date makes of it."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"


LIVE = frozenset({CertificateState.VALID, CertificateState.SUSPENDED})

ACTIONS: dict[str, frozenset[CertificateState]] = {
    "suspend": frozenset({CertificateState.VALID}),
    "reinstate": frozenset({CertificateState.SUSPENDED}),
    "replace": LIVE,
    "revoke": LIVE,
}


def standing(state: CertificateState, expires_on: date | None, today: date) -> Standing:
    """Return how a certificate stands on ``today``; its last day still counts as valid."""
    if state not in LIVE or expires_on is None:
        return Standing(state.value)
    if expires_on < today:
        return Standing.EXPIRED
    if state is CertificateState.VALID and expires_on <= today + timedelta(days=EXPIRING_DAYS):
        return Standing.EXPIRING
    return Standing(state.value)


@dataclass(kw_only=True)
class Certificate(Aggregate):
    """One paper of one certification body, covering any number of products."""

    case_id: str
    scope: Scope
    paper: Paper
    state: CertificateState = CertificateState.VALID
    replaced_by: str | None = None
    steps: list[Step] = field(default_factory=list)

    @classmethod
    def issue(
        cls, certificate_id: str, case_id: str, scope: Scope, paper: Paper, by: str = ""
    ) -> Certificate:
        """Register a granted certificate.

        Raises:
            RuleViolation: ``expires-before-issue``.
        """
        if paper.expires_on is not None and paper.expires_on <= paper.issued_on:
            raise RuleViolation(
                "expires-before-issue",
                field="expires_on",
                issued_on=paper.issued_on,
                expires_on=paper.expires_on,
            )
        certificate = cls(id=certificate_id, case_id=case_id, scope=scope, paper=paper)
        certificate.steps.append(Step(certificate.state, paper.issued_on, by))
        certificate.record(CertificateGranted(certificate.id, case_id, scope, paper))
        return certificate

    def allowed(self) -> tuple[str, ...]:
        """Return the actions that the present state allows."""
        return tuple(action for action, states in ACTIONS.items() if self.state in states)

    def suspend(self, reason: str, on: date, by: str = "") -> None:
        """Put the certificate out of force for a time (đình chỉ)."""
        self._move("suspend", CertificateState.SUSPENDED, Step("suspended", on, by, reason))
        self.record(CertificateMoved(self.id, self.state.value))

    def reinstate(self, on: date, by: str = "", note: str = "") -> None:
        """End a suspension."""
        self._move("reinstate", CertificateState.VALID, Step("reinstated", on, by, note))
        self.record(CertificateMoved(self.id, self.state.value))

    def replace(self, successor: Certificate, on: date, by: str = "") -> None:
        """Note that ``successor``, another paper of the same holder, takes this one's place.

        Raises:
            RuleViolation: ``successor-unfit``: the same paper or another holder's.
        """
        if successor.id == self.id or successor.scope.firm.firm_id != self.scope.firm.firm_id:
            raise RuleViolation(
                "successor-unfit", field="successor_id", number=successor.paper.number
            )
        note = successor.paper.number
        self._move("replace", CertificateState.REPLACED, Step("replaced", on, by, note))
        self.replaced_by = successor.id
        self.record(CertificateMoved(self.id, self.state.value))

    def revoke(self, reason: str, on: date, by: str = "") -> None:
        """Take the certificate back (thu hồi); only a live one can be."""
        self._move("revoke", CertificateState.REVOKED, Step("revoked", on, by, reason))
        self.record(CertificateRevoked(self.id, self.case_id, self.scope, self.paper, reason, on))

    def _move(self, action: str, state: CertificateState, step: Step) -> None:
        if self.state not in ACTIONS[action]:
            raise Conflict(
                f"certificate-cannot-{action}", number=self.paper.number, state=self.state.value
            )
        if step.on < self.paper.issued_on:
            raise RuleViolation(
                "before-issue", field="on", on=step.on, issued_on=self.paper.issued_on
            )
        self.state = state
        self.steps.append(step)
