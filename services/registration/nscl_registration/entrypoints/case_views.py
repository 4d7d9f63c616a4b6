"""What answers about money look like, for the OpenAPI document."""

from __future__ import annotations

from marshmallow import Schema, fields

from nscl_registration.entrypoints.views import StateView


class UndoneView(StateView):
    """Where an application stands after a counter-step."""

    undone = fields.String(required=True)


class MoneyView(StateView):
    """Where an application stands after money moved; ``net_vnd`` is with the unit."""

    net_vnd = fields.Integer(required=True)


class BudgetView(Schema):
    """A budget; ``planned_vnd`` and ``left_vnd`` are null when nothing limits it."""

    project_id = fields.String(required=True)
    year = fields.Integer(required=True)
    source = fields.String(required=True)
    limited = fields.Boolean(required=True)
    planned_vnd = fields.Integer(allow_none=True)
    committed_vnd = fields.Integer(required=True)
    left_vnd = fields.Integer(allow_none=True)
    paid_vnd = fields.Integer(required=True)
    returned_vnd = fields.Integer(required=True)


class LedgerLineView(Schema):
    """A line of the ledger."""

    number = fields.Integer(required=True)
    kind = fields.String(required=True)
    amount_vnd = fields.Integer(required=True)
    application_id = fields.String(required=True)
    case_number = fields.String(required=True)
    on = fields.Date(required=True)
    by = fields.String(required=True)
    document = fields.String(allow_none=True)


class LedgerView(BudgetView):
    """A budget with its lines, the latest first."""

    lines = fields.List(fields.Nested(LedgerLineView), required=True)
    next = fields.Integer(allow_none=True)


class AmountView(Schema):
    """Why this amount: the rule, its source and what limits it.

    ``rule_found`` is false when the province has no rule for the day; then the
    figures that follow from a rule are null.
    """

    application_id = fields.String(required=True)
    on = fields.Date(required=True)
    cost_vnd = fields.Integer(required=True)
    granted_vnd = fields.Integer(allow_none=True)
    rule_found = fields.Boolean(required=True)
    legal_basis = fields.String(allow_none=True)
    source = fields.String(allow_none=True)
    valid_from = fields.Date(allow_none=True)
    valid_to = fields.Date(allow_none=True)
    percent = fields.Integer(allow_none=True)
    share_vnd = fields.Integer(allow_none=True)
    cap_vnd = fields.Integer(allow_none=True)
    cap_scope = fields.String(allow_none=True)
    used_by_unit_vnd = fields.Integer(allow_none=True)
    limit_vnd = fields.Integer(allow_none=True)
    budget_left_vnd = fields.Integer(allow_none=True)
    allowed_vnd = fields.Integer(allow_none=True)
