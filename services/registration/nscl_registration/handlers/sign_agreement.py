"""Sign the support agreement by the rule in force on the day of signature."""

from __future__ import annotations

from nscl_registration.domain.agreement import Agreement
from nscl_registration.domain.codes import ApplicationState
from nscl_registration.handlers.accounts import keep_accounts
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import SignAgreement
from nscl_registration.handlers.lookup import case_of, unit_year
from nscl_registration.handlers.ports import RegistrationWork


def sign_agreement(cmd: SignAgreement, uow: RegistrationWork) -> dict[str, str]:
    """Answer id, state and the legal basis of the amount.

    Raises:
        RuleViolation: ``grant-above-cap``, ``agreement-above-approval`` or
            ``no-support-rule``.
    """
    application = case_of(cmd, uow)
    application.require_next(ApplicationState.AGREEMENT_SIGNED)
    year = unit_year(uow, application.firm_id, application.year)
    grant = uow.support_rules.maximum(
        cmd.total_cost_vnd,
        cmd.signed_on,
        application.org_type,
        application.supports,
        year.committed_besides(application.case_number),
    )
    agreement = Agreement(
        number=cmd.number,
        total_cost_vnd=cmd.total_cost_vnd,
        support_vnd=cmd.support_vnd,
        legal_basis=grant.rule.legal_basis,
        signed_on=cmd.signed_on,
    )
    application.sign(agreement, grant, cmd.by)
    keep_accounts(uow, application, cmd.signed_on, cmd.by, cmd.number)
    return {**state_of(application), "legal_basis": agreement.legal_basis}
