"""What an earlier version stored is read, found and compared by this one."""

from nscl_registration.queries.duplicates import alike
from nscl_registration.queries.firms import list_firms, show_firm
from nscl_registration.queries.programme import list_activities, list_projects
from nscl_registration.storage.migrations import (
    key_anew,
    list_anew,
    list_everything,
    widen_firms,
)

OLD = {
    "_id": "firm-old",
    "version": 1,
    "name": "Công ty TNHH Huyền Sơn",
    "org_type": "DN",
    "tax_code": "0100109106",
    "tax_code_personal": False,
    "address": "Hữu Lũng",
    "contact_name": "Nguyễn Văn A",
    "contact_email": "a@vidu.example",
    "owner_account_id": None,
    "products": [{"product_id": "p1", "name": "Đá"}],
    "sort_key": "cong ty tnhh huyen son firm-old",
    "words": ["cong", "huyen", "son", "tnhh", "ty", "0100109106"],
}


def test_a_unit_of_before_keeps_its_facts_and_is_found(db):
    row = {key: value for key, value in OLD.items() if value is not None}
    db["firms"].insert_one(row)
    for _ in range(2):
        widen_firms(db)
        list_everything(db)
        key_anew(db)
    firm = show_firm("firm-old")
    assert (firm["address"], firm["contact_email"]) == ("Hữu Lũng", "a@vidu.example")
    assert len(firm["contacts"]) == 1
    assert [found["id"] for found in list_firms(q="huy so")["items"]] == ["firm-old"]
    assert [found["id"] for found in alike("CTCP Huyen Son", [])["items"]] == ["firm-old"]


def test_projects_and_activities_of_before_stand_in_their_lists(db):
    project = {"version": 1, "code": "P1", "topic": "T", "plan_id": "p"}
    for year in (2021, 2022):
        row = {"_id": f"{year}-P1", "sort_key": f"{year}-P1", "year": year, **project}
        db["projects"].insert_one(row)
    activity = {"version": 1, "kind": "training", "audience": "DN", "title": "Lớp 5S", "year": 2022}
    db["activities"].insert_one({"_id": "a1", **activity})
    for _ in range(2):
        list_anew(db)
    assert [row["id"] for row in list_projects()["items"]] == ["2022-P1", "2021-P1"]
    assert [row["id"] for row in list_projects(year=2021)["items"]] == ["2021-P1"]
    assert [row["id"] for row in list_activities(2022)["items"]] == ["a1"]
    assert list_activities(2021)["items"] == []


def test_units_of_before_are_found_by_the_keys_of_now_and_merged_ones_by_none(db):
    old = {
        **OLD,
        "head_office": {},
        "keys": ["w:huyen son"],
        "contacts": [{"phone": "02053812345"}],
    }
    kept = {key: value for key, value in old.items() if value is not None}
    merged = {
        "_id": "gone",
        "tax_code": "0100109107",
        "sort_key": "gone",
        "merged_into": "firm-old",
    }
    db["firms"].insert_many([kept, {**kept, **merged}])
    db["firms"].create_index("keys")
    key_anew(db)
    key_anew(db)
    assert [found["id"] for found in alike("Huyền Sơn", [])["items"]] == ["firm-old"]
    assert [found["id"] for found in alike("Na", ["+84 205 3812 345"])["items"]] == ["firm-old"]
    assert db["firms"].count_documents({"keys": {"$exists": True}}) == 0
    assert "keys_1" not in db["firms"].index_information()
