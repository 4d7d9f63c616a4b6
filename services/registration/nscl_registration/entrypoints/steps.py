"""The steps a person may take on an application: words, roles, form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.payment import PAYABLE
from nscl_registration.domain.transitions import (
    FINANCE,
    OFFICER,
    OFFICER_OR_FIRM,
    TRANSITIONS,
)
from nscl_shared.auth.principal import Principal
from nscl_shared.i18n import N_


@dataclass(frozen=True)
class StepForm:
    """One step; ``template`` holds its fields, ``done`` is the notice afterwards.

    Who may and from where is told by ``TRANSITIONS``, and here only for what
    changes no state.
    """

    name: str
    label: str
    hint: str
    done: str
    weight: str = ""
    only: frozenset[State] = frozenset()
    those: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """Return who may."""
        return self.those or TRANSITIONS[self.name].roles

    @property
    def sources(self) -> frozenset[State]:
        """Return the states from which it can be taken."""
        return self.only or TRANSITIONS[self.name].sources


STEPS: Mapping[str, StepForm] = {
    step.name: step
    for step in (
        StepForm(
            "submit",
            N_("Submit"),
            N_("After this the agency examines the application; its content stays as it is."),
            N_("The application was submitted."),
        ),
        StepForm(
            "resubmit",
            N_("Hand in again"),
            N_("What the agency asked for is complete now."),
            N_("The application was handed in again."),
        ),
        StepForm(
            "receive",
            N_("Receive"),
            N_("The papers are complete and the agency takes the application in."),
            N_("The application was received."),
        ),
        StepForm(
            "request-supplement",
            N_("Ask for a supplement"),
            N_("Say what is missing and by when; the unit is told by letter."),
            N_("The unit was asked to complete the application."),
            "quiet",
        ),
        StepForm(
            "appraise",
            N_("Finish the appraisal"),
            N_("The need, the cost and the entitlement were examined."),
            N_("The appraisal was noted."),
        ),
        StepForm(
            "approve",
            N_("Approve"),
            N_("The amount is checked by the rule in force on the day of the decision."),
            N_("The support was approved."),
        ),
        StepForm(
            "waitlist",
            N_("Put on the waiting list"),
            N_("It is worth support, but there is no money for it now."),
            N_("The application is on the waiting list."),
            "quiet",
        ),
        StepForm(
            "refuse",
            N_("Refuse"),
            N_("The unit is told the reason."),
            N_("The application was refused."),
            "danger",
        ),
        StepForm(
            "agreement",
            N_("Sign the agreement"),
            N_("The amount is checked by the rule in force on the day of signature."),
            N_("The agreement was entered."),
        ),
        StepForm(
            "start",
            N_("Begin the work"),
            N_("The unit begins what was agreed."),
            N_("The beginning was noted."),
        ),
        StepForm(
            "resume",
            N_("Resume the work"),
            N_("The reason of the pause is gone."),
            N_("The work goes on."),
        ),
        StepForm(
            "accept",
            N_("Accept the results"),
            N_("The results were examined on the spot or by their papers."),
            N_("The acceptance was entered."),
        ),
        StepForm(
            "money",
            N_("Enter a payment"),
            N_("An advance, an instalment against results, or money that came back."),
            N_("The money was entered in the ledger."),
            only=frozenset[State]().union(*PAYABLE.values()),
            those=FINANCE,
        ),
        StepForm(
            "settle",
            N_("Settle"),
            N_("The liquidation fixes what the State pays in the end."),
            N_("The settlement was entered."),
        ),
        StepForm(
            "close",
            N_("Close the file"),
            N_("Possible once exactly what was settled is paid."),
            N_("The file is closed."),
        ),
        StepForm(
            "progress",
            N_("Report progress"),
            N_("What was done so far, in a few sentences."),
            N_("The progress was noted."),
            "quiet",
            frozenset({State.IN_PROGRESS, State.SUSPENDED}),
            OFFICER_OR_FIRM,
        ),
        StepForm(
            "suspend",
            N_("Suspend"),
            N_("The work pauses; no money is paid meanwhile."),
            N_("The work is suspended."),
            "quiet",
        ),
        StepForm(
            "withdraw",
            N_("Withdraw"),
            N_("The application ends here. The unit may apply to this project again."),
            N_("The application was withdrawn."),
            "quiet",
        ),
        StepForm(
            "terminate",
            N_("Terminate the agreement"),
            N_("What is not paid is free again; what was paid has still to come back."),
            N_("The agreement was terminated."),
            "danger",
        ),
        StepForm(
            "undo",
            N_("Take the latest step back"),
            N_(
                "A counter-step is recorded with its reason; both lines stay in the history. Not "
                "possible once money moved."
            ),
            N_("The latest step was taken back."),
            "quiet",
            frozenset(State) - {State.DRAFT},
            OFFICER,
        ),
    )
}


def steps_for(application: Mapping[str, Any], user: Principal) -> list[StepForm]:
    """Return the steps that ``user`` may take on ``application`` now."""
    state = State(application["state"])
    return [step for step in STEPS.values() if state in step.sources and user.role in step.roles]
