"""What answers look like, for the OpenAPI document."""

from __future__ import annotations

from marshmallow import Schema, fields


class IdView(Schema):
    """The id of what was made."""

    id = fields.String(required=True)


class EditedView(IdView):
    """What was changed or added, and the version of the whole after it."""

    version = fields.Integer()


class FiledApplicationView(IdView):
    """A new application."""

    case_number = fields.String(required=True)
    state = fields.String(required=True)


class StateView(IdView):
    """Where an application stands after a step, and its version for the next one."""

    state = fields.String(required=True)
    version = fields.Integer()


class AgreementView(StateView):
    """A signed agreement with the rule that allows the amount."""

    legal_basis = fields.String(required=True)


class DeadlineView(Schema):
    """The last day to hand in."""

    on = fields.Date(required=True)
    source = fields.String(required=True)


class FormView(Schema):
    """What the form asks beyond wishes and cost."""

    own_vnd = fields.Integer(allow_none=True)
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    committed = fields.Boolean()
    received_via = fields.String()
    received_on = fields.Date(allow_none=True)


class CaseFileView(Schema):
    """An attached file."""

    attachment_id = fields.String(required=True)
    name = fields.String(required=True)
    content_type = fields.String(required=True)
    size = fields.Integer(required=True)
    serves = fields.String(allow_none=True)


class SavedFormView(IdView):
    """A saved draft and what a submission still lacks."""

    version = fields.Integer(required=True)
    missing = fields.List(fields.String(), required=True)


class ProjectView(IdView):
    """A project."""

    version = fields.Integer(required=True)
    code = fields.String(required=True)
    year = fields.Integer(required=True)
    topic = fields.String(required=True)
    plan_id = fields.String(required=True)
    budget_vnd = fields.Integer(allow_none=True)
    deadline = fields.Nested(DeadlineView, allow_none=True)


class SupportView(Schema):
    """One line of an application."""

    item_code = fields.String(required=True)
    product_id = fields.String(allow_none=True)
    product_name = fields.String(allow_none=True)
    system = fields.String(allow_none=True)


class StepView(Schema):
    """One line of the timeline."""

    state = fields.String(required=True)
    on = fields.Date(required=True)
    by = fields.String(required=True)
    note = fields.String(allow_none=True)
    document = fields.String(allow_none=True)
    undoes = fields.String(allow_none=True)


class ApprovalView(Schema):
    """The decision."""

    support_vnd = fields.Integer(required=True)
    decided_on = fields.Date(required=True)
    decision_number = fields.String(allow_none=True)


class SignedView(Schema):
    """The agreement."""

    number = fields.String(required=True)
    total_cost_vnd = fields.Integer(required=True)
    support_vnd = fields.Integer(required=True)
    legal_basis = fields.String(required=True)
    signed_on = fields.Date(required=True)


class SettledView(Schema):
    """The liquidation."""

    settled_vnd = fields.Integer(required=True)
    settled_on = fields.Date(required=True)
    number = fields.String(required=True)


class MovementView(Schema):
    """A payment or return."""

    kind = fields.String(required=True)
    amount_vnd = fields.Integer(required=True)
    on = fields.Date(required=True)
    document = fields.String(required=True)
    by = fields.String(required=True)
    note = fields.String(allow_none=True)


class ProgressView(Schema):
    """A report of progress."""

    on = fields.Date(required=True)
    by = fields.String(required=True)
    text = fields.String(required=True)
    percent = fields.Integer(required=True)
    document = fields.String(allow_none=True)


class AssignmentView(Schema):
    """A case given to an officer, or back to all."""

    officer_id = fields.String(allow_none=True)
    officer = fields.String(allow_none=True)
    on = fields.Date(required=True)
    by = fields.String(required=True)
    reason = fields.String(allow_none=True)
    steps = fields.Integer(required=True)


class ApplicationRowView(FiledApplicationView):
    """An application in a list."""

    firm_id = fields.String(required=True)
    firm_name = fields.String(required=True)
    org_type = fields.String(required=True)
    project_id = fields.String(required=True)
    year = fields.Integer(required=True)
    estimated_cost_vnd = fields.Integer(required=True)
    support_vnd = fields.Integer(allow_none=True)
    late = fields.Boolean(required=True)


class ApplicationView(ApplicationRowView):
    """An application."""

    supports = fields.List(fields.Nested(SupportView), required=True)
    form = fields.Nested(FormView, required=True)
    attachments = fields.List(fields.Nested(CaseFileView), required=True)
    missing = fields.List(fields.String(), required=True)
    history = fields.List(fields.Nested(StepView), required=True)
    approval = fields.Nested(ApprovalView, allow_none=True)
    agreement = fields.Nested(SignedView, allow_none=True)
    settlement = fields.Nested(SettledView, allow_none=True)
    money = fields.List(fields.Nested(MovementView), required=True)
    progress = fields.List(fields.Nested(ProgressView), required=True)
    officer_id = fields.String(allow_none=True)
    assignments = fields.List(fields.Nested(AssignmentView), required=True)
    version = fields.Integer(required=True)


class ProjectsView(Schema):
    """A page of projects."""

    items = fields.List(fields.Nested(ProjectView), required=True)
    next = fields.String(allow_none=True)


class ApplicationsView(Schema):
    """A page of applications."""

    items = fields.List(fields.Nested(ApplicationRowView), required=True)
    next = fields.String(allow_none=True)
