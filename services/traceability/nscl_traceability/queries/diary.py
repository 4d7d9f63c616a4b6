"""What the diary's page shows: own products, their lots, the last entries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from nscl_traceability.domain.epcis.formats import moment
from nscl_traceability.domain.epcis.query import Criteria
from nscl_traceability.queries.epcis_events import find_events
from nscl_traceability.storage.documents import LotDocument, ProductDocument

MOST_PRODUCTS = 200
MOST_LOTS = 200
ENTRIES = 10
_ACTIVITIES = {
    "shipping": "shipped",
    "receiving": "received",
    "retail_selling": "sold",
    "packing": "packed",
}


def products_of(firms: Sequence[str] | None) -> list[dict[str, Any]]:
    """Return id and name of products by name; None stands for all firms."""
    found = ProductDocument.objects(**({"firm_id__in": list(firms)} if firms is not None else {}))
    return [{"id": p.id, "name": p.name} for p in found.order_by("search").limit(MOST_PRODUCTS)]


def lots_of(product_ids: Sequence[str]) -> list[str]:
    """Return the lot numbers of products, for a field to offer."""
    found = LotDocument.objects(product_id__in=list(product_ids)).only("number")
    return sorted({lot.number for lot in found.limit(MOST_LOTS)})


def last_entries(firms: Sequence[str] | None) -> list[dict[str, Any]]:
    """Return what happened last, in the diary's words."""
    page = find_events(Criteria(per_page=ENTRIES), firms)
    return [_entry(event) for event in page.events]


def _entry(event: dict[str, Any]) -> dict[str, Any]:
    amounts = [
        item
        for name in ("quantityList", "outputQuantityList", "childQuantityList")
        for item in event.get(name, ())
    ]
    first = amounts[0] if amounts else {"epcClass": json.dumps(event.get("epcList", []))}
    return {
        "activity": _activity(event),
        "lot": first["epcClass"].rpartition("/")[2],
        "quantity": first.get("quantity", ""),
        "unit": first.get("uom", ""),
        "at": moment(event["eventTime"]),
    }


def _activity(event: dict[str, Any]) -> str:
    step = str(event.get("bizStep", ""))
    if step == "creating_class_instance":
        return "processed" if event["type"] == "TransformationEvent" else "harvested"
    return _ACTIVITIES.get(step, step)
