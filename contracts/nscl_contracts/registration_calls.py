"""Events of the registration service about calls for proposals."""

from __future__ import annotations

from marshmallow import fields

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import day, identifier, partner, public, text
from nscl_contracts.funding import budget_lines

_CALL = "0192f0c1-7a00-7000-8000-00000000d001"
_PROPOSAL = "0192f0c1-7a00-7000-8000-00000000d101"


@event(
    "vn.nscl.registration.call-opened.v1",
    subject="call_id",
    example={
        "call_id": _CALL,
        "title": "Đề xuất nhiệm vụ khoa học và công nghệ cấp quốc gia thực hiện từ năm 2024",
        "basis_number": "558/SKHCN-CCTĐC",
        "basis_signed_on": "2023-04-17",
        "basis_issuer": "Sở Khoa học và Công nghệ thành phố Hải Phòng",
        "opens_on": "2023-04-17",
        "deadline": "2023-04-22",
        "priorities": ["Hỗ trợ doanh nghiệp theo vùng và ngành"],
        "recipients": ["Ủy ban nhân dân thành phố", "Bộ Khoa học và Công nghệ"],
        "required_documents": ["Phiếu đề xuất nhiệm vụ"],
    },
)
class CallOpened(EventSchema):
    """Proposals for science-and-technology tasks are called for."""

    call_id = public(identifier(), "Id of the call.")
    title = public(text(), "What is called for.")
    basis_number = public(text(), "Number of the document that calls.")
    basis_signed_on = public(day(), "Date of that document.")
    basis_issuer = public(text(), "Body that issued it.")
    opens_on = public(day(), "First day.")
    deadline = public(day(), "Last day in time.")
    priorities = public(
        fields.List(public(text(), "One priority."), required=True), "What is preferred."
    )
    recipients = public(
        fields.List(public(text(), "One recipient."), required=True),
        "Who gets the consolidated list.",
    )
    required_documents = public(
        fields.List(public(text(), "One document."), required=True), "What a proposal must contain."
    )


@event(
    "vn.nscl.registration.call-closed.v1",
    subject="call_id",
    example={
        "call_id": _CALL,
        "title": "Đề xuất nhiệm vụ khoa học và công nghệ cấp quốc gia thực hiện từ năm 2024",
        "closed_on": "2023-04-25",
        "cancelled": False,
        "reason": None,
    },
)
class CallClosed(EventSchema):
    """A call takes no more proposals."""

    call_id = public(identifier(), "Id of the call.")
    title = public(text(), "What was called for.")
    closed_on = public(day(), "Day it was closed.")
    cancelled = public(fields.Boolean(required=True), "Given up, not carried through.")
    reason = public(text(required=False, max_length=2_000), "Reason, if one was noted.")


_FACTS = {
    "proposal_id": _PROPOSAL,
    "proposal_number": "ĐX-2023-0001",
    "call_id": _CALL,
    "title": "Mô hình điểm nâng cao năng suất ngành cơ khí",
    "lead_unit": "Công ty TNHH Ví dụ",
    "late": False,
}


class ProposalSchema(EventSchema):
    """What every event about a proposal carries."""

    proposal_id = public(identifier(), "Id of the proposal.")
    proposal_number = public(text(max_length=40), "Number shown to people.")
    call_id = public(identifier(), "The call it answers.")
    title = partner(text(), "Title of the task.")
    lead_unit = partner(text(), "Unit that would carry it out.")
    late = public(fields.Boolean(required=True), "Came in after the deadline.")


@event(
    "vn.nscl.registration.proposal-submitted.v1",
    subject="proposal_id",
    example={
        **_FACTS,
        "submitted_on": "2023-04-20",
        "budget": [{"source": "central_budget", "amount_vnd": 500_000_000}],
    },
)
class ProposalSubmitted(ProposalSchema):
    """A proposal came in."""

    submitted_on = public(day(), "Day it came in.")
    budget = partner(budget_lines(), "Money asked for, by source.")


@event(
    "vn.nscl.registration.proposal-decided.v1",
    subject="proposal_id",
    example={**_FACTS, "included": True, "reason": "Đúng ưu tiên", "decided_on": "2023-04-28"},
)
class ProposalDecided(ProposalSchema):
    """A proposal was taken into the consolidated list, or left out."""

    included = public(fields.Boolean(required=True), "Taken into the list.")
    reason = partner(text(max_length=2_000), "Reason.")
    decided_on = public(day(), "Day of the decision.")


@event(
    "vn.nscl.registration.proposal-withdrawn.v1",
    subject="proposal_id",
    example={**_FACTS, "reason": "Đơn vị rút đề xuất", "withdrawn_on": "2023-04-21"},
)
class ProposalWithdrawn(ProposalSchema):
    """Its sender took a proposal back."""

    reason = partner(text(max_length=2_000), "Reason noted.")
    withdrawn_on = public(day(), "Day it was taken back.")
