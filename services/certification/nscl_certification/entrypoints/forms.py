"""What the pages' forms take."""

from __future__ import annotations

from collections.abc import Mapping

from marshmallow import Schema, fields, validate

from nscl_certification.entrypoints.schemas import LONG, NOTE, SHORT
from nscl_contracts.vocabulary import ORG_TYPES


class NewCaseForm(Schema):
    """A new case: a known unit by id, or one typed by hand."""

    scheme = fields.String(required=True, validate=SHORT)
    standard = fields.String(required=True, validate=LONG)
    opened_on = fields.Date(required=True)
    firm_id = fields.String(load_default="", validate=validate.Length(max=100))
    firm_name = fields.String(load_default="", validate=validate.Length(max=500))
    org_type = fields.String(load_default="", validate=validate.OneOf(["", *ORG_TYPES]))
    product_ids = fields.List(fields.String(), load_default=list)
    more_products = fields.String(load_default="", validate=validate.Length(max=10_000))
    application_id = fields.String(load_default="", validate=validate.Length(max=100))


class OnForm(Schema):
    """A step with its day and perhaps a note."""

    on = fields.Date(required=True)
    note = fields.String(load_default="", validate=NOTE)


class AuditForm(Schema):
    """An audit."""

    audited_on = fields.Date(required=True)
    note = fields.String(load_default="", validate=NOTE)


class ReasonForm(Schema):
    """A step that wants a reason."""

    on = fields.Date(required=True)
    reason = fields.String(required=True, validate=LONG)


class RevokeForm(Schema):
    """A revocation."""

    revoked_on = fields.Date(required=True)
    reason = fields.String(required=True, validate=LONG)


class GrantForm(Schema):
    """A certificate; without expiry the scheme's usual one, unless it never expires."""

    number = fields.String(required=True, validate=SHORT)
    certifier = fields.String(required=True, validate=LONG)
    issued_on = fields.Date(required=True)
    expires_on = fields.Date()
    never_expires = fields.Boolean(load_default=False)


class ReplaceForm(Schema):
    """A successor."""

    on = fields.Date(required=True)
    successor_id = fields.String(required=True, validate=SHORT)


CASE_FORMS: Mapping[str, type[Schema]] = {
    "begin": OnForm,
    "audit": AuditForm,
    "require-correction": OnForm,
    "grant": GrantForm,
    "close": ReasonForm,
}

CERTIFICATE_FORMS: Mapping[str, type[Schema]] = {
    "suspend": ReasonForm,
    "reinstate": OnForm,
    "replace": ReplaceForm,
    "revoke": RevokeForm,
}
