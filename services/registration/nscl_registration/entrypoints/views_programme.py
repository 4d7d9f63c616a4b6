"""What answers about the programme tree, activities and calls look like, for OpenAPI."""

from __future__ import annotations

from marshmallow import Schema, fields

from nscl_registration.entrypoints.views import EditedView, IdView

_DATA = fields.Dict(keys=fields.String())


class VersionView(IdView):
    """The version after a change, as in the ETag."""

    version = fields.Integer(required=True)


class EndedView(EditedView):
    """How a plan or project ended."""

    outcome = fields.String(required=True)


class ReadView(EditedView):
    """A target with the figure that was entered."""

    value = fields.Integer(required=True)


class NodeView(VersionView):
    """A plan or project with what hangs below it; amounts are whole VND, activities are counted.

    ``node`` says which: a plan has ``number`` … ``parent_id``, a project ``code`` … ``budget_vnd``.
    """

    node = fields.String(required=True)
    label = fields.String(required=True)
    heading = fields.String(required=True)
    first_year = fields.Integer(required=True)
    last_year = fields.Integer(required=True)
    kind = fields.String()
    number = fields.String()
    signed_on = fields.Date()
    issuer = fields.String()
    title = fields.String()
    period_from = fields.Integer()
    period_to = fields.Integer()
    parent_id = fields.String(allow_none=True)
    code = fields.String()
    year = fields.Integer()
    topic = fields.String()
    plan_id = fields.String()
    budget_vnd = fields.Integer(allow_none=True)
    targets = fields.List(_DATA, required=True)
    readings = fields.List(_DATA, required=True)
    responsible = fields.String(allow_none=True)
    deadline = fields.Dict(allow_none=True)
    budget = fields.List(_DATA, required=True)
    progress = fields.List(_DATA, required=True)
    planned_vnd = fields.Integer(allow_none=True)
    committed_vnd = fields.Integer(required=True)
    paid_vnd = fields.Integer(required=True)
    activities = fields.Integer(required=True)
    participants = fields.Integer(required=True)
    warnings = fields.List(_DATA, required=True)
    attachments = fields.List(_DATA, required=True)
    amendments = fields.List(_DATA, required=True)
    ending = fields.Dict(allow_none=True)
    children = fields.List(fields.Nested("NodeView"), required=True)
    projects = fields.List(fields.Nested("NodeView"), required=True)


class TreeView(Schema):
    """The top plans."""

    items = fields.List(fields.Nested(NodeView), required=True)
    next = fields.String(allow_none=True)


class ActivityView(VersionView):
    """An activity with its corrections."""

    kind = fields.String(required=True)
    form = fields.String(allow_none=True)
    title = fields.String(required=True)
    audience = fields.String(required=True)
    audience_kind = fields.String(allow_none=True)
    year = fields.Integer(required=True)
    held_on = fields.Date(allow_none=True)
    held_until = fields.Date(allow_none=True)
    place = fields.String(allow_none=True)
    participants = fields.Integer(allow_none=True)
    participants_by_kind = fields.List(_DATA, required=True)
    count = fields.Integer(allow_none=True)
    link = fields.String(allow_none=True)
    plan_id = fields.String(allow_none=True)
    project_id = fields.String(allow_none=True)
    attachments = fields.List(_DATA, required=True)
    corrections = fields.List(_DATA, required=True)


class ActivitiesView(Schema):
    """Activities of a year."""

    items = fields.List(fields.Nested(ActivityView), required=True)
    next = fields.String(allow_none=True)


class CallView(VersionView):
    """A call for proposals."""

    title = fields.String(required=True)
    basis = fields.Dict(required=True)
    opens_on = fields.Date(required=True)
    deadline = fields.Date(required=True)
    priorities = fields.List(fields.String(), required=True)
    recipients = fields.List(fields.String(), required=True)
    required_documents = fields.List(fields.String(), required=True)
    attachments = fields.List(_DATA, required=True)
    closed_on = fields.Date(allow_none=True)
    cancelled = fields.Boolean(required=True)
    reason = fields.String(allow_none=True)


class CallsView(Schema):
    """A page of calls."""

    items = fields.List(fields.Nested(CallView), required=True)
    next = fields.String(allow_none=True)


class SubmittedView(IdView):
    """A proposal that came in."""

    number = fields.String(required=True)
    late = fields.Boolean(required=True)


class ProposalView(SubmittedView):
    """A proposal with its check, comments and decision."""

    version = fields.Integer(required=True)
    call_id = fields.String(required=True)
    submitted_on = fields.Date(required=True)
    title = fields.String(required=True)
    objective = fields.String(required=True)
    content = fields.String(required=True)
    expected_results = fields.String(required=True)
    lead_unit = fields.String(required=True)
    period_from = fields.Integer(required=True)
    period_to = fields.Integer(required=True)
    budget = fields.List(_DATA, required=True)
    attachments = fields.List(_DATA, required=True)
    checks = fields.List(_DATA, required=True)
    state = fields.String(required=True)
    total_vnd = fields.Integer(required=True)
    documents = fields.List(_DATA, required=True)
    complete = fields.Boolean(required=True)
    comments = fields.List(_DATA, required=True)
    decision = fields.Dict(allow_none=True)


class CheckedView(EditedView):
    """A proposal with what it still lacks."""

    missing = fields.List(fields.String(), required=True)


class ProposalsView(Schema):
    """The proposals to a call."""

    items = fields.List(fields.Nested(ProposalView), required=True)
    next = fields.String(allow_none=True)
