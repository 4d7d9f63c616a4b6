"""The one table of an application's way: every step, who may, what it needs and records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nscl_registration.domain.codes import ApplicationState as State

OFFICER = frozenset({"officer"})
OFFICER_OR_FIRM = frozenset({"officer", "firm"})
APPRAISAL = frozenset({"officer", "appraiser"})
FINANCE = frozenset({"officer", "finance"})

WITH_AGENCY = frozenset({State.SUBMITTED, State.RESUBMITTED})
DECIDABLE = frozenset({State.APPRAISED, State.WAITLISTED})
BEFORE_SIGNING = WITH_AGENCY | DECIDABLE | {
    State.DRAFT, State.SUPPLEMENT_REQUESTED, State.RECEIVED, State.APPROVED
}  # fmt: skip
UNDER_AGREEMENT = frozenset(
    {State.AGREEMENT_SIGNED, State.IN_PROGRESS, State.SUSPENDED, State.ACCEPTED}
)
DEAD = frozenset({State.REFUSED, State.WITHDRAWN, State.TERMINATED})


@dataclass(frozen=True)
class Transition:
    """One step.

    ``needs`` names what the person states, ``records`` the domain event.  Whether
    the amounts fit is the rules' and the budget's part.
    """

    name: str
    sources: frozenset[State]
    target: State
    roles: frozenset[str]
    needs: tuple[str, ...]
    records: str


TRANSITIONS: Mapping[str, Transition] = {
    step.name: step
    for step in (
        Transition(
            "submit", frozenset({State.DRAFT}), State.SUBMITTED, OFFICER_OR_FIRM,
            ("submitted_on",), "ApplicationSubmitted",
        ),
        Transition(
            "request-supplement", WITH_AGENCY, State.SUPPLEMENT_REQUESTED, OFFICER,
            ("reason", "requested_on", "due_on"), "SupplementRequested",
        ),
        Transition(
            "resubmit", frozenset({State.SUPPLEMENT_REQUESTED}), State.RESUBMITTED,
            OFFICER_OR_FIRM, ("submitted_on", "note"), "ApplicationResubmitted",
        ),
        Transition(
            "receive", WITH_AGENCY, State.RECEIVED, OFFICER, ("note",), "ApplicationReceived"
        ),
        Transition(
            "appraise", frozenset({State.RECEIVED}), State.APPRAISED, OFFICER,
            ("note",), "ApplicationAppraised",
        ),
        Transition(
            "approve", DECIDABLE, State.APPROVED, OFFICER,
            ("support_vnd", "decided_on", "decision_number"), "ApplicationApproved",
        ),
        Transition(
            "waitlist", frozenset({State.APPRAISED}), State.WAITLISTED, OFFICER,
            ("reason", "decided_on"), "ApplicationWaitlisted",
        ),
        Transition(
            "refuse", DECIDABLE, State.REFUSED, OFFICER,
            ("reason", "decided_on"), "ApplicationRefused",
        ),
        Transition(
            "agreement", frozenset({State.APPROVED}), State.AGREEMENT_SIGNED, OFFICER,
            ("number", "total_cost_vnd", "support_vnd", "signed_on"), "AgreementSigned",
        ),
        Transition(
            "start", frozenset({State.AGREEMENT_SIGNED}), State.IN_PROGRESS, OFFICER,
            ("started_on", "note"), "ApplicationStarted",
        ),
        Transition(
            "suspend", frozenset({State.IN_PROGRESS}), State.SUSPENDED, OFFICER,
            ("reason", "suspended_on"), "ApplicationSuspended",
        ),
        Transition(
            "resume", frozenset({State.SUSPENDED}), State.IN_PROGRESS, OFFICER,
            ("resumed_on", "note"), "ApplicationResumed",
        ),
        Transition(
            "accept", frozenset({State.IN_PROGRESS}), State.ACCEPTED, OFFICER,
            ("accepted_on", "minutes_number", "note"), "ApplicationAccepted",
        ),
        Transition(
            "settle", frozenset({State.ACCEPTED}), State.SETTLED, FINANCE,
            ("settled_vnd", "settled_on", "number"), "ApplicationSettled",
        ),
        Transition(
            "close", frozenset({State.SETTLED}), State.CLOSED, FINANCE,
            ("closed_on", "note"), "ApplicationClosed",
        ),
        Transition(
            "terminate", UNDER_AGREEMENT, State.TERMINATED, OFFICER,
            ("reason", "terminated_on"), "ApplicationTerminated",
        ),
        Transition(
            "withdraw", BEFORE_SIGNING, State.WITHDRAWN, OFFICER_OR_FIRM,
            ("reason", "withdrawn_on"), "ApplicationWithdrawn",
        ),
    )
}  # fmt: skip

NEXT: Mapping[State, frozenset[State]] = {
    state: frozenset(step.target for step in TRANSITIONS.values() if state in step.sources)
    for state in State
}
