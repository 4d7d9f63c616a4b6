"""The officers, who has which case, and the figures of projects."""

from __future__ import annotations

from mongoengine import (
    DateField,
    Document,
    EmbeddedDocument,
    IntField,
    LongField,
    MapField,
    StringField,
)

from nscl_registration.storage.parts import kept_in


class AssignmentPart(EmbeddedDocument):
    """A case given to an officer, or back to all."""

    officer_id = StringField()
    officer = StringField()
    on = DateField(required=True)
    by = StringField(required=True)
    reason = StringField()
    steps = IntField(default=0)


class OfficerDocument(Document):
    """An officer who works here."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    name = StringField(required=True)

    meta = kept_in("officers")


class TallyDocument(Document):
    """The figures of a project: ``n`` and ``vnd`` held by state, ``units`` granted support."""

    id = StringField(primary_key=True)
    year = IntField(required=True)
    n = MapField(IntField())
    vnd = MapField(LongField())
    units = MapField(IntField())

    meta = kept_in("tallies")
