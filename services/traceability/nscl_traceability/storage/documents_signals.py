"""Counterfeit signals and cases as they are stored, and how far scans were looked at.

docs/guide/counterfeit-signals.md says what is kept for how long, and what it cannot tell.
"""

from __future__ import annotations

from mongoengine import (
    DateField,
    DateTimeField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)

from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.documents_recall import StepPart

# seconds; after a day goods may be anywhere in the country
KEEP_SIGHTINGS = 24 * 3600


class OriginPart(EmbeddedDocument):
    """The goods as they were when the signal was raised; for forged serials the product alone."""

    batch_id = StringField()
    batch_number = IntField()
    product_id = StringField(required=True)
    gtin = StringField(required=True)
    name = StringField(required=True)
    lot_id = StringField()
    lot_number = StringField()
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    expires_on = DateField()


class SignalDocument(Document):
    """``key`` says what was found where and when: nothing is raised twice."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    key = StringField(required=True, unique=True)
    kind = StringField(required=True)
    day = StringField(required=True)
    at = DateTimeField(required=True)
    commune = StringField()
    origin = EmbeddedDocumentField(OriginPart)
    stamp = StringField()
    count = IntField(required=True)
    product_count = IntField()
    other_commune = StringField()
    km = IntField()
    minutes = IntField()
    hour = IntField()
    case_id = StringField()

    meta = {
        "collection": "signals",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [
            "day",
            ("kind", "day"),
            ("origin.batch_number", "day", "kind"),
            ("origin.product_id", "day"),
            "stamp",
            "case_id",
        ],
    }


class CaseDocument(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    number = StringField(required=True, unique=True)
    title = StringField(required=True)
    state = StringField(required=True)
    outcome = StringField()
    signals = ListField(StringField())
    reports = ListField(StringField())
    products = ListField(StringField())
    opened_on = DateField(required=True)
    closed_on = DateField()
    voided = IntField(default=0)
    steps = EmbeddedDocumentListField(StepPart)

    meta = {
        "collection": "cases",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["state", "products"],
    }


class SightingDocument(Document):
    """Where a stamp (``id``, as in ``ScanDocument``) was scanned last, for a day."""

    id = StringField(primary_key=True)
    commune = StringField(required=True)
    at = DateTimeField(required=True)

    meta = {
        "collection": "stamp_sightings",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [{"fields": ["at"], "expireAfterSeconds": KEEP_SIGHTINGS}],
    }


class HeatDocument(Document):
    """How many scans of a day and commune were looked at; ``id`` is ``<day>/<commune or ->``."""

    id = StringField(primary_key=True)
    day = StringField(required=True)
    commune = StringField()
    scans = IntField(required=True)
    suspicious = IntField(required=True)

    meta = {"collection": "scan_heat", "db_alias": ALIAS, "strict": False, "indexes": ["day"]}


class ScanWatchDocument(Document):
    """How far scans were looked at: after the scan ``last`` of ``at``; one row, ``scans``."""

    id = StringField(primary_key=True)
    at = DateTimeField(required=True)
    last = StringField(default="")

    meta = {"collection": "scan_watch", "db_alias": ALIAS, "strict": False}


SIGNAL_DOCUMENTS = [
    SignalDocument,
    CaseDocument,
    SightingDocument,
    HeatDocument,
    ScanWatchDocument,
]
