"""Approve an amount by the rule in force on the day of the decision."""

from __future__ import annotations

from nscl_registration.domain.agreement import Approval
from nscl_registration.domain.codes import ApplicationState
from nscl_registration.handlers.accounts import keep_accounts
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import ApproveApplication
from nscl_registration.handlers.lookup import case_of, unit_year
from nscl_registration.handlers.ports import RegistrationWork


def approve_application(cmd: ApproveApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state.

    Raises:
        RuleViolation: ``grant-above-cap``, ``no-support-rule`` or ``budget-exhausted``.
    """
    application = case_of(cmd, uow)
    application.require_next(ApplicationState.APPROVED)
    year = unit_year(uow, application.firm_id, application.year)
    grant = uow.support_rules.maximum(
        application.estimated_cost_vnd,
        cmd.decided_on,
        application.org_type,
        application.supports,
        year.committed_besides(application.case_number),
    )
    approval = Approval(cmd.support_vnd, cmd.decided_on, cmd.decision_number)
    email = uow.firms.get(application.firm_id).contact.email
    application.approve(approval, grant, cmd.by, email)
    keep_accounts(uow, application, cmd.decided_on, cmd.by, cmd.decision_number)
    return state_of(application)
