"""The end of an application: settled and closed, or terminated."""

from __future__ import annotations

from nscl_registration.domain.agreement import Settlement
from nscl_registration.handlers.accounts import keep_accounts
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.case_commands import (
    CloseApplication,
    SettleApplication,
    TerminateAgreement,
)
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork


def settle_application(cmd: SettleApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; what is not needed is free again.

    Raises:
        RuleViolation: ``settlement-above-agreement``.
    """
    application = case_of(cmd, uow)
    application.settle(Settlement(cmd.settled_vnd, cmd.settled_on, cmd.number), cmd.by)
    keep_accounts(uow, application, cmd.settled_on, cmd.by, cmd.number)
    return state_of(application)


def close_application(cmd: CloseApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state.

    Raises:
        Conflict: ``money-open``.
    """
    application = case_of(cmd, uow)
    application.close(cmd.closed_on, cmd.by, cmd.note)
    return state_of(application)


def terminate_agreement(cmd: TerminateAgreement, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state; only what is out with the unit stays held."""
    application = case_of(cmd, uow)
    application.terminate(cmd.reason, cmd.terminated_on, cmd.by)
    keep_accounts(uow, application, cmd.terminated_on, cmd.by)
    return state_of(application)
