"""What was done with stamps, and what was printed."""

from __future__ import annotations

from mongoengine import DateTimeField, Document, IntField, ListField, StringField

from nscl_traceability.storage.documents import ALIAS


class StampActDocument(Document):
    """One act on a batch; ``ranges`` are the stamps it touched (the first of them, if many)."""

    id = StringField(primary_key=True)
    batch_id = StringField(required=True)
    kind = StringField(required=True)
    quantity = IntField(required=True)
    ranges = ListField(ListField(IntField()))
    reason = StringField(default="")
    note = StringField(default="")
    by = StringField(required=True)
    at = DateTimeField(required=True)

    meta = {
        "collection": "stamp_acts",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [("batch_id", "id")],
    }


STAMP_DOCUMENTS = [StampActDocument]
