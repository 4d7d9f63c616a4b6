"""Note that an application was appraised."""

from __future__ import annotations

from nscl_registration.domain.codes import ApplicationState
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.commands import AppraiseApplication
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Conflict


def appraise_application(cmd: AppraiseApplication, uow: RegistrationWork) -> dict[str, str]:
    """Answer id and state.

    Raises:
        Conflict: ``council-not-concluded``, a council was called and has not finished.
    """
    application = case_of(cmd, uow)
    appraisal = uow.appraisals.find(application.id)
    if appraisal is not None and appraisal.conclusion is None:
        application.require_next(ApplicationState.APPRAISED)
        raise Conflict("council-not-concluded", case_number=application.case_number)
    application.appraise(cmd.on, cmd.by, cmd.note)
    return state_of(application)
