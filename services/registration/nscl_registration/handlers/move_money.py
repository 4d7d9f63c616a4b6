"""Pay the unit, or take money back; always against a document."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.codes import MovementKind
from nscl_registration.domain.payment import Movement
from nscl_registration.handlers.accounts import budget_of, cause_of, keep_accounts
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.case_commands import MoveMoney
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def move_money(cmd: MoveMoney, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id, state and what is with the unit after it.

    Raises:
        RuleViolation: ``payment-above-agreement``, ``advance-above-limit`` or
            ``return-above-paid``.
    """
    application = case_of(cmd, uow)
    wanted = Movement(cmd.kind, cmd.amount_vnd, cmd.on, cmd.document, cmd.by.name, cmd.note)
    application.move_money(wanted, uow.payment_rules)
    budget = budget_of(uow, application)
    keep_accounts(uow, application, cmd.on, cmd.by, cmd.document)
    cause = cause_of(application, cmd.on, cmd.by, cmd.document)
    book = budget.take_back if cmd.kind is MovementKind.RETURN else budget.pay
    uow.ledger.add(book(cmd.amount_vnd, cause))
    return {**state_of(application), "net_vnd": application.net_vnd}
