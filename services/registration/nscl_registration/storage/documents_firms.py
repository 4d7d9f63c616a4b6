"""The collections of the register of units.

``sort_key`` orders by name, ``lists`` are those that an entry stands in (also by the
beginnings of its words) and ``phrase`` all words that are searched, ``alike`` are the keys by which duplicates are looked for.
"""

from __future__ import annotations

from mongoengine import (
    BooleanField,
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

from nscl_registration.storage.parts import ProductPart, kept_in


class AddressPart(EmbeddedDocument):
    unit_code = StringField()
    detail = StringField()
    on = DateField(required=True)


class RegistrationPart(EmbeddedDocument):
    number = StringField(required=True)
    issued_on = DateField()
    issuer = StringField()


class RepresentativePart(EmbeddedDocument):
    name = StringField(required=True)
    position = StringField()


class ContactPart(EmbeddedDocument):
    contact_id = StringField(required=True)
    name = StringField()
    email = StringField()
    phone = StringField()
    position = StringField()
    consent_on = DateField()
    consent_purpose = StringField()
    erased_on = DateField()


class SystemPart(EmbeddedDocument):
    name = StringField(required=True)
    number = StringField()
    issuer = StringField()
    expires_on = DateField()


class FieldChangePart(EmbeddedDocument):
    name = StringField(required=True)
    before = StringField()
    after = StringField()


class ChangePart(EmbeddedDocument):
    version = IntField(required=True)
    at = DateTimeField(required=True)
    by = StringField(required=True)
    kind = StringField(required=True)
    fields_changed = EmbeddedDocumentListField(FieldChangePart)
    note = StringField()
    other_firm_id = StringField()


class FirmDocument(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    name = StringField(required=True)
    short_name = StringField()
    org_type = StringField(required=True)
    tax_code = StringField()
    tax_code_personal = BooleanField(default=False)
    registration = EmbeddedDocumentField(RegistrationPart)
    head_office = EmbeddedDocumentField(AddressPart)
    production = EmbeddedDocumentListField(AddressPart)
    representative = EmbeddedDocumentField(RepresentativePart)
    contacts = EmbeddedDocumentListField(ContactPart)
    sector = StringField()
    employees = IntField()
    revenue_band = StringField()
    products = EmbeddedDocumentListField(ProductPart)
    systems = EmbeddedDocumentListField(SystemPart)
    owner_account_id = StringField()
    merged_into = StringField()
    history = EmbeddedDocumentListField(ChangePart)
    commune_code = StringField()
    province_code = StringField()
    section = StringField()
    sort_key = StringField(required=True)
    lists = ListField(StringField())
    phrase = StringField()
    alike = ListField(StringField())

    meta = kept_in(
        "firms",
        {"fields": ["tax_code"], "unique": True, "sparse": True},
        {"fields": ["sort_key"], "unique": True},
        {"fields": ["merged_into"], "sparse": True},
        ("lists", "sort_key"),
        ("alike", "sort_key"),
    )


class DuplicatePairDocument(Document):
    """``sort_key`` begins with the score, so that the most alike can come first."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    firm_ids = ListField(StringField(), required=True)
    names = ListField(StringField(), required=True)
    score = IntField(required=True)
    reasons = ListField(StringField())
    state = StringField(required=True)
    decided_by = StringField()
    decided_at = DateTimeField()
    note = StringField()
    sort_key = StringField(required=True)
    lists = ListField(StringField())

    meta = kept_in("duplicate_pairs", ("lists", "sort_key"), "firm_ids")
