"""The appraisals."""

from __future__ import annotations

from mongoengine import DictField, Document, IntField, ListField, MapField, StringField

from nscl_registration.storage.parts import kept_in


class AppraisalDocument(Document):
    """Council, criteria as they were, checks and scores of one application."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    case_number = StringField(required=True)
    criteria = DictField(required=True)
    members = ListField(DictField(), required=True)
    checks = ListField(DictField())
    scores = MapField(DictField())
    conclusion = DictField()

    meta = kept_in("appraisals", "members.account_id")
