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


class PrintFileDocument(Document):
    """The manifest of a file that was handed out whole; ``id`` is made from all that names it.

    ``form`` is ``csv``, or the template and what else was chosen.  The same file
    is the same each time it is made; ``times`` counts how often it was.
    """

    id = StringField(primary_key=True)
    batch_id = StringField(required=True)
    form = StringField(required=True)
    first = IntField(required=True)
    last = IntField(required=True)
    count = IntField(required=True)
    size = IntField(required=True)
    sha256 = StringField(required=True)
    made_by = StringField(required=True)
    made_at = DateTimeField(required=True)
    times = IntField(required=True)
    last_by = StringField(required=True)
    last_at = DateTimeField(required=True)

    meta = {
        "collection": "print_files",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [("batch_id", "made_at")],
    }


STAMP_DOCUMENTS = [StampActDocument, PrintFileDocument]
