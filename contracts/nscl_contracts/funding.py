"""Money by source, as several events of the programme carry it."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from nscl_contracts.fields import choice, public, vnd
from nscl_contracts.vocabulary import FUND_SOURCES


class BudgetLine(Schema):
    """What one source gives."""

    class Meta:
        unknown = EXCLUDE

    source = public(choice(FUND_SOURCES), "Where the money comes from.")
    amount_vnd = public(vnd(), "Amount, VND.")


def budget_lines(*, required: bool = True) -> fields.List[Any]:
    """Return a field of budget lines; optional ones may be null."""
    return fields.List(fields.Nested(BudgetLine), required=required, allow_none=not required)
