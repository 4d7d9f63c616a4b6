"""Events about recalled lots and lots of which more went out than came in."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import choice, count, day, identifier, partner, public, text

RISKS = ["high", "medium", "low"]
OUTCOMES = ["closed", "withdrawn"]
NOTICES = ["opened", "updated", "closed", "withdrawn"]
LINES = 1_000
_RECALL = {
    "recall_id": "0192f0c1-7a00-7000-8000-00000000f301",
    "recall_number": "TH-2022-0001",
    "product_id": "0192f0c1-7a00-7000-8000-00000000f001",
    "gtin": "08936000000019",
    "name": "Na Chi Lăng",
    "lot_id": "0192f0c1-7a00-7000-8000-00000000f101",
    "lot_number": "L2022-01",
    "firm_id": "0192f0c1-7a00-7000-8000-000000000001",
    "firm_name": "HTX Ví dụ",
    "reason": "Dư lượng thuốc bảo vệ thực vật vượt mức cho phép",
    "risk": "high",
    "instruction": "Không sử dụng; trả lại nơi mua.",
    "opened_on": "2022-08-10",
}
_LOT = {
    "lot_id": "0192f0c1-7a00-7000-8000-00000000f102",
    "gtin": "08936000000026",
    "name": "Mứt na Chi Lăng",
    "lot_number": "M2022-07",
    "firm_id": "0192f0c1-7a00-7000-8000-000000000002",
    "firm_name": "Công ty Ví dụ",
}
_SCOPE = {**_RECALL, "lots": [_LOT], "lot_count": 1, "firm_count": 2, "stamp_count": 1000}


class RecalledLot(Schema):
    """A lot that a recall reaches."""

    class Meta:
        unknown = EXCLUDE

    lot_id = public(identifier(), "Id of the lot.")
    gtin = public(text(max_length=14), "GTIN-14 of its product.")
    name = public(text(), "Name on the label.")
    lot_number = public(text(max_length=20), "Lot number, GS1 AI 10.")
    firm_id = public(identifier(), "Its producer.")
    firm_name = public(text(), "Name of the producer.")


class RecallSchema(EventSchema):
    """What every event about a recall carries."""

    recall_id = public(identifier(), "Id of the recall.")
    recall_number = public(text(max_length=40), "Number that people call it by.")
    product_id = public(identifier(), "The product of the lot it began with.")
    gtin = public(text(max_length=14), "GTIN-14 of that product.")
    name = public(text(), "Name on its label.")
    lot_id = public(identifier(), "The lot it began with.")
    lot_number = public(text(max_length=20), "Number of that lot, GS1 AI 10.")
    firm_id = public(identifier(), "The producer of that lot.")
    firm_name = public(text(), "Name of the producer.")
    reason = public(text(max_length=2_000), "Why the goods are recalled.")
    risk = public(choice(RISKS), "How dangerous they are.")
    instruction = public(text(max_length=2_000), "What consumers are asked to do.")
    opened_on = public(day(), "Day the recall was opened.")


class RecallScope(RecallSchema):
    """A recall and how far it reaches."""

    lots = public(
        fields.List(fields.Nested(RecalledLot), required=True, validate=validate.Length(max=LINES)),
        "Lots made of the first one, at most 1,000.",
    )
    lot_count = public(count(), "How many there are.")
    firm_count = partner(count(), "How many firms are told.")
    stamp_count = partner(count(), "How many stamps the lots carry.")


@event("vn.nscl.traceability.recall-opened.v1", subject="recall_id", example=_SCOPE)
class RecallOpened(RecallScope):
    """A lot is recalled, with all that was made of it."""


@event(
    "vn.nscl.traceability.recall-updated.v1",
    subject="recall_id",
    example={**_SCOPE, "change": "Tìm thêm một lô"},
)
class RecallUpdated(RecallScope):
    """A recall reaches further, or tells something else."""

    change = public(text(max_length=2_000), "What changed.")


@event(
    "vn.nscl.traceability.recall-closed.v1",
    subject="recall_id",
    example={
        **_RECALL,
        "outcome": "closed",
        "closed_on": "2022-09-10",
        "note": "Đã thu hồi và tiêu hủy 960 hộp",
    },
)
class RecallClosed(RecallSchema):
    """A recall was carried out, or withdrawn because it was wrong."""

    outcome = public(choice(OUTCOMES), "Carried out, or withdrawn.")
    closed_on = public(day(), "Day it ended.")
    note = public(text(max_length=2_000), "How it ended.")


@event(
    "vn.nscl.traceability.recall-notice-issued.v1",
    subject="recall_id",
    example={
        **_RECALL,
        "notice": "opened",
        "told_firm_id": _LOT["firm_id"],
        "told_firm_name": _LOT["firm_name"],
        "lot_numbers": ["M2022-07"],
        "note": None,
    },
)
class RecallNoticeIssued(RecallSchema):
    """A firm is to be told of a recall that concerns lots of its own."""

    notice = public(choice(NOTICES), "What it is told.")
    told_firm_id = public(identifier(), "The firm.")
    told_firm_name = public(text(), "Its name.")
    lot_numbers = public(
        fields.List(text(max_length=20), required=True, validate=validate.Length(max=LINES)),
        "Numbers of its lots that are recalled, at most 1,000.",
    )
    note = partner(text(required=False, max_length=2_000), "What is added, if anything.")


@event(
    "vn.nscl.traceability.mass-balance-exceeded.v1",
    subject="lot_id",
    example={
        **{name: _RECALL[name] for name in ("product_id", "gtin", "name", "lot_id", "lot_number")},
        "firm_id": _RECALL["firm_id"],
        "firm_name": _RECALL["firm_name"],
        "produced": "1200",
        "gone": "1350",
        "unit": "hộp",
        "noticed_on": "2022-08-20",
    },
)
class MassBalanceExceeded(EventSchema):
    """More of a lot was used and sold than was produced."""

    product_id = partner(identifier(), "The product.")
    gtin = partner(text(max_length=14), "Its GTIN-14.")
    name = partner(text(), "Name on its label.")
    lot_id = partner(identifier(), "The lot.")
    lot_number = partner(text(max_length=20), "Lot number, GS1 AI 10.")
    firm_id = partner(identifier(), "The producer.")
    firm_name = partner(text(), "Name of the producer.")
    produced = partner(text(max_length=30), "Quantity produced, a decimal number.")
    gone = partner(text(max_length=30), "Quantity used and sold, a decimal number.")
    unit = partner(text(max_length=40), "Unit of both.")
    noticed_on = partner(day(), "Day it was noticed.")
