"""Steps from what earlier versions stored to what this one reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from itertools import chain, islice
from typing import Any

from pymongo import UpdateOne
from pymongo.database import Database

from nscl_registration.domain.codes import ApplicationState as State
from nscl_registration.domain.likeness import Sketch, sketch
from nscl_registration.domain.steps import Step, standing
from nscl_registration.storage.application_repository import ApplicationRepository
from nscl_registration.storage.documents import ApplicationDocument
from nscl_registration.storage.documents_programme import ActivityDocument
from nscl_registration.storage.lists import (
    PER_CALL,
    PER_PLACE,
    YEARLY,
    case_lists,
    firm_keys,
    firm_lists,
    pair_lists,
    phrase_of,
    queues,
    value_lists,
    wait_key,
)
from nscl_registration.storage.programme_repositories import ActivityRepository
from nscl_registration.storage.tallies import share_of_case, shares_of_activity, tallies
from nscl_shared.kernel import new_id
from nscl_shared.kernel.clock import local_date, now
from nscl_shared.persistence.ladder import loaded

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
    today = datetime.combine(local_date(now()), time(), UTC)
    office = {"unit_code": row.get("commune_code"), "detail": row.get("address"), "on": today}
    return {
        "$set": {
            "head_office": {key: value for key, value in office.items() if value},
            "contacts": contacts,
            "phrase": phrase_of(row["name"], number),
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


def key_anew(db: Database[dict[str, Any]]) -> None:
    """Tell units by which keys they are found now, in a field that has its index already."""
    if "keys_1" in db["firms"].index_information():
        db["firms"].drop_index("keys_1")
    _all(db, "firms", lambda row: {"alike": firm_keys(row, _sketched(row))}, gone="keys")


def _sketched(row: dict[str, Any]) -> Sketch:
    phones = [contact.get("phone") for contact in row.get("contacts", ())]
    return sketch(row["_id"], row["name"], phones)


def _each(
    db: Database[dict[str, Any]], name: str, told: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    for row in db[name].find({"lists": {"$exists": False}}):
        change = {"$set": told(row), "$unset": {"words": ""}}
        db[name].update_one({"_id": row["_id"]}, change)


def list_anew(db: Database[dict[str, Any]]) -> None:
    """Tell everything in which lists it stands now, whatever it was told before."""
    for name, told in LISTED.items():
        _all(db, name, told)


def _case_queued(row: dict[str, Any]) -> dict[str, Any]:
    steps = [
        Step(State(s["state"]), s["on"], s["by"], undoes=s.get("undoes")) for s in row["history"]
    ]
    key = wait_key(steps[standing(steps)[-1]].on, row["_id"])
    return {"wait_key": key, "queues": queues({**row, "wait_key": key})}


def _listed(row: dict[str, Any], key: str, *facets: tuple[str, ...]) -> dict[str, Any]:
    return {"sort_key": key, "lists": value_lists({**row, "sort_key": key}, *facets)}


def _all(
    db: Database[dict[str, Any]],
    name: str,
    told: Callable[[dict[str, Any]], dict[str, Any]],
    *,
    gone: str | None = None,
) -> None:
    rows = db[name].find()
    without = {"$unset": {gone: ""}} if gone else {}
    while batch := list(islice(rows, BATCH)):
        changes = [UpdateOne({"_id": row["_id"]}, {"$set": told(row), **without}) for row in batch]
        db[name].bulk_write(changes)


def count_anew(db: Database[dict[str, Any]]) -> None:
    """Count the applications of every project and the activities of every year anew."""
    cases, activities = ApplicationRepository(), ActivityRepository()
    rows = (loaded(ApplicationDocument, [row])[0] for row in db["applications"].find())
    held = (loaded(ActivityDocument, [row])[0] for row in db["activities"].find())
    counted = tallies(
        chain(
            (share_of_case(cases.to_domain(row)) for row in rows),
            *(shares_of_activity(activities.to_domain(row).facts) for row in held),
        )
    )
    db["tallies"].delete_many({})
    if counted:
        db["tallies"].insert_many(counted)


LISTED: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "firms": lambda row: {"lists": firm_lists(row)},
    "duplicate_pairs": lambda row: {"lists": pair_lists(row)},
    "applications": lambda row: {**_case_listed(row), **_case_queued(row)},
    "projects": lambda row: _listed(row, row["sort_key"], *YEARLY),
    "activities": lambda row: _listed(row, row["_id"], *PER_PLACE),
    "calls": lambda row: _listed(row, row["sort_key"]),
    "proposals": lambda row: _listed(row, row["number"], *PER_CALL),
}

MIGRATIONS = (
    ("0020-firms-widened", widen_firms),
    ("0060-lists", list_everything),
    ("0070-lists-anew", list_anew),
    ("0080-tallies", count_anew),
    ("0090-keys-anew", key_anew),
)
