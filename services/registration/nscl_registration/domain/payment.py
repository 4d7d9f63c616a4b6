"""Money that moved under an agreement, and what may still move.

Until the results are accepted no more than the advance limit of the province
may be out as advances; all payments together, less returns, stay within what
was agreed, and once settled within what was settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.codes import MovementKind
from nscl_shared.kernel import Conflict, RuleViolation

PAYABLE = {
    MovementKind.ADVANCE: frozenset({State.AGREEMENT_SIGNED, State.IN_PROGRESS}),
    MovementKind.INSTALMENT: frozenset({State.IN_PROGRESS, State.ACCEPTED, State.SETTLED}),
    MovementKind.RETURN: frozenset(
        {
            State.AGREEMENT_SIGNED,
            State.IN_PROGRESS,
            State.SUSPENDED,
            State.ACCEPTED,
            State.SETTLED,
            State.TERMINATED,
        }
    ),
}


@dataclass(frozen=True)
class PaymentRules:
    """How much may be advanced; ``is_default`` when the province has not said."""

    advance_percent: int
    legal_basis: str
    source: str
    is_default: bool = False


DEFAULT_PAYMENT_RULES = PaymentRules(
    advance_percent=50,
    legal_basis="Mặc định của phần mềm",
    source="Default of the software; the profile of the province names no limit",
    is_default=True,
)


@dataclass(frozen=True)
class Movement:
    """One payment or return; ``steps`` is how many lines the timeline had then."""

    kind: MovementKind
    amount_vnd: int
    on: date
    document: str
    by: str
    note: str | None = None
    steps: int = 0

    @property
    def signed_vnd(self) -> int:
        """Return the amount as it changes what the unit holds."""
        return -self.amount_vnd if self.kind is MovementKind.RETURN else self.amount_vnd


def net(money: Sequence[Movement]) -> int:
    """Return what was paid less what came back, VND."""
    return sum(movement.signed_vnd for movement in money)


def require_state(kind: MovementKind, state: State, case_number: str) -> None:
    """Refuse money at the wrong time.

    Raises:
        Conflict: ``money-not-now``.
    """
    if state not in PAYABLE[kind]:
        raise Conflict("money-not-now", case_number=case_number, kind=kind, state=state)


def require_room(movement: Movement, money: Sequence[Movement], owed_vnd: int) -> None:
    """Refuse to pay more than is owed, or to take back more than was paid.

    Raises:
        RuleViolation: ``payment-above-agreement`` or ``return-above-paid``.
    """
    amount, paid = movement.amount_vnd, net(money)
    if movement.kind is MovementKind.RETURN:
        if amount > paid:
            raise RuleViolation("return-above-paid", field="amount_vnd", amount=amount, paid=paid)
    elif amount > owed_vnd - paid:
        raise RuleViolation(
            "payment-above-agreement",
            field="amount_vnd",
            amount=amount,
            owed=owed_vnd,
            paid=paid,
            left=max(owed_vnd - paid, 0),
        )


def require_advance(
    movement: Movement, money: Sequence[Movement], agreed_vnd: int, rules: PaymentRules
) -> None:
    """Refuse advances above the limit, a share of what was agreed.

    Raises:
        RuleViolation: ``advance-above-limit``.
    """
    if movement.kind is not MovementKind.ADVANCE:
        return
    out = sum(m.amount_vnd for m in money if m.kind is MovementKind.ADVANCE)
    limit = agreed_vnd * rules.advance_percent // 100
    if movement.amount_vnd > limit - out:
        raise RuleViolation(
            "advance-above-limit",
            field="amount_vnd",
            amount=movement.amount_vnd,
            percent=rules.advance_percent,
            legal_basis=rules.legal_basis,
            limit=limit,
            left=max(limit - out, 0),
        )
