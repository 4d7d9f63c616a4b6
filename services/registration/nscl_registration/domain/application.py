"""An application for support (hồ sơ đăng ký), from draft to signed agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl_registration.domain import case_events, events
from nscl_registration.domain.agreement import Agreement, Approval
from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.drafting import Drafting
from nscl_registration.domain.execution import Execution
from nscl_registration.domain.firm import Firm
from nscl_registration.domain.form import BLANK, Deadline, Form
from nscl_registration.domain.money import Grant
from nscl_registration.domain.project import Project
from nscl_registration.domain.steps import Actor, Step
from nscl_registration.domain.supports import Support
from nscl_shared.kernel import RuleViolation, new_id


@dataclass(kw_only=True)
class Application(Drafting, Execution):
    """One unit's application to one project: the steps until the agreement is signed.

    Every step first asks ``require_next``.  What comes after is in ``Execution``.
    """

    @classmethod
    def file(
        cls,
        *,
        case_number: str,
        firm: Firm,
        project: Project,
        supports: tuple[Support, ...],
        estimated_cost_vnd: int,
        step: Step,
        form: Form = BLANK,
    ) -> Self:
        """Begin an application as a draft, complete or not.

        Raises:
            RuleViolation: the form contradicts itself.
        """
        form.require_sound(estimated_cost_vnd)
        application = cls(
            id=new_id(),
            case_number=case_number,
            firm_id=firm.id,
            firm_name=firm.name,
            org_type=firm.org_type,
            owner_account_id=firm.owner_account_id,
            project_id=project.id,
            year=project.year,
            supports=supports,
            estimated_cost_vnd=estimated_cost_vnd,
            form=form,
            history=[step],
        )
        application.record(events.ApplicationFiled(application.facts()))
        return application

    def submit(self, on: date, by: Actor, deadline: Deadline | None = None) -> None:
        """Hand the application in; after the deadline it is marked late, not lost.

        Raises:
            RuleViolation: something is missing.
        """
        self.require_next(State.SUBMITTED)
        self.require_complete()
        self.late = self.form.is_late(on, deadline)
        self._move(Step(State.SUBMITTED, on, by.name))
        self.record(
            events.ApplicationSubmitted(
                self.facts(),
                on,
                late=self.late,
                due_on=deadline.on if deadline else None,
                received_via=self.form.received_via,
                received_on=self.form.received_on,
            )
        )

    def request_supplement(
        self, reason: str, on: date, due_on: date | None, by: Actor, contact_email: str | None
    ) -> None:
        """Ask the unit for what is missing, by ``due_on``.

        Raises:
            RuleViolation: dated before the submission, or due before it is asked.
        """
        self.require_next(State.SUPPLEMENT_REQUESTED)
        self._require_after(State.SUBMITTED, on, "requested_on")
        if due_on is not None and due_on < on:
            raise RuleViolation("date-before-step", field="due_on", day=due_on, earlier=on)
        self._move(Step(State.SUPPLEMENT_REQUESTED, on, by.name, reason))
        self.record(
            case_events.SupplementRequested(self.facts(), reason, on, due_on, contact_email)
        )

    def resubmit(self, on: date, by: Actor, note: str | None) -> None:
        """Hand in what was asked for."""
        self._move(Step(State.RESUBMITTED, on, by.name, note))
        self.record(case_events.ApplicationResubmitted(self.facts(), on))

    def receive(self, on: date, by: Actor, note: str | None) -> None:
        """Take it in at the agency."""
        self._move(Step(State.RECEIVED, on, by.name, note))
        self.record(events.ApplicationReceived(self.facts()))

    def appraise(self, on: date, by: Actor, note: str | None) -> None:
        """Note that it was appraised."""
        self._move(Step(State.APPRAISED, on, by.name, note))
        self.record(events.ApplicationAppraised(self.facts()))

    def approve(
        self, approval: Approval, grant: Grant, by: Actor, contact_email: str | None
    ) -> None:
        """Approve an amount within ``grant``.

        Raises:
            RuleViolation: the amount is above the limit, or the decision is
                dated before the submission.
        """
        self.require_next(State.APPROVED)
        self._require_after(State.SUBMITTED, approval.decided_on, "decided_on")
        grant.require(approval.support_vnd)
        self._move(
            Step(State.APPROVED, approval.decided_on, by.name, document=approval.decision_number)
        )
        self.approval = approval
        self.record(
            events.ApplicationApproved(self.facts(), **vars(approval), contact_email=contact_email)
        )

    def waitlist(self, reason: str, on: date, by: Actor) -> None:
        """Put it on the waiting list.

        Raises:
            RuleViolation: the decision is dated before the submission.
        """
        self.require_next(State.WAITLISTED)
        self._require_after(State.SUBMITTED, on, "decided_on")
        self._move(Step(State.WAITLISTED, on, by.name, reason))
        self.record(case_events.ApplicationWaitlisted(self.facts(), reason, on))

    def refuse(self, reason: str, on: date, by: Actor, contact_email: str | None) -> None:
        """Refuse it with a reason.

        Raises:
            RuleViolation: the decision is dated before the submission.
        """
        self.require_next(State.REFUSED)
        self._require_after(State.SUBMITTED, on, "decided_on")
        self._move(Step(State.REFUSED, on, by.name, reason))
        self.record(events.ApplicationRefused(self.facts(), reason, on, contact_email))

    def withdraw(self, reason: str, on: date, by: Actor) -> None:
        """Take it back, before the agreement is signed."""
        self._move(Step(State.WITHDRAWN, on, by.name, reason))
        self.record(events.ApplicationWithdrawn(self.facts(), reason, on))

    def sign(self, agreement: Agreement, grant: Grant, by: Actor) -> None:
        """Sign the support agreement.

        Raises:
            RuleViolation: the amount is above the limit or above what was
                approved, or the date is before the decision.
        """
        self.require_next(State.AGREEMENT_SIGNED)
        self._require_after(State.APPROVED, agreement.signed_on, "signed_on")
        self._require_approved(agreement.support_vnd)
        grant.require(agreement.support_vnd)
        self._move(
            Step(State.AGREEMENT_SIGNED, agreement.signed_on, by.name, document=agreement.number)
        )
        self.agreement = agreement
        self.record(
            events.AgreementSigned(
                self.facts(),
                agreement.number,
                agreement.total_cost_vnd,
                agreement.support_vnd,
                agreement.legal_basis,
                agreement.signed_on,
            )
        )

    def _require_approved(self, support_vnd: int) -> None:
        approved = self.approval.support_vnd if self.approval else 0
        if support_vnd > approved:
            raise RuleViolation(
                "agreement-above-approval",
                field="support_vnd",
                support=support_vnd,
                approved=approved,
            )
