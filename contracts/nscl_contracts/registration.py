"""Events of the registration service: programmes, firms, applications, agreements."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields

from nscl_contracts import registration_firms as firms
from nscl_contracts import registration_programme as programme
from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import (
    choice,
    day,
    identifier,
    partner,
    personal,
    public,
    text,
    vnd,
    year,
)
from nscl_contracts.registration_firms import FIRM, PRODUCT
from nscl_contracts.vocabulary import ORG_TYPES, RECEIVED_VIA, SUPPORT_ITEMS

PlanAdopted = programme.PlanAdopted
ProjectOpened = programme.ProjectOpened
ActivityRecorded = programme.ActivityRecorded
FirmProduct = firms.FirmProduct
FirmRegistered = firms.FirmRegistered
FirmUpdated = firms.FirmUpdated
FirmMerged = firms.FirmMerged
FirmSeparated = firms.FirmSeparated

_APPLICATION = "0192f0c1-7a00-7000-8000-00000000a001"


class Support(Schema):
    """One wish or grant: a support item, for a product where the item has one."""

    class Meta:
        unknown = EXCLUDE

    item_code = public(choice(SUPPORT_ITEMS), "Code of the support item (mã nội dung hỗ trợ).")
    product_id = public(identifier(required=False), "The firm's product concerned, if any.")
    product_name = public(text(required=False), "Name of that product when applied for.")
    system = public(
        text(required=False),
        'Standard or tool with its edition, e.g. "ISO 9001:2015"; null = not classified.',
    )


APPLICATION_EXAMPLE = {
    "application_id": _APPLICATION,
    "case_number": "2022-P1-0001",
    "firm_id": FIRM,
    "firm_name": "Công ty TNHH Ví dụ",
    "org_type": "DN",
    "project_id": "2022-P1",
    "year": 2022,
    "supports": [
        {
            "item_code": "CN-01",
            "product_id": PRODUCT,
            "product_name": "Đá xây dựng 1x2",
            "system": None,
        }
    ],
    "estimated_cost_vnd": 80_000_000,
}


class ApplicationSchema(EventSchema):
    """What every event about an application carries, so that order does not matter."""

    application_id = public(identifier(), "Id of the application.")
    case_number = public(text(max_length=40), "Case number shown to people.")
    firm_id = public(identifier(), "The applying unit.")
    firm_name = public(text(), "Its legal name at that time.")
    org_type = public(choice(ORG_TYPES), "Its organisation type.")
    project_id = public(identifier(), "The project applied to.")
    year = public(year(), "Programme year of the project.")
    supports = public(fields.List(fields.Nested(Support), required=True), "Items asked or granted.")
    estimated_cost_vnd = partner(vnd(), "Estimated total cost, VND.")


@event(
    "vn.nscl.registration.application-submitted.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "submitted_on": "2022-04-20",
        "late": False,
        "due_on": "2022-04-30",
        "received_via": "paper",
        "received_on": "2022-04-19",
    },
    changes={
        "1.0.0": "First published.",
        "1.1.0": "The deadline, whether it was missed, and how the form came in are told.",
    },
)
class ApplicationSubmitted(ApplicationSchema):
    """A unit submitted its application (hồ sơ đăng ký)."""

    submitted_on = public(day(), "Day of submission.")
    late = public(
        fields.Boolean(required=False, allow_none=True), "Came in after the project's deadline."
    )
    due_on = public(day(required=False), "The project's deadline, if there is one.")
    received_via = public(
        choice(RECEIVED_VIA, required=False), "How the form came in: online, paper or e-mail."
    )
    received_on = public(
        day(required=False), "Day a form on paper or by e-mail reached the agency."
    )


@event(
    "vn.nscl.registration.application-approved.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "support_vnd": 40_000_000,
        "decided_on": "2022-05-20",
        "decision_number": "12/QĐ-SKHCN",
        "contact_email": "lien.he@vidu.example",
    },
)
class ApplicationApproved(ApplicationSchema):
    """The agency approved the application with an amount of support."""

    support_vnd = partner(vnd(), "Approved state support, VND.")
    decided_on = public(day(), "Day of the decision.")
    decision_number = public(text(required=False), "Number of the decision.")
    contact_email = personal(text(required=False), "Where to tell the unit.")


@event(
    "vn.nscl.registration.application-refused.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "reason": "Ngoài địa bàn tỉnh",
        "decided_on": "2022-05-20",
        "contact_email": "lien.he@vidu.example",
    },
)
class ApplicationRefused(ApplicationSchema):
    """The agency refused the application."""

    reason = partner(text(), "Reason given to the unit.")
    decided_on = public(day(), "Day of the decision.")
    contact_email = personal(text(required=False), "Where to tell the unit.")


@event(
    "vn.nscl.registration.application-withdrawn.v1",
    subject="application_id",
    example={**APPLICATION_EXAMPLE, "reason": "Đơn vị rút hồ sơ", "withdrawn_on": "2022-05-01"},
)
class ApplicationWithdrawn(ApplicationSchema):
    """The unit withdrew before signing, or the agreement was terminated after."""

    reason = partner(text(), "Reason noted.")
    withdrawn_on = public(day(), "Day it took effect.")


@event(
    "vn.nscl.registration.agreement-signed.v1",
    subject="application_id",
    example={
        **APPLICATION_EXAMPLE,
        "agreement_number": "01/HĐ-NSCL",
        "total_cost_vnd": 80_000_000,
        "support_vnd": 40_000_000,
        "legal_basis": "748/QĐ-UBND (2018-04-20)",
        "signed_on": "2022-06-01",
    },
)
class AgreementSigned(ApplicationSchema):
    """The support agreement was signed; the amount is committed."""

    agreement_number = public(text(), "Number of the agreement.")
    total_cost_vnd = partner(vnd(), "Total cost agreed, VND.")
    support_vnd = partner(vnd(), "State support committed, VND.")
    legal_basis = public(text(), "Rule that allows the amount.")
    signed_on = public(day(), "Day of signature.")
