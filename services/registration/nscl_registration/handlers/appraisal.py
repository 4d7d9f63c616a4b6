"""The appraisal by a council, from calling it together to its result."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.application import Application
from nscl_registration.domain.appraisal.council import Appraisal, Score
from nscl_registration.domain.appraisal.criteria import criteria_on
from nscl_registration.domain.appraisal.eligibility import (
    Check,
    in_priority,
    in_province,
    not_supported_before,
)
from nscl_registration.domain.codes import ApplicationState
from nscl_registration.handlers.answers import state_of
from nscl_registration.handlers.appraisal_commands import (
    ConcludeAppraisal,
    ConveneCouncil,
    CouncilCommand,
    DeclareConflict,
    OverrideCheck,
    ScoreApplication,
)
from nscl_registration.handlers.lookup import case_of
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.versions import require_seen
from nscl_shared.kernel import Conflict


def convene_council(cmd: ConveneCouncil, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id, state and the eligibility rules that do not hold.

    Raises:
        Conflict: the application was not received, or has a council.
    """
    application = case_of(cmd, uow)
    application.require_next(ApplicationState.APPRAISED)
    if uow.appraisals.find(application.id) is not None:
        raise Conflict("council-exists", case_number=application.case_number)
    criteria = criteria_on(cmd.on, uow.criteria_sets)
    checks = _eligibility(application, uow)
    appraisal = Appraisal.convene(
        application.id, application.case_number, criteria, cmd.members, checks
    )
    uow.appraisals.add(appraisal)
    still_open = [check.rule for check in checks if not check.holds]
    return {**_stand(application, appraisal), "open": still_open}


def declare_conflict(cmd: DeclareConflict, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and state."""
    application, appraisal = _both(cmd, uow)
    appraisal.declare_conflict(cmd.account_id or cmd.by.account_id, cmd.reason)
    return _stand(application, appraisal)


def score_application(cmd: ScoreApplication, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id, state and the total."""
    application, appraisal = _both(cmd, uow)
    score = Score(dict(cmd.points), cmd.on, cmd.comment)
    appraisal.score(cmd.by.account_id, score)
    return {**_stand(application, appraisal), "total": score.total}


def override_check(cmd: OverrideCheck, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id and state."""
    application, appraisal = _both(cmd, uow)
    appraisal.override(cmd.rule, cmd.reason, cmd.by.name)
    return _stand(application, appraisal)


def conclude_appraisal(cmd: ConcludeAppraisal, uow: RegistrationWork) -> dict[str, Any]:
    """Answer id, state and the result; the application counts as appraised.

    Raises:
        RuleViolation: ``eligibility-open`` or ``no-quorum``.
    """
    application, appraisal = _both(cmd, uow)
    result = appraisal.conclude(cmd.concluded_on, cmd.by.name)
    points = f"{result.mean_hundredths / 100:.2f}/100"
    application.appraise(cmd.concluded_on, cmd.by, points)
    return {
        **_stand(application, appraisal),
        "mean_hundredths": result.mean_hundredths,
        "passed": result.passed,
    }


def _both(cmd: CouncilCommand, uow: RegistrationWork) -> tuple[Application, Appraisal]:
    application = case_of(cmd, uow)
    appraisal = uow.appraisals.get(application.id)
    require_seen(appraisal, cmd.read)
    return application, appraisal


def _stand(application: Application, appraisal: Appraisal) -> dict[str, Any]:
    return {**state_of(application), "appraisal_version": appraisal.version}


def _eligibility(application: Application, uow: RegistrationWork) -> tuple[Check, ...]:
    firm = uow.firms.get(application.firm_id)
    others = uow.applications.many(firm_id=firm.id)
    rules = uow.eligibility_rules
    return (
        in_province(firm, uow.province_code, uow.province_name, rules),
        not_supported_before(application, others, rules),
        in_priority(application, firm, rules),
    )
