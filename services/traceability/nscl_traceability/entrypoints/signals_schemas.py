"""What REST and forms about signals, reports and cases take and give."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from marshmallow import Schema, fields, validate

from nscl_shared.kernel import InvalidInput, clock
from nscl_shared.web.fields import Text
from nscl_traceability.domain.case import MOST_EVIDENCE, CaseState, Outcome
from nscl_traceability.domain.report import ProblemKind
from nscl_traceability.domain.signals import SignalKind
from nscl_traceability.entrypoints.fields import cursor, optional, text
from nscl_traceability.queries.scan_heat import MEASURES

USUAL_DAYS = 14
DAYS = validate.Range(date(2000, 1, 1), date(2100, 12, 31))
# what is listed has UUIDs; nothing else is a place in the list
PLACE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _one_of(codes: Any) -> Text:
    return Text(load_default="", validate=validate.OneOf(codes))


def _ids() -> fields.List[str]:
    return fields.List(
        Text(validate=validate.Length(1, 100)),
        load_default=list,
        validate=validate.Length(max=MOST_EVIDENCE),
    )


class DaysQuery(Schema):
    """From which day to which; see ``spanned``."""

    first = fields.Date(load_default=None, allow_none=True, validate=DAYS)
    last = fields.Date(load_default=None, allow_none=True, validate=DAYS)


class HeatQuery(DaysQuery):
    """The map of scans: which days, and what the shades tell."""

    measure = fields.String(load_default="scans", validate=validate.OneOf(MEASURES))


class SignalQuery(DaysQuery):
    """Which signals to list."""

    kind = _one_of([kind.value for kind in SignalKind])
    commune = optional(5)
    product_id = optional(100)
    stamp = optional(30)
    taken = _one_of(["no", "yes"])
    cursor = cursor(PLACE)


class ReportQuery(DaysQuery):
    """Which reports to list."""

    kind = _one_of([kind.value for kind in ProblemKind])
    taken = _one_of(["no", "yes"])
    cursor = cursor(PLACE)


class CaseQuery(Schema):
    """Which cases to list."""

    state = _one_of([state.value for state in CaseState])
    cursor = cursor(PLACE)


class OpenCaseBody(Schema):
    """A new case."""

    title = text(200)
    note = optional(2_000)
    signal_ids = _ids()
    report_ids = _ids()


class EvidenceBody(Schema):
    """More signals and reports for a case."""

    note = optional(2_000)
    signal_ids = _ids()
    report_ids = _ids()


class AddToCaseBody(EvidenceBody):
    """The same for a case that is chosen from a list."""

    case_id = text(100)


class EraseBody(Schema):
    """Whose words are deleted, and why."""

    report_ids = fields.List(
        Text(validate=validate.Length(1, 100)),
        required=True,
        validate=validate.Length(1, MOST_EVIDENCE),
    )
    note = text(2_000)


class ErasedAnswer(Schema):
    """How many reports have no words any more."""

    erased = fields.Integer()


class CaseNoteBody(Schema):
    """A note."""

    note = text(2_000)


class VoidBody(Schema):
    """Why the stamps of a case are made void."""

    note = optional(1_000)


class CloseCaseBody(Schema):
    """How a case ended."""

    outcome = fields.Enum(Outcome, by_value=True, required=True)
    note = text(2_000)


class CaseAnswer(Schema):
    """A case after a step."""

    id = fields.String()
    number = fields.String()
    state = fields.String()
    version = fields.Integer()


class VoidedAnswer(CaseAnswer):
    """How many stamps were made void."""

    voided = fields.Integer()


class LookedAnswer(Schema):
    """What a look at the scans found."""

    read = fields.Integer()
    raised = fields.Dict(keys=fields.String(), values=fields.Integer())


def spanned(query: dict[str, Any], *, most: int | None = None) -> dict[str, Any]:
    """Return a query with both of its days: two weeks up to today unless it says otherwise.

    Raises:
        InvalidInput: ``days-order``, or ``days-many``: they are more than ``most``.
    """
    today, fortnight = clock.today(), timedelta(days=USUAL_DAYS - 1)
    first, last = query["first"], query["last"]
    last = last or (min(first + fortnight, today) if first else today)
    first = first or last - fortnight
    if first > last:
        raise InvalidInput("days-order", field="last", first=first)
    if most is not None and (last - first).days >= most:
        raise InvalidInput("days-many", field="first", most=most)
    return {**query, "first": first, "last": last}
