"""The collections.  Every list and search has the index it is sorted and filtered by."""

from __future__ import annotations

from mongoengine import (
    BooleanField,
    DateField,
    Document,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    LongField,
    MapField,
    StringField,
)

from nscl_registration.storage.parts import (
    ALIAS,
    AgreementPart,
    ApprovalPart,
    ProductPart,
    StepPart,
    SupportPart,
)


class PlanDocument(Document):
    """A programme or plan."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    kind = StringField(required=True)
    number = StringField(required=True)
    signed_on = DateField(required=True)
    issuer = StringField(required=True)
    title = StringField(required=True)
    period_from = IntField(required=True)
    period_to = IntField(required=True)
    parent_id = StringField()

    meta = {
        "collection": "plans",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": ["parent_id"],
    }


class ProjectDocument(Document):
    """A project of a yearly plan."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    code = StringField(required=True)
    year = IntField(required=True)
    topic = StringField(required=True)
    plan_id = StringField(required=True)
    budget_vnd = LongField()
    sort_key = StringField(required=True)

    meta = {
        "collection": "projects",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [{"fields": ["sort_key"], "unique": True}, ("year", "sort_key"), "plan_id"],
    }


class ActivityDocument(Document):
    """A training class or communication activity."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    kind = StringField(required=True)
    audience = StringField(required=True)
    title = StringField(required=True)
    held_on = DateField()
    year = IntField(required=True)
    participants = IntField()

    meta = {
        "collection": "activities",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [("year", "id")],
    }


class FirmDocument(Document):
    """A unit; ``sort_key`` orders the list by name, ``words`` are searched by prefix."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    name = StringField(required=True)
    org_type = StringField(required=True)
    tax_code = StringField()
    tax_code_personal = BooleanField(default=False)
    address = StringField()
    commune_code = StringField()
    contact_name = StringField()
    contact_email = StringField()
    contact_phone = StringField()
    owner_account_id = StringField()
    products = EmbeddedDocumentListField(ProductPart)
    sort_key = StringField(required=True)
    words = ListField(StringField())

    meta = {
        "collection": "firms",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [
            {"fields": ["tax_code"], "unique": True, "sparse": True},
            {"fields": ["sort_key"], "unique": True},
            ("owner_account_id", "sort_key"),
            ("org_type", "sort_key"),
            "words",
        ],
    }


class ApplicationDocument(Document):
    """An application; ``words`` are those of case number and firm name.

    ``sort_key`` repeats the id: not every server sorts by the ``_id`` index.
    """

    id = StringField(primary_key=True)
    version = IntField(required=True)
    case_number = StringField(required=True)
    firm_id = StringField(required=True)
    firm_name = StringField(required=True)
    org_type = StringField(required=True)
    owner_account_id = StringField()
    project_id = StringField(required=True)
    year = IntField(required=True)
    supports = EmbeddedDocumentListField(SupportPart)
    estimated_cost_vnd = LongField(required=True)
    state = StringField(required=True)
    history = EmbeddedDocumentListField(StepPart)
    approval = EmbeddedDocumentField(ApprovalPart)
    agreement = EmbeddedDocumentField(AgreementPart)
    sort_key = StringField(required=True)
    words = ListField(StringField())

    meta = {
        "collection": "applications",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [
            {"fields": ["case_number"], "unique": True},
            {"fields": ["sort_key"], "unique": True},
            ("state", "sort_key"),
            ("project_id", "state", "sort_key"),
            ("year", "sort_key"),
            ("firm_id", "sort_key"),
            ("owner_account_id", "sort_key"),
            "words",
        ],
    }


class UnitYearDocument(Document):
    """What a unit asked for and was granted in a programme year."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    firm_id = StringField(required=True)
    year = IntField(required=True)
    cases = MapField(StringField())
    granted = MapField(LongField())

    meta = {
        "collection": "unit_years",
        "db_alias": ALIAS,
        "strict": False,
        "auto_create_index": False,
        "indexes": [],
    }


ALL = (
    PlanDocument,
    ProjectDocument,
    ActivityDocument,
    FirmDocument,
    ApplicationDocument,
    UnitYearDocument,
)
