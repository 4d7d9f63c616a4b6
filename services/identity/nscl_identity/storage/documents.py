"""What lies in the database ``nscl_identity``."""

from __future__ import annotations

from mongoengine import BooleanField, DateTimeField, Document, IntField, StringField

ALIAS = "identity"


class AccountDocument(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    username = StringField(required=True, unique=True)
    role = StringField(required=True)
    display_name = StringField(required=True)
    email = StringField(required=True)
    password_hash = StringField(required=True)
    failures = IntField(required=True)
    locked_until = DateTimeField()
    disabled = BooleanField(required=True)
    last_login_at = DateTimeField()

    meta = {"collection": "accounts", "db_alias": ALIAS, "strict": False}
