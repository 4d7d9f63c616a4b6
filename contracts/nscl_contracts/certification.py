"""Events of the certification service."""

from __future__ import annotations

from marshmallow import fields

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, day, identifier, partner, public, text
from nscl_contracts.registration import FirmProduct
from nscl_contracts.vocabulary import ORG_TYPES, SCHEMES

_CASE = {
    "case_id": "0192f0c1-7a00-7000-8000-00000000d001",
    "scheme": "hop-quy",
    "standard": "QCVN 16:2019/BXD",
    "firm_id": "0192f0c1-7a00-7000-8000-000000000001",
    "firm_name": "Công ty TNHH Ví dụ",
    "org_type": "DN",
    "products": [{"product_id": "0192f0c1-7a00-7000-8000-00000000b001", "name": "Đá xây dựng 1x2"}],
    "application_id": "0192f0c1-7a00-7000-8000-00000000a001",
    "project_id": "2022-P1",
}
_CERTIFICATE = {
    **_CASE,
    "certificate_id": "0192f0c1-7a00-7000-8000-00000000e001",
    "number": "VD-0001",
    "certifier": "Tổ chức chứng nhận Ví dụ",
    "issued_on": "2022-09-01",
    "expires_on": "2025-08-31",
}


class CaseSchema(EventSchema):
    """What every event about a certification case carries."""

    case_id = public(identifier(), "Id of the certification case.")
    scheme = public(choice(SCHEMES), "Certification scheme.")
    standard = public(text(), "Standard or regulation with its edition.")
    firm_id = public(identifier(), "The unit that seeks or holds the certificate.")
    firm_name = public(text(), "Its name.")
    org_type = public(choice(ORG_TYPES), "Its organisation type.")
    products = public(
        fields.List(fields.Nested(FirmProduct), required=True),
        "Products in scope; empty for management systems.",
    )
    application_id = public(identifier(required=False), "The supported application, if any.")
    project_id = public(identifier(required=False), "The project that supports it, if any.")


@event(
    "vn.nscl.certification.case-opened.v1",
    subject="case_id",
    example={**_CASE, "opened_on": "2022-06-10"},
)
class CaseOpened(CaseSchema):
    """A certification case was opened (kế hoạch)."""

    opened_on = public(day(), "Day the case was opened.")


class CertificateSchema(CaseSchema):
    """What every event about a certificate carries."""

    certificate_id = public(identifier(), "Id of the certificate.")
    number = public(text(max_length=100), "Certificate number as printed.")
    certifier = public(text(), "Certification body.")
    issued_on = public(day(), "Day of issue.")
    expires_on = public(day(required=False), "Last day of validity; null = does not expire.")


@event(
    "vn.nscl.certification.certificate-granted.v1",
    subject="certificate_id",
    example=_CERTIFICATE,
)
class CertificateGranted(CertificateSchema):
    """A certification body granted a certificate."""


@event(
    "vn.nscl.certification.certificate-revoked.v1",
    subject="certificate_id",
    example={**_CERTIFICATE, "reason": "Không duy trì điều kiện", "revoked_on": "2022-12-01"},
)
class CertificateRevoked(CertificateSchema):
    """The certificate was revoked (thu hồi); terminal."""

    reason = partner(text(), "Reason of the revocation.")
    revoked_on = public(day(), "Day it took effect.")
