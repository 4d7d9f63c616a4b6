"""The collections.  Every list and search has the index it is sorted and filtered by."""

from __future__ import annotations

from mongoengine import (
    BooleanField,
    DictField,
    Document,
    EmbeddedDocumentField,
    EmbeddedDocumentListField,
    IntField,
    ListField,
    LongField,
    MapField,
    StringField,
)

from nscl_registration.storage import documents_programme
from nscl_registration.storage.documents_appraisal import AppraisalDocument
from nscl_registration.storage.documents_firms import DuplicatePairDocument, FirmDocument
from nscl_registration.storage.documents_import import IMPORTS
from nscl_registration.storage.documents_money import BudgetDocument, LedgerDocument
from nscl_registration.storage.documents_work import AssignmentPart, OfficerDocument, TallyDocument
from nscl_registration.storage.parts import (
    AgreementPart,
    ApprovalPart,
    MovementPart,
    ProgressPart,
    SettlementPart,
    StepPart,
    SupportPart,
    kept_in,
)


class ApplicationDocument(Document):
    """An application; ``lists`` are those it stands in, ``phrase`` what is searched.

    ``sort_key`` repeats the id: not every server sorts by the ``_id`` index.  ``wait_key``
    begins with the day of the latest step, ``queues`` are the work lists.
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
    form = DictField()
    attachments = ListField(DictField())
    late = BooleanField(default=False)
    state = StringField(required=True)
    history = EmbeddedDocumentListField(StepPart)
    approval = EmbeddedDocumentField(ApprovalPart)
    agreement = EmbeddedDocumentField(AgreementPart)
    money = EmbeddedDocumentListField(MovementPart)
    progress = EmbeddedDocumentListField(ProgressPart)
    settlement = EmbeddedDocumentField(SettlementPart)
    officer_id = StringField()
    assignments = EmbeddedDocumentListField(AssignmentPart)
    sort_key = StringField(required=True)
    phrase = StringField()
    lists = ListField(StringField())
    wait_key = StringField(required=True)
    queues = ListField(StringField())

    meta = kept_in(
        "applications",
        {"fields": ["case_number"], "unique": True},
        {"fields": ["sort_key"], "unique": True},
        ("project_id", "state"),
        ("firm_id", "project_id"),
        ("lists", "sort_key"),
        ("queues", "wait_key"),
        "attachments.attachment_id",
    )


class UnitYearDocument(Document):
    """What a unit asked for and was granted in a programme year."""

    id = StringField(primary_key=True)
    version = IntField(required=True)
    firm_id = StringField(required=True)
    year = IntField(required=True)
    cases = MapField(StringField())
    granted = MapField(LongField())

    meta = kept_in("unit_years")


ALL = (
    *documents_programme.PROGRAMME,
    FirmDocument,
    DuplicatePairDocument,
    ApplicationDocument,
    UnitYearDocument,
    BudgetDocument,
    LedgerDocument,
    AppraisalDocument,
    *IMPORTS,
    OfficerDocument,
    TallyDocument,
)
