"""Every list is read by an index, not by looking at all documents.

Searching applications by words is left out: the embedded server scans for any
regular expression, MongoDB uses the index on ``words``.
"""

import pytest

from nscl_registration.queries import scan
from nscl_registration.queries.paging import equal
from nscl_registration.storage.documents import (
    ApplicationDocument,
    DuplicatePairDocument,
    FirmDocument,
)
from nscl_registration.storage.documents_programme import (
    ActivityDocument,
    CallDocument,
    PlanDocument,
    ProjectDocument,
    ProposalDocument,
)

LISTS = [
    (ApplicationDocument, {}, "-sort_key"),
    (ApplicationDocument, {"state": "draft"}, "-sort_key"),
    (ApplicationDocument, {"project_id": "2022-P1"}, "-sort_key"),
    (ApplicationDocument, {"project_id": "2022-P1", "state": "draft"}, "-sort_key"),
    (ApplicationDocument, {"year": 2022}, "-sort_key"),
    (ApplicationDocument, {"firm_id": "f"}, "-sort_key"),
    (ApplicationDocument, {"owner_account_id": "a"}, "-sort_key"),
    (FirmDocument, {}, "sort_key"),
    (FirmDocument, {"org_type": "DN"}, "sort_key"),
    (FirmDocument, {"owner_account_id": "a"}, "sort_key"),
    (FirmDocument, {"tax_code": "0100109106"}, None),
    (FirmDocument, {"section": "C"}, "sort_key"),
    (FirmDocument, {"commune_code": "06001"}, "sort_key"),
    (FirmDocument, {"province_code": "20"}, "sort_key"),
    (FirmDocument, {"words": "huyen"}, "sort_key"),
    (FirmDocument, {"merged_into": "f"}, None),
    (FirmDocument, {"keys": {"$in": ["w:huyen son", "p:0205"]}}, None),
    (DuplicatePairDocument, {"state": "open"}, "-sort_key"),
    (DuplicatePairDocument, {"firm_ids": "f"}, None),
    (ProjectDocument, {}, "-sort_key"),
    (ProjectDocument, {"year": 2022}, "-sort_key"),
    (ProjectDocument, {"plan_id": "p"}, None),
    (PlanDocument, {"parent_id": "p"}, None),
    (ActivityDocument, {"year": 2022}, None),
    (CallDocument, {}, "-sort_key"),
    (ProposalDocument, {"call_id": "c"}, "number"),
    (ProposalDocument, {"call_id": "c", "owner_account_id": "a"}, None),
    (ProposalDocument, {"attachments.attachment_id": "a"}, None),
    (PlanDocument, {"attachments.attachment_id": "a"}, None),
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


FACETS = [
    {},
    {"sort_key": {"$gt": "k"}},
    *({name: "x", **more} for name in scan.FACETS for more in ({}, {"sort_key": {"$gt": "k"}})),
]


@pytest.mark.parametrize("condition", FACETS)
def test_a_list_of_units_is_planned_in_the_order_of_an_index(db, condition):
    facet = next((name for name in condition if name in scan.FACETS), None)
    query = FirmDocument.objects(__raw__=condition).limit(5)
    query = query.hint([(facet, 1), ("sort_key", 1)]) if facet else query.order_by("sort_key")
    used = set(stages(query.explain()["queryPlanner"]["winningPlan"]))
    assert not used & {"COLLSCAN", "SORT"}
    assert used & {"IXSCAN", "EXPRESS_IXSCAN"}
