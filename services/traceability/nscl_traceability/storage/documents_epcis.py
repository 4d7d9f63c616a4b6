"""Captured EPCIS events: one document an event, found by the terms in its index."""

from __future__ import annotations

from mongoengine import (
    BooleanField,
    DateTimeField,
    DictField,
    Document,
    FloatField,
    IntField,
    ListField,
    StringField,
)

from nscl_traceability.storage.documents import ALIAS


class EpcisEventDocument(Document):
    """An event; ``id`` is its hash, for a declaration of error with the time of it.

    ``body`` is the event as it was sent, without context and record time;
    ``named`` is there only where the sender gave an id of its own.
    """

    id = StringField(primary_key=True)
    event_id = StringField(required=True)
    named = StringField()
    type = StringField(required=True)
    event_time = DateTimeField(required=True)
    record_time = DateTimeField(required=True)
    declared_at = DateTimeField()
    capture_id = StringField(required=True)
    body = StringField(required=True)
    context = StringField(required=True)
    indexed = ListField(StringField())
    said = ListField(StringField())
    quantities = ListField(FloatField())
    facts = ListField(DictField())

    meta = {
        "collection": "epcis_events",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [
            "indexed",
            {"fields": ["named"], "unique": True, "sparse": True},
            ("event_time", "id"),
            ("record_time", "id"),
        ],
    }


class EpcisContextDocument(Document):
    """A JSON-LD context that events need; ``id`` is its digest."""

    id = StringField(primary_key=True)
    body = StringField(required=True)

    meta = {"collection": "epcis_contexts", "db_alias": ALIAS, "strict": False}


class CaptureJobDocument(Document):
    """What became of one captured document; kept also when it was refused as a whole.

    Its events have its ``created_at`` as their record time.  ``place`` is its number in the
    order in which subscribers hear of captures, given once it can be seen; until then it
    is ``unplaced``.
    """

    id = StringField(primary_key=True)
    version = IntField(required=True)
    account_id = StringField(required=True)
    behaviour = StringField(required=True)
    created_at = DateTimeField(required=True)
    finished_at = DateTimeField(required=True)
    success = BooleanField(required=True)
    events = IntField(required=True)
    errors = ListField(DictField())
    unplaced = BooleanField()
    place = IntField()

    meta = {
        "collection": "epcis_captures",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [
            ("account_id", "id"),
            "created_at",
            {"fields": ["unplaced"], "sparse": True},
            {"fields": ["place"], "unique": True, "sparse": True},
        ],
    }


class EpcisNameDocument(Document):
    """A word or place that events use, for the lists of resources; ``id`` is its term."""

    id = StringField(primary_key=True)

    meta = {"collection": "epcis_names", "db_alias": ALIAS, "strict": False}


class EpcisMasterDataDocument(Document):
    """What was said last of a thing; ``id`` is its vocabulary and name, ``body`` as it was sent.

    ``terms`` are what queries look for (``domain/epcis/master_data.py``).
    """

    id = StringField(primary_key=True)
    vocabulary = StringField(required=True)
    name = StringField(required=True)
    body = StringField(required=True)
    terms = ListField(StringField())
    account_id = StringField(required=True)
    capture_id = StringField(required=True)
    captured_at = DateTimeField(required=True)

    meta = {
        "collection": "epcis_master_data",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["terms", "name"],
    }


class NamedQueryDocument(Document):
    """A query with a name; ``parameters`` are pairs of name and values, as they were given."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    account_id = StringField(required=True)
    created_at = DateTimeField(required=True)
    parameters = ListField(DictField())

    meta = {"collection": "epcis_queries", "db_alias": ALIAS, "strict": False}


EPCIS_DOCUMENTS = [
    NamedQueryDocument,
    EpcisEventDocument,
    EpcisContextDocument,
    CaptureJobDocument,
    EpcisNameDocument,
    EpcisMasterDataDocument,
]
