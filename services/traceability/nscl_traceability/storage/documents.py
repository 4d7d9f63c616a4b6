"""What lies in the database ``nscl_traceability``, and the indexes each query uses."""

from __future__ import annotations

from mongoengine import (
    BinaryField,
    BooleanField,
    DateField,
    DateTimeField,
    Document,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    StringField,
)

from nscl_shared.persistence import ConvergentDocument
from nscl_traceability.storage.parts import InputPart, LabTestPart, RecallPart
from nscl_traceability.storage.product_parts import (
    DetailsPart,
    HeldCertificatePart,
    PicturePart,
)

ALIAS = "traceability"


class ProductDocument(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    gtin = StringField(required=True, unique=True)
    name = StringField(required=True)
    search = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    org_type = StringField(required=True)
    ocop_stars = IntField()
    project_id = StringField()
    description = StringField(default="")
    details = EmbeddedDocumentField(DetailsPart)
    certificates = EmbeddedDocumentListField(HeldCertificatePart)
    pictures = EmbeddedDocumentListField(PicturePart)

    meta = {
        "collection": "products",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["search", "name", ("firm_id", "search")],
    }


class LotDocument(Document):
    id = StringField(primary_key=True)
    version = IntField(required=True)
    product_id = StringField(required=True)
    number = StringField(required=True)
    produced_on = DateField(required=True)
    expires_on = DateField()
    quantity = IntField(required=True)
    exact_quantity = StringField()
    unit = StringField(required=True)
    stamps_issued = IntField(required=True)
    stamps_requested = IntField(default=0)
    stamps_replaced = IntField(default=0)
    node = StringField()
    inputs = EmbeddedDocumentListField(InputPart)
    tests = EmbeddedDocumentListField(LabTestPart)
    recall = EmbeddedDocumentField(RecallPart)
    overdrawn = BooleanField(default=False)

    meta = {
        "collection": "lots",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [
            {"fields": ["product_id", "number"], "unique": True},
            "node",
            {"fields": ["recall.recall_id"], "sparse": True},
        ],
    }


class StampBatchDocument(Document):
    """A batch; the lists of ``[first, last]`` are sets of indexes (``domain/intervals.py``)."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    number = IntField(required=True, unique=True)
    key_id = IntField()
    product_id = StringField(required=True)
    firm_id = StringField(required=True)
    lot_id = StringField(required=True)
    gtin = StringField(required=True)
    lot_number = StringField(required=True)
    state = StringField(required=True)
    requested = IntField(required=True)
    quantity = IntField(required=True)
    note = StringField(default="")
    requested_on = DateField(required=True)
    requested_by = StringField(required=True)
    decided_on = DateField()
    decided_by = StringField()
    refusal = StringField()
    issued_on = DateField()
    printed = ListField(ListField(IntField()))
    activated = ListField(ListField(IntField()))
    voided = ListField(ListField(IntField()))
    scrapped = ListField(ListField(IntField()))
    lost = ListField(ListField(IntField()))

    meta = {
        "collection": "stamp_batches",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": [
            "lot_id",
            "product_id",
            ("state", "number"),
            ("firm_id", "state", "number"),
            ("firm_id", "number"),
        ],
    }


class StampKeyDocument(Document):
    """A key of the serials, encrypted under the master key named ``master_id``."""

    id = IntField(primary_key=True)
    master_id = StringField(required=True)
    nonce = BinaryField(required=True)
    wrapped = BinaryField(required=True)

    meta = {"collection": "stamp_keys", "db_alias": ALIAS, "strict": False}


class ScannedStampDocument(Document):
    """A stamp that was scanned; ``id`` is ``<batch number>/<index>``.

    ``devices`` are hashes of those that scanned it on the day ``devices_on``, not all of many.
    """

    id = StringField(primary_key=True)
    scans = IntField(required=True)
    first_at = DateTimeField(required=True)
    last_at = DateTimeField(required=True)
    devices_on = StringField()
    devices = ListField(BinaryField())

    meta = {"collection": "scanned_stamps", "db_alias": ALIAS, "strict": False}


class FirmCopy(ConvergentDocument):
    """A firm as registration knows it."""

    name = StringField()
    org_type = StringField()
    owner_account_id = StringField()

    meta = {
        "collection": "firm_copies",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["owner_account_id", "name"],
    }


class CertificateCopy(ConvergentDocument):
    """A certificate as certification knows it."""

    number = StringField()
    scheme = StringField()
    standard = StringField()
    certifier = StringField()
    firm_id = StringField()
    product_names = ListField(StringField())
    expires_on = DateField()
    revoked_on = DateField()

    meta = {
        "collection": "certificate_copies",
        "db_alias": ALIAS,
        "strict": False,
        "indexes": ["firm_id"],
    }


DOCUMENTS = [
    ProductDocument,
    LotDocument,
    StampBatchDocument,
    StampKeyDocument,
    ScannedStampDocument,
    FirmCopy,
    CertificateCopy,
]
