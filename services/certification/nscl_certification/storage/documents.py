"""What lies in the database ``nscl_certification``, and the indexes each query uses.

``words`` holds the beginnings of the unit's words (see ``words.py``);
``expiry_key`` is ``<last day>~<id>`` of a live certificate that expires, so
that one range of one index lists them soonest first, from any place on.
"""

from __future__ import annotations

from typing import Any, ClassVar

from mongoengine import (
    DateField,
    DictField,
    Document,
    EmbeddedDocument,
    EmbeddedDocumentField,
    IntField,
    ListField,
    StringField,
)

from nscl_shared.persistence import ConvergentDocument

ALIAS = "certification"


class ProductFields(EmbeddedDocument):  # no types
    """A product in scope."""

    product_id = StringField(required=True)
    name = StringField(required=True)


class StepFields(EmbeddedDocument):  # no types
    """One line of a timeline."""

    state = StringField(required=True)
    on = DateField(required=True)
    by = StringField(default="")
    note = StringField(default="")


class ScopeDocument(Document):  # no types
    """The fields cases and certificates share."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    scheme = StringField(required=True)
    standard = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    org_type = StringField(required=True)
    words = ListField(StringField())
    products = ListField(EmbeddedDocumentField(ProductFields))
    application_id = StringField()
    project_id = StringField()
    state = StringField(required=True)
    steps = ListField(EmbeddedDocumentField(StepFields))

    meta: ClassVar[dict[str, Any]] = {"abstract": True}


class CaseDocument(ScopeDocument):
    """A certification case."""

    opened_on = DateField(required=True)
    audited_on = DateField()
    certificate_id = StringField()

    meta: ClassVar[dict[str, Any]] = {
        "collection": "cases",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [
            ("firm_id", "-_id"),
            ("state", "-_id"),
            ("scheme", "-_id"),
            "words",
        ],
    }


class CertificateDocument(ScopeDocument):
    """A certificate."""

    case_id = StringField(required=True)
    number = StringField(required=True)
    certifier = StringField(required=True)
    number_key = StringField(required=True)
    certifier_key = StringField(required=True)
    issued_on = DateField(required=True)
    expires_on = DateField()
    replaced_by = StringField()
    expiry_key = StringField()

    meta: ClassVar[dict[str, Any]] = {
        "collection": "certificates",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [
            {"fields": ["number_key", "certifier_key"], "unique": True},
            ("firm_id", "-_id"),
            ("state", "-_id"),
            ("scheme", "-_id"),
            {"fields": ["expiry_key"], "sparse": True},
            "words",
        ],
    }


class FirmCopy(ConvergentDocument):
    """A unit as registration knows it, or as it was once typed here."""

    name = StringField()
    name_key = StringField()
    org_type = StringField()
    products = ListField(DictField())
    owner_account_id = StringField()

    meta: ClassVar[dict[str, Any]] = {
        "collection": "firms",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["name_key", "owner_account_id"],
    }


class ApplicationCopy(ConvergentDocument):
    """An approved application as registration knows it."""

    case_number = StringField()
    firm_id = StringField()
    firm_name = StringField()
    project_id = StringField()
    state = StringField()

    meta: ClassVar[dict[str, Any]] = {
        "collection": "applications",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("firm_id", "state")],
    }


DOCUMENTS = [CaseDocument, CertificateDocument, FirmCopy, ApplicationCopy]
