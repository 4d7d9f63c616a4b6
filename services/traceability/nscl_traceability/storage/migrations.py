"""Rows of earlier versions brought to the present form; each may run again."""

from __future__ import annotations

import json
from typing import Any

from pymongo.database import Database

from nscl_traceability.domain.epcis.facts import facts
from nscl_traceability.domain.epcis.hash_values import namespaces
from nscl_traceability.domain.epcis.vocabulary import EVENT_TYPES
from nscl_traceability.domain.trace import lot_node
from nscl_traceability.storage.epcis_repository import fact_rows

Rows = Database[dict[str, Any]]


def end_search_with_gtin(db: Rows) -> None:
    """Make the key that products are listed by unique; idempotent."""
    for row in db["products"].find({}, {"search": 1, "gtin": 1}):
        if not row["search"].endswith(row["gtin"]):
            search = f"{row['search']} {row['gtin']}"
            db["products"].update_one({"_id": row["_id"]}, {"$set": {"search": search}})


def give_batches_a_life(db: Rows) -> None:
    """Note that batches issued at once, as all once were, are in use entirely; idempotent."""
    batches = db["stamp_batches"]
    for row in batches.find({"state": {"$exists": False}}):
        product = db["products"].find_one({"_id": row["product_id"]}, {"firm_id": 1})
        everything = [[1, row["quantity"]]]
        fields = {
            "state": "issued",
            "requested": row["quantity"],
            "firm_id": product["firm_id"] if product else "",
            "note": "",
            "requested_by": "",
            "printed": everything,
            "activated": everything,
            **{kind: [] for kind in ("voided", "scrapped", "lost")},
            **dict.fromkeys(("requested_on", "decided_on"), row["issued_on"]),
        }
        batches.update_one({"_id": row["_id"], "state": {"$exists": False}}, {"$set": fields})


def give_lots_nodes(db: Rows) -> None:
    """Give lots of earlier versions their place in the graph; idempotent."""
    for row in db["lots"].find({"node": None}, {"product_id": 1, "number": 1}):
        product = db["products"].find_one({"_id": row["product_id"]}, {"gtin": 1})
        if product is not None:
            node = lot_node(product["gtin"], row["number"])
            db["lots"].update_one({"_id": row["_id"]}, {"$set": {"node": node}})


def let_captures_be_placed(db: Rows) -> None:
    """Let captures of earlier versions get their place in the order of captures; idempotent."""
    neither = {"place": {"$exists": False}, "unplaced": {"$exists": False}}
    db["epcis_captures"].update_many(neither, {"$set": {"unplaced": True}})


def note_facts(db: Rows) -> None:
    """Note what events of earlier versions say beyond the words of the standard; idempotent."""
    events, shared = db["epcis_events"], db["epcis_contexts"]
    known = {row["_id"]: namespaces(json.loads(row["body"])) for row in shared.find()}
    rows = events.find({"facts": {"$exists": False}}, {"body": 1, "context": 1, "type": 1})
    for row in rows:
        body = json.loads(row["body"])
        found = facts(body, known.get(row["context"], {})) if row["type"] in EVENT_TYPES else []
        if found:
            events.update_one({"_id": row["_id"]}, {"$set": {"facts": fact_rows(found)}})


MIGRATIONS = [
    ("products-search-ends-with-gtin", end_search_with_gtin),
    ("stamp-batches-have-a-life", give_batches_a_life),
    ("lots-have-nodes", give_lots_nodes),
    ("epcis-captures-are-placed", let_captures_be_placed),
    ("epcis-facts-are-noted", note_facts),
]
