"""Every list and every scan is read by an index, not by looking at all documents.

Searching by words is left out: it looks for the words anywhere in the key.  So is
the second page of several firms: MongoDB plans it by ``firm_id, search``, the
embedded server does not; nor the batches of several firms.
"""

from datetime import UTC, datetime

import pytest

from nscl_traceability.storage.documents import (
    CertificateCopy,
    FirmCopy,
    LotDocument,
    ProductDocument,
    ScannedStampDocument,
    StampBatchDocument,
)
from nscl_traceability.storage.documents_epcis import EpcisEventDocument
from nscl_traceability.storage.documents_graph import EdgeDocument
from nscl_traceability.storage.documents_recall import RecallDocument
from nscl_traceability.storage.documents_scans import (
    ReportDocument,
    ScanDocument,
    ScanTallyDocument,
)
from nscl_traceability.storage.documents_signals import (
    CaseDocument,
    HeatDocument,
    SightingDocument,
    SignalDocument,
)
from nscl_traceability.storage.documents_stamps import StampActDocument

AT = datetime(2026, 3, 1, tzinfo=UTC)
READS = [
    (ProductDocument, {}, "search"),
    (ProductDocument, {"search__gt": "na chi lang"}, "search"),
    (ProductDocument, {"firm_id__in": ["f", "g"]}, "search"),
    (ProductDocument, {"gtin": "08936000000011"}, None),
    (ProductDocument, {"name__in": ["Na", "Hồi"]}, None),
    (LotDocument, {"product_id": "p"}, "number"),
    (LotDocument, {"product_id__in": ["p", "q"]}, None),
    (LotDocument, {"product_id": "p", "number": "L1"}, None),
    (StampBatchDocument, {"number": 1}, None),
    (StampBatchDocument, {"product_id": "p"}, None),
    (StampBatchDocument, {"state": "requested", "number__gt": 7}, "number"),
    (StampBatchDocument, {"firm_id": "f"}, "-number"),
    (StampBatchDocument, {"firm_id": "f", "state": "requested"}, "number"),
    (StampActDocument, {"batch_id": "b"}, "-id"),
    (FirmCopy, {"owner_account_id": "a"}, None),
    (FirmCopy, {"name__in": ["HTX Na", "HTX Hồi"]}, None),
    (CertificateCopy, {"firm_id": "f"}, None),
    (ScannedStampDocument, {"id": "1/1"}, None),
    (LotDocument, {"node": "01/1/10/L"}, None),
    (LotDocument, {"node__in": ["01/1/10/L", "01/1/10/M"]}, None),
    (LotDocument, {"recall__recall_id": "r"}, None),
    (EdgeDocument, {"source": "lot-1"}, None),
    (EdgeDocument, {"upstream_lot__in": ["01/1/10/L", "01/1/10/M"]}, None),
    (EdgeDocument, {"downstream_lot__in": ["01/1/10/L", "01/1/10/M"]}, None),
    (RecallDocument, {"firm_ids__in": ["f"]}, None),
    (RecallDocument, {"lots__lot_id__in": ["l", "m"]}, None),
    (ScanDocument, {"stamp": "1/77"}, None),
    (ScanDocument, {"at__lt": datetime(2022, 8, 10, tzinfo=UTC)}, None),
    (ScanDocument, {"stamp__gt": "1/", "stamp__lt": "10"}, None),
    (ScanTallyDocument, {"day": "2022-08-10", "commune": "06001"}, None),
    (ReportDocument, {}, "at"),
    (ScanDocument, {"at__gte": AT, "at__lt": AT}, "at"),
    (ScanTallyDocument, {"day__in": ["2026-03-01", "2026-03-02"]}, None),
    (ScanTallyDocument, {"day__gte": "2026-03-01", "day__lte": "2026-03-09"}, None),
    (ReportDocument, {"at__gte": AT, "at__lt": AT}, "-at"),
    (SightingDocument, {"id__in": ["1/1", "1/2"]}, None),
    (HeatDocument, {"day__gte": "2026-03-01", "day__lte": "2026-03-09"}, None),
    (SignalDocument, {"key__in": ["a", "b"]}, None),
    (SignalDocument, {"day__gte": "2026-03-01", "day__lte": "2026-03-09"}, None),
    (SignalDocument, {"day__gte": "2026-03-01", "day__lte": "2026-03-09"}, "-id"),
    (SignalDocument, {"kind": "bad-serials", "day__gte": "2026-03-01"}, None),
    (SignalDocument, {"origin__batch_number": 1, "day": "2026-03-01", "kind": "k"}, None),
    (SignalDocument, {"stamp": "1/77"}, None),
    (CaseDocument, {"state": "open"}, "-id"),
    (EpcisEventDocument, {"record_time__in": [AT]}, None),
]


def stages(plan):
    while plan:
        yield plan["stage"]
        plan = plan.get("inputStage")


@pytest.mark.parametrize(("document", "filters", "order"), READS)
def test_it_is_read_by_an_index(db, document, filters, order):
    query = document.objects(**filters)
    plan = (query.order_by(order) if order else query).explain()
    used = set(stages(plan["queryPlanner"]["winningPlan"]))
    assert "COLLSCAN" not in used
    assert used & {"IXSCAN", "EXPRESS_IXSCAN", "IDHACK", "EXPRESS_IDHACK"}


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        (ProductDocument, ["gtin"]),
        (LotDocument, ["product_id", "number"]),
        (StampBatchDocument, ["number"]),
        (SignalDocument, ["key"]),
        (CaseDocument, ["number"]),
    ],
)
def test_what_is_one_of_a_kind_is_so_by_index(db, document, fields):
    indexes = document._get_collection().index_information().values()
    assert [i["unique"] for i in indexes if [f for f, _ in i["key"]] == fields] == [True]
