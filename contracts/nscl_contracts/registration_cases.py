"""Events of the registration service: an application from supplement to closed file."""

from __future__ import annotations

from nscl_contracts.catalogue import event
from nscl_contracts.fields import choice, day, partner, personal, public, text, vnd
from nscl_contracts.registration import APPLICATION_EXAMPLE, ApplicationSchema
from nscl_contracts.vocabulary import APPLICATION_STATES, PAYMENT_KINDS


@event(
    "vn.nscl.registration.application-supplement-requested.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "reason": "Thiếu báo giá của đơn vị tư vấn",
        "requested_on": "2022-04-25",
        "due_on": "2022-05-05",
        "contact_email": "lien.he@vidu.example",
    },
)
class ApplicationSupplementRequested(ApplicationSchema):
    """The agency asked the unit to complete its application."""

    reason = partner(text(max_length=2000), "What is missing.")
    requested_on = public(day(), "Day of the request.")
    due_on = public(day(required=False), "Last day to hand it in, null if none was set.")
    contact_email = personal(text(required=False), "Where to tell the unit.")


@event(
    "vn.nscl.registration.application-resubmitted.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "submitted_on": "2022-05-04"},
)
class ApplicationResubmitted(ApplicationSchema):
    """The unit handed in what was missing."""

    submitted_on = public(day(), "Day it was handed in.")


@event(
    "vn.nscl.registration.application-waitlisted.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "reason": "Hết kinh phí năm", "decided_on": "2022-05-20"},
)
class ApplicationWaitlisted(ApplicationSchema):
    """The application is worth support and waits for money."""

    reason = partner(text(max_length=2000), "Reason noted.")
    decided_on = public(day(), "Day of the decision.")


@event(
    "vn.nscl.registration.application-started.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "started_on": "2022-06-05"},
)
class ApplicationStarted(ApplicationSchema):
    """Work under the agreement began."""

    started_on = public(day(), "First day of the work.")


@event(
    "vn.nscl.registration.application-suspended.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "reason": "Dây chuyền ngừng", "suspended_on": "2022-07-01"},
)
class ApplicationSuspended(ApplicationSchema):
    """Work under the agreement pauses."""

    reason = partner(text(max_length=2000), "Reason noted.")
    suspended_on = public(day(), "Day it took effect.")


@event(
    "vn.nscl.registration.application-resumed.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "resumed_on": "2022-08-01"},
)
class ApplicationResumed(ApplicationSchema):
    """Work goes on after a pause."""

    resumed_on = public(day(), "Day it took effect.")


@event(
    "vn.nscl.registration.application-accepted.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "accepted_on": "2022-11-10", "minutes_number": "05/BB-NT"},
)
class ApplicationAccepted(ApplicationSchema):
    """The agency accepted the results (nghiệm thu)."""

    accepted_on = public(day(), "Day of the acceptance.")
    minutes_number = public(text(required=False), "Number of the minutes.")


class MoneySchema(ApplicationSchema):
    """What payments and returns have in common."""

    amount_vnd = partner(vnd(), "Amount, VND.")
    on = public(day(), "Day the money moved.")
    document = partner(text(), "Number of the voucher.")
    net_vnd = partner(vnd(), "All paid so far less all returned, VND.")


@event(
    "vn.nscl.registration.payment-made.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "kind": "advance",
        "amount_vnd": 20_000_000,
        "on": "2022-06-10",
        "document": "UNC-015",
        "net_vnd": 20_000_000,
    },
)
class PaymentMade(MoneySchema):
    """The State paid an advance or an instalment."""

    kind = public(choice(PAYMENT_KINDS), "Advance, or instalment against results.")


@event(
    "vn.nscl.registration.money-returned.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "amount_vnd": 5_000_000,
        "on": "2022-12-01",
        "document": "GNT-002",
        "net_vnd": 15_000_000,
    },
)
class MoneyReturned(MoneySchema):
    """The unit paid unspent support back."""


@event(
    "vn.nscl.registration.application-settled.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "settled_vnd": 38_000_000,
        "settled_on": "2022-12-05",
        "number": "01/TL-HĐ",
    },
)
class ApplicationSettled(ApplicationSchema):
    """The final amount of the support was fixed (thanh lý, quyết toán)."""

    settled_vnd = partner(vnd(), "Final support, VND.")
    settled_on = public(day(), "Day of the liquidation.")
    number = public(text(), "Number of the liquidation paper.")


@event(
    "vn.nscl.registration.application-closed.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "paid_vnd": 38_000_000, "closed_on": "2022-12-20"},
)
class ApplicationClosed(ApplicationSchema):
    """Everything is paid and filed."""

    paid_vnd = partner(vnd(), "Support paid in all, VND.")
    closed_on = public(day(), "Day the file was closed.")


@event(
    "vn.nscl.registration.application-terminated.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "reason": "Đơn vị giải thể",
        "terminated_on": "2022-09-01",
        "net_vnd": 0,
    },
)
class ApplicationTerminated(ApplicationSchema):
    """The agreement ended before its time; it is no participation any more."""

    reason = partner(text(max_length=2000), "Reason noted.")
    terminated_on = public(day(), "Day it took effect.")
    net_vnd = partner(vnd(), "Support still with the unit, VND.")


@event(
    "vn.nscl.registration.application-step-undone.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "undone": "approved",
        "state": "appraised",
        "reason": "Nhập nhầm số tiền",
        "undone_on": "2022-05-21",
        "approved_vnd": None,
        "agreed_vnd": None,
        "agreed_cost_vnd": None,
    },
)
class ApplicationStepUndone(ApplicationSchema):
    """The latest step was taken back by a counter-step; the amounts are those that hold now."""

    undone = public(choice(APPLICATION_STATES), "State that was taken back.")
    state = public(choice(APPLICATION_STATES), "State that holds again.")
    reason = partner(text(max_length=2000), "Reason noted.")
    undone_on = public(day(), "Day of the counter-step.")
    approved_vnd = partner(vnd(required=False), "Approved support that holds, VND.")
    agreed_vnd = partner(vnd(required=False), "Agreed support that holds, VND.")
    agreed_cost_vnd = partner(vnd(required=False), "Agreed total cost that holds, VND.")
