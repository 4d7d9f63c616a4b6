"""Steps from what earlier versions stored to what this one reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from pymongo import UpdateOne
from pymongo.database import Database

from nscl_registration.domain.likeness import keys_of, sketch
from nscl_registration.domain.local_time import local_date, now
from nscl_registration.storage.lists import (
    PER_CALL,
    YEARLY,
    case_lists,
    firm_lists,
    pair_lists,
    phrase_of,
    value_lists,
)
from nscl_shared.kernel import new_id

CONTACT = {"contact_name": "name", "contact_email": "email", "contact_phone": "phone"}
BATCH = 50


def widen_firms(db: Database[dict[str, Any]]) -> None:
    """Give units of before the parts of their entry, search by beginnings, blocking keys."""
    batch: list[UpdateOne] = []
    for row in db["firms"].find({"head_office": {"$exists": False}}):
        batch.append(UpdateOne({"_id": row["_id"]}, _widened(row)))
        if len(batch) == BATCH:
            db["firms"].bulk_write(batch)
            batch = []
    if batch:
        db["firms"].bulk_write(batch)


def _widened(row: dict[str, Any]) -> dict[str, Any]:
    contact = {new: row[old] for old, new in CONTACT.items() if row.get(old)}
    contacts = [{"contact_id": new_id(), **contact}] if contact else []
    number = None if row.get("tax_code_personal") else row.get("tax_code")
    one = sketch(row["_id"], row["name"], [contact.get("phone")])
    today = datetime.combine(local_date(now()), time(), UTC)
    office = {"unit_code": row.get("commune_code"), "detail": row.get("address"), "on": today}
    return {
        "$set": {
            "head_office": {key: value for key, value in office.items() if value},
            "contacts": contacts,
            "phrase": phrase_of(row["name"], number),
            "keys": keys_of(one),
        },
        "$unset": dict.fromkeys([*CONTACT, "address"], ""),
    }


def list_everything(db: Database[dict[str, Any]]) -> None:
    """Tell entries, applications and pairs of before in which lists they stand."""
    _each(db, "firms", lambda row: {"lists": firm_lists(row)})
    _each(db, "duplicate_pairs", lambda row: {"lists": pair_lists(row)})
    _each(db, "applications", _case_listed)


def _case_listed(row: dict[str, Any]) -> dict[str, Any]:
    products = dict.fromkeys(line.get("product_name") for line in row.get("supports", ()))
    phrase = phrase_of(row["firm_name"], row["case_number"], *products)
    return {"phrase": phrase, "lists": case_lists({**row, "phrase": phrase})}


def _each(
    db: Database[dict[str, Any]], name: str, told: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    for row in db[name].find({"lists": {"$exists": False}}):
        change = {"$set": told(row), "$unset": {"words": ""}}
        db[name].update_one({"_id": row["_id"]}, change)


def list_programme(db: Database[dict[str, Any]]) -> None:
    """Tell projects, activities, calls and proposals of before in which lists they stand."""
    _each(db, "projects", lambda row: _listed(row, row["sort_key"], *YEARLY))
    _each(db, "activities", lambda row: _listed(row, row["_id"], *YEARLY))
    _each(db, "calls", lambda row: _listed(row, row["sort_key"]))
    _each(db, "proposals", lambda row: _listed(row, row["number"], *PER_CALL))


def _listed(row: dict[str, Any], key: str, *facets: tuple[str, ...]) -> dict[str, Any]:
    return {"sort_key": key, "lists": value_lists({**row, "sort_key": key}, *facets)}


MIGRATIONS = (
    ("0020-firms-widened", widen_firms),
    ("0060-lists", list_everything),
    ("0070-programme-lists", list_programme),
)
