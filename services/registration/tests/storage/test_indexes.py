"""Every list is read by an index, not by looking at all documents.

Searching by words is left out: the embedded server scans for any regular
expression, MongoDB uses the index on ``words``.
"""

import pytest

from nscl_registration.queries.paging import equal
from nscl_registration.storage.documents import ApplicationDocument, FirmDocument
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
