"""The steps a person may take on an application: words, roles, form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.steps import TRANSITIONS
from nscl_shared.auth.principal import Principal
from nscl_shared.i18n import N_

OFFICER = frozenset({"officer"})
OFFICER_OR_FIRM = frozenset({"officer", "firm"})


@dataclass(frozen=True)
class StepForm:
    """One step; ``template`` holds its fields, ``done`` is the notice afterwards."""

    name: str
    target: State
    roles: frozenset[str]
    label: str
    hint: str
    done: str
    weight: str = ""


STEPS: Mapping[str, StepForm] = {
    step.name: step
    for step in (
        StepForm(
            "submit",
            State.SUBMITTED,
            OFFICER_OR_FIRM,
            N_("Submit"),
            N_("After this the agency examines the application; its content stays as it is."),
            N_("The application was submitted."),
        ),
        StepForm(
            "receive",
            State.RECEIVED,
            OFFICER,
            N_("Receive"),
            N_("The papers are complete and the agency takes the application in."),
            N_("The application was received."),
        ),
        StepForm(
            "appraise",
            State.APPRAISED,
            OFFICER,
            N_("Finish the appraisal"),
            N_("The need, the cost and the entitlement were examined."),
            N_("The appraisal was noted."),
        ),
        StepForm(
            "approve",
            State.APPROVED,
            OFFICER,
            N_("Approve"),
            N_("The amount is checked by the rule in force on the day of the decision."),
            N_("The support was approved."),
        ),
        StepForm(
            "refuse",
            State.REFUSED,
            OFFICER,
            N_("Refuse"),
            N_("The unit is told the reason. This is final."),
            N_("The application was refused."),
            "danger",
        ),
        StepForm(
            "agreement",
            State.AGREEMENT_SIGNED,
            OFFICER,
            N_("Sign the agreement"),
            N_("The amount is checked by the rule in force on the day of signature."),
            N_("The agreement was entered."),
        ),
        StepForm(
            "withdraw",
            State.WITHDRAWN,
            OFFICER_OR_FIRM,
            N_("Withdraw"),
            N_("The application ends here. The unit may apply to this project again."),
            N_("The application was withdrawn."),
            "quiet",
        ),
    )
}


def steps_for(application: Mapping[str, Any], user: Principal) -> list[StepForm]:
    """Return the steps that ``user`` may take on ``application`` now."""
    allowed = TRANSITIONS[State(application["state"])]
    return [step for step in STEPS.values() if step.target in allowed and user.role in step.roles]
