"""What is kept of scans.  What is not: who scanned, from which address, exactly where.

docs/guide/resolver.md says what for and how long.
"""

from __future__ import annotations

from mongoengine import (
    BinaryField,
    DateTimeField,
    DictField,
    Document,
    IntField,
    ListField,
    StringField,
)

from nscl_traceability.storage.documents import ALIAS

# seconds after which the database deletes a row by itself
KEEP_SALTS = 2 * 24 * 3600


class ScanJournalDocument(Document):
    """Scans that were answered together and are not folded yet: rows of ``ScanDocument`` to be.

    ``id`` is a UUIDv7 and ``at`` when it was written; a row lives for a moment, or until
    a server folds what a killed one left.
    """

    id = StringField(primary_key=True)
    at = DateTimeField(required=True)
    scans = ListField(DictField())

    meta = {"collection": "scan_journal", "db_alias": ALIAS, "strict": False}


class ScanDocument(Document):
    """One scan of an authentic stamp; ``storage.scan_retention`` deletes it in the end.

    ``id`` is a UUIDv7 of when the scan was folded; ``stamp`` is
    ``<batch number>/<index>`` as in ``ScannedStampDocument``.  ``device`` is a keyed hash whose key is
    thrown away after two days, so that it says nothing across days.  When traffic was
    sampled, the scans that have no row are counted by ``ScanTallyDocument``.
    """

    id = StringField(primary_key=True)
    stamp = StringField(required=True)
    at = DateTimeField(required=True)
    day = StringField(required=True)
    commune = StringField()
    device = BinaryField()
    outcome = StringField(required=True)
    reasons = ListField(StringField())

    meta = {
        "collection": "scans",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["stamp", "at"],
    }


class ScanTallyDocument(Document):
    """How many requests of an hour were not recorded one by one.

    ``id`` is ``<day>T<hour>/<commune or ->/<outcome>``, and ``/<gtin>`` where there is one:
    forged serials have the outcome ``unknown`` and, as far as it is known, the ``gtin`` that
    they name; others were above the limit of traffic.  Rows of releases that
    noted no product are read as those whose product is not known.
    """

    id = StringField(primary_key=True)
    day = StringField(required=True)
    hour = IntField(required=True)
    commune = StringField()
    outcome = StringField(required=True)
    gtin = StringField()
    count = IntField(required=True)

    meta = {
        "collection": "scan_tallies",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [("day", "commune")],
    }


class ScanSaltDocument(Document):
    """The key of one day's device hashes; ``id`` is the day."""

    id = StringField(primary_key=True)
    salt = BinaryField(required=True)
    at = DateTimeField(required=True)

    meta = {
        "collection": "scan_salts",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [{"fields": ["at"], "expireAfterSeconds": KEEP_SALTS}],
    }


class ReportDocument(Document):
    """A consumer's report; ``case_id``: of the case with it, ``erased_at``: its words were deleted."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    kind = StringField(required=True)
    link = StringField(required=True)
    words = StringField(default="")
    product_id = StringField()
    firm_id = StringField()
    commune_code = StringField()
    at = DateTimeField(required=True)
    case_id = StringField()
    erased_at = DateTimeField()

    meta = {
        "collection": "problem_reports",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["at", "product_id"],
    }


SCAN_DOCUMENTS = [
    ScanJournalDocument,
    ScanDocument,
    ScanTallyDocument,
    ScanSaltDocument,
    ReportDocument,
]
