"""Every list is read by an index, not by looking at all documents."""

import pytest

from nscl_registration.queries.paging import equal
from nscl_registration.storage.documents import (
    ApplicationDocument,
    DuplicatePairDocument,
    FirmDocument,
)
from nscl_registration.storage.documents_import import (
    ImportDocument,
    ImportMarkDocument,
    ImportRowDocument,
)
from nscl_registration.storage.documents_money import LedgerDocument
from nscl_registration.storage.documents_programme import (
    ActivityDocument,
    CallDocument,
    PlanDocument,
    ProjectDocument,
    ProposalDocument,
)
from nscl_shared.persistence.ladder import Ladder, ladder_of

LISTS = [
    (ApplicationDocument, {"project_id": "2022-P1"}, None),
    (ApplicationDocument, {"firm_id": "f", "project_id": "2022-P1"}, None),
    (FirmDocument, {"tax_code": "0100109106"}, None),
    (FirmDocument, {"merged_into": "f"}, None),
    (FirmDocument, {"alike": {"$in": ["w:huyen son", "p:0205"]}}, None),
    (DuplicatePairDocument, {"firm_ids": "f"}, None),
    (ProjectDocument, {"plan_id": "p"}, None),
    (PlanDocument, {"parent_id": "p"}, None),
    (ActivityDocument, {"year": 2022}, None),
    (LedgerDocument, {"budget_id": "b", "number": {"$gte": 1, "$lt": 101}}, "-number"),
    (ProposalDocument, {"attachments.attachment_id": "a"}, None),
    (PlanDocument, {"attachments.attachment_id": "a"}, None),
    (ImportDocument, {}, "-sort_key"),
    (ImportDocument, {"state": {"$in": ["checking", "importing"]}}, "sort_key"),
    (ImportRowDocument, {"import_id": "i", "number": {"$gt": 25, "$lte": 50}}, "number"),
    (ImportMarkDocument, {"_id": {"$in": ["w:1", "w:2"]}}, None),
    (ImportRowDocument, {"import_id": "i", "state": "bad", "number": {"$gt": 50}}, "number"),
]


def stages(plan):
    while plan:
        yield plan["stage"]
        plan = plan.get("inputStage")


@pytest.mark.parametrize(("document", "filters", "order"), LISTS)
def test_a_list_is_read_by_an_index(db, document, filters, order):
    query = document.objects(__raw__=equal(**filters))
    plan = (query.order_by(order) if order else query).explain()
    used = set(stages(plan["queryPlanner"]["winningPlan"]))
    assert "COLLSCAN" not in used
    assert used & {"IXSCAN", "EXPRESS_IXSCAN"}


LADDERS = [
    (ApplicationDocument, True),
    (FirmDocument, False),
    (DuplicatePairDocument, True),
    (ProjectDocument, True),
    (ActivityDocument, False),
    (CallDocument, True),
    (ProposalDocument, False),
]


@pytest.mark.parametrize(("document", "descending"), LADDERS)
@pytest.mark.parametrize(("after", "upto"), [(None, None), ("k", None), (None, "k"), ("j", "k")])
def test_a_stretch_of_a_list_is_read_by_the_index_of_lists(db, document, descending, after, upto):
    ladder = Ladder(document._get_collection(), descending=descending)
    plan = ladder.collection.find(ladder.condition("all", after, upto)).sort("sort_key").explain()
    assert "lists_1_sort_key_1" in str(plan["queryPlanner"]["winningPlan"])


@pytest.mark.parametrize(("after", "upto"), [(None, None), ("k", None), (None, "k"), ("j", "k")])
def test_a_stretch_of_a_work_list_is_read_by_the_index_of_queues(db, after, upto):
    ladder = Ladder(ladder_of(ApplicationDocument).collection, key="wait_key", field="queues")
    stretch = ladder.condition("state=submitted", after, upto)
    plan = ladder.collection.find(stretch).sort("wait_key").explain()
    assert "queues_1_wait_key_1" in str(plan["queryPlanner"]["winningPlan"])
