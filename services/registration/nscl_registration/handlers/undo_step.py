"""Take the latest step of an application back, by a recorded counter-step."""

from __future__ import annotations

from nscl_registration.domain.application import Application
from nscl_registration.domain.codes import ApplicationState
from nscl_registration.handlers.accounts import keep_accounts
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.case_commands import UndoStep
from nscl_registration.handlers.lookup import case_of, unit_year
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict


def undo_step(cmd: UndoStep, uow: RegistrationWork) -> dict[str, str]:
    """Answer id, state and what was taken back.

    Raises:
        Conflict: ``nothing-to-undo``, ``step-in-use`` or ``already-applied``.
        RuleViolation: the money that would be promised again is not there.
    """
    application = case_of(cmd, uow)
    before = application.held_vnd
    undone = application.undo(cmd.reason, cmd.undone_on, cmd.by)
    _reopen_appraisal(application, undone, uow)
    if application.held_vnd > before:
        _require_allowed(application, uow)
    keep_accounts(uow, application, cmd.undone_on, cmd.by)
    return {**state_of(application), "undone": undone.value}


def _reopen_appraisal(
    application: Application, undone: ApplicationState, uow: RegistrationWork
) -> None:
    """Take the council's result back with the step, and keep a council at work."""
    appraisal = uow.appraisals.find(application.id)
    if appraisal is None:
        return
    if undone is ApplicationState.APPRAISED:
        appraisal.reopen()
    elif undone is ApplicationState.RECEIVED:
        raise Conflict("council-at-work", case_number=application.case_number)


def _require_allowed(application: Application, uow: RegistrationWork) -> None:
    """Refuse to revive a promise that the unit's cap no longer has room for."""
    year = unit_year(uow, application.firm_id, application.year)
    agreement, approval = application.agreement, application.approval
    cost = agreement.total_cost_vnd if agreement else application.estimated_cost_vnd
    day = agreement.signed_on if agreement else approval.decided_on if approval else None
    if day is not None:
        uow.support_rules.maximum(
            cost,
            day,
            application.org_type,
            application.supports,
            year.committed_besides(application.case_number),
        ).require(application.held_vnd)
