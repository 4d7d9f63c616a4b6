"""What comes in and goes out over HTTP, for parsing and for the OpenAPI document."""

from __future__ import annotations

from marshmallow import Schema, fields


class TotalsSchema(Schema):
    """The year in eight figures."""

    projects = fields.Integer()
    distinct_beneficiaries = fields.Integer()
    participations = fields.Integer()
    products = fields.Integer()
    product_supports = fields.Integer()
    certificates_granted = fields.Integer()
    firms_with_certificate = fields.Integer()
    traceability_products = fields.Integer()


class ActivitySchema(Schema):
    """Activities of one kind for one audience."""

    kind = fields.String()
    audience = fields.String()
    count = fields.Integer()


class LegalBasisSchema(Schema):
    """A programme or plan; ``period`` is first and last year."""

    kind = fields.String()
    number = fields.String()
    date = fields.Date()
    period = fields.List(fields.Integer())


class ResultsSchema(Schema):
    """Certificates issued in the year."""

    certificates_granted = fields.Integer()
    firms_with_certificate = fields.Integer()


class ProjectSchema(Schema):
    """One project; a member stands only where it says something."""

    id = fields.String()
    topic = fields.String(allow_none=True)
    participants = fields.Dict(keys=fields.String(), values=fields.Integer())
    products = fields.Integer()
    traceability_products = fields.Integer()
    product_supports = fields.Dict(keys=fields.String(), values=fields.Integer())
    supports_without_product = fields.Integer()
    systems = fields.Dict(keys=fields.String(), values=fields.Integer())
    results = fields.Nested(ResultsSchema)


class OtherProjectSchema(Schema):
    """Certificates of the year under a project of another year."""

    id = fields.String()
    results = fields.Nested(ResultsSchema)


class OutsideSchema(ResultsSchema):
    """Results of no project, not part of the totals."""

    traceability_products = fields.Integer()


class BasisSchema(Schema):
    """Numbers of facts per kind, the latest event, services that said nothing."""

    plans = fields.Integer()
    projects = fields.Integer()
    activities = fields.Integer()
    applications = fields.Integer()
    certificates = fields.Integer()
    traced_products = fields.Integer()
    stamp_batches = fields.Integer()
    latest_event_at = fields.DateTime(allow_none=True)
    silent_sources = fields.List(fields.String())


class ReportSchema(Schema):
    """The yearly report."""

    province = fields.String()
    year = fields.Integer()
    totals = fields.Nested(TotalsSchema)
    activities = fields.List(fields.Nested(ActivitySchema))
    legal_basis = fields.List(fields.Nested(LegalBasisSchema))
    projects = fields.List(fields.Nested(ProjectSchema))
    other_projects = fields.List(fields.Nested(OtherProjectSchema))
    outside_projects = fields.Nested(OutsideSchema)
    generated_from = fields.Nested(BasisSchema)


class YearSchema(Schema):
    """A year that has a report."""

    year = fields.Integer()


class YearsSchema(Schema):
    """The years any service has reported something for, the latest first."""

    items = fields.List(fields.Nested(YearSchema))
    next = fields.String(allow_none=True)


class EditionSchema(Schema):
    """A published edition; ``sha256`` is that of its document."""

    id = fields.String()
    edition = fields.Integer()
    sha256 = fields.String()


class EditionsSchema(Schema):
    """The published editions of a year, the latest first."""

    items = fields.List(fields.Nested(EditionSchema))
    next = fields.String(allow_none=True)


class DocumentQuery(Schema):
    """How the document is wanted: ``dated`` is its day of issue, open when not given."""

    dated = fields.Date(load_default=None)
