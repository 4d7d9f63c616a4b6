"""What lies in the database ``nscl_reporting``, and the indexes each query uses.

The fact documents mirror ``domain.facts``; ``year`` of certificates and stamp
batches is that of their date of issue.
"""

from __future__ import annotations

from collections.abc import Mapping

from mongoengine import (
    BinaryField,
    DateField,
    DateTimeField,
    DictField,
    Document,
    IntField,
    ListField,
    LongField,
    StringField,
)

from nscl_shared.persistence import ReadModel

ALIAS = "reporting"


class FactDocument(ReadModel):
    """Base of the facts."""

    at = DateTimeField(required=True)

    meta = {"abstract": True}


class PlanDocument(FactDocument):
    kind = StringField(required=True)
    number = StringField(required=True)
    signed_on = DateField(required=True)
    issuer = StringField(required=True)
    title = StringField(required=True)
    period_from = IntField(required=True)
    period_to = IntField(required=True)

    meta = {
        "collection": "plans",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("period_from", "period_to")],
    }


class ProjectDocument(FactDocument):
    code = StringField(required=True)
    year = IntField(required=True)
    topic = StringField(required=True)
    budget_vnd = LongField()

    meta = {
        "collection": "projects",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["year"],
    }


class ActivityDocument(FactDocument):
    kind = StringField(required=True)
    audience = StringField(required=True)
    title = StringField(required=True)
    year = IntField(required=True)
    held_on = DateField()
    participants = IntField()

    meta = {
        "collection": "activities",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["year"],
    }


class ApplicationDocument(FactDocument):
    state = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    org_type = StringField(required=True)
    project_id = StringField(required=True)
    year = IntField(required=True)
    supports = ListField(DictField())
    approved_vnd = LongField()
    committed_vnd = LongField()
    total_cost_vnd = LongField()

    meta = {
        "collection": "applications",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["year"],
    }


class CertificateDocument(FactDocument):
    number = StringField(required=True)
    scheme = StringField(required=True)
    standard = StringField(required=True)
    certifier = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    issued_on = DateField(required=True)
    year = IntField(required=True)
    project_id = StringField()
    revoked_on = DateField()

    meta = {
        "collection": "certificates",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["year"],
    }


class TracedProductDocument(FactDocument):
    name = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    project_id = StringField()
    ocop_stars = IntField()

    meta = {
        "collection": "traced_products",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["project_id"],
    }


class StampBatchDocument(FactDocument):
    product_id = StringField(required=True)
    issued_on = DateField(required=True)
    year = IntField(required=True)
    project_id = StringField()

    meta = {
        "collection": "stamp_batches",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["project_id", "year"],
    }


class EditionDocument(Document):
    """A published edition; written once."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    year = IntField(required=True)
    number = IntField(required=True)
    figures = StringField(required=True)
    document = BinaryField(required=True)
    sha256 = StringField(required=True)
    published_by = StringField(required=True)

    meta = {
        "collection": "editions",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [{"fields": ["year", "number"], "unique": True}],
    }


# By the names of the members of ``domain.facts.Facts``.
FACTS: Mapping[str, type[FactDocument]] = {
    "plans": PlanDocument,
    "projects": ProjectDocument,
    "activities": ActivityDocument,
    "applications": ApplicationDocument,
    "certificates": CertificateDocument,
    "traced_products": TracedProductDocument,
    "stamp_batches": StampBatchDocument,
}
DOCUMENTS: list[type[Document]] = [*FACTS.values(), EditionDocument]
