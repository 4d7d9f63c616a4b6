"""What REST and forms take and give."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from nscl_certification.queries.listing import MAX_LIMIT
from nscl_contracts.vocabulary import ORG_TYPES

SHORT = validate.Length(min=1, max=100)
LONG = validate.Length(min=1, max=500)
NOTE = validate.Length(max=500)


class FirmSchema(Schema):
    """The unit; without an id it is taken for one that no register knows."""

    firm_id = fields.String(allow_none=True, validate=SHORT)
    name = fields.String(required=True, validate=LONG)
    org_type = fields.String(required=True, validate=validate.OneOf(ORG_TYPES))


class ProductSchema(Schema):
    """A product in scope."""

    product_id = fields.String(allow_none=True, validate=SHORT)
    name = fields.String(required=True, validate=LONG)


class OpenCaseSchema(Schema):
    """``POST /api/certification/cases``."""

    scheme = fields.String(required=True, validate=SHORT)
    standard = fields.String(required=True, validate=LONG)
    firm = fields.Nested(FirmSchema, required=True)
    products = fields.List(
        fields.Nested(ProductSchema), load_default=list, validate=validate.Length(max=500)
    )
    application_id = fields.String(load_default=None, allow_none=True, validate=SHORT)
    project_id = fields.String(load_default=None, allow_none=True, validate=SHORT)
    opened_on = fields.Date(required=True)


class CaseStateSchema(Schema):
    """A case and where it stands."""

    id = fields.String(required=True)
    state = fields.String(required=True)


class AuditSchema(Schema):
    """``POST …/audit``."""

    audited_on = fields.Date(required=True)
    note = fields.String(load_default="", allow_none=True, validate=NOTE)


class GrantSchema(Schema):
    """``POST …/grant``.

    Without ``expires_on`` the scheme's usual validity fills it; null says that
    the certificate does not expire.
    """

    number = fields.String(required=True, validate=SHORT)
    certifier = fields.String(required=True, validate=LONG)
    issued_on = fields.Date(required=True)
    expires_on = fields.Date(allow_none=True)


class GrantedSchema(Schema):
    """What a grant answers; ``warnings`` are codes of what is unusual."""

    certificate_id = fields.String(required=True)
    expires_on = fields.Date(allow_none=True)
    warnings = fields.List(fields.String())


class RevokeSchema(Schema):
    """``POST …/revoke``."""

    reason = fields.String(required=True, validate=LONG)
    revoked_on = fields.Date(required=True)


class StepSchema(Schema):
    """One line of a timeline."""

    state = fields.String()
    on = fields.Date()
    by = fields.String()
    note = fields.String()


class ScopeSchema(Schema):
    """What cases and certificates share."""

    id = fields.String()
    scheme = fields.String()
    standard = fields.String()
    firm = fields.Nested(FirmSchema)
    products = fields.List(fields.Nested(ProductSchema))
    application_id = fields.String(allow_none=True)
    project_id = fields.String(allow_none=True)
    state = fields.String()
    steps = fields.List(fields.Nested(StepSchema))
    allowed = fields.List(fields.String())


class CaseSchema(ScopeSchema):
    """A case."""

    opened_on = fields.Date()
    audited_on = fields.Date(allow_none=True)
    certificate_id = fields.String(allow_none=True)


class CertificateSchema(ScopeSchema):
    """A certificate."""

    case_id = fields.String()
    number = fields.String()
    certifier = fields.String()
    issued_on = fields.Date()
    expires_on = fields.Date(allow_none=True)
    standing = fields.String()
    days_left = fields.Integer(allow_none=True)
    replaced_by = fields.String(allow_none=True)


class ListSchema(Schema):
    """Filters that both lists take."""

    scheme = fields.String(load_default="")
    state = fields.String(load_default="")
    firm_id = fields.String(load_default="")
    q = fields.String(load_default="", validate=validate.Length(max=200))
    cursor = fields.String(load_default="", validate=validate.Length(max=200))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, MAX_LIMIT))


class CertificateListSchema(ListSchema):
    """Filters of the certificates; ``expiring`` within so many days."""

    expiring = fields.Integer(load_default=None, validate=validate.Range(0, 3_660))


class CaseListAnswer(Schema):
    """A page of cases."""

    items = fields.List(fields.Nested(CaseSchema))
    next = fields.String(allow_none=True)


class CertificateListAnswer(Schema):
    """A page of certificates."""

    items = fields.List(fields.Nested(CertificateSchema))
    next = fields.String(allow_none=True)
