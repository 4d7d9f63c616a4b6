"""Duplicates, mergers and the rights of contact persons, over the real process."""

import json

import pytest

from .conftest import API
from .firm_calls import problem, put, shown

WEB = "/registration"


def test_similar_entries_are_suggested_and_never_block(officer, register, entry, whole):
    query = {"name": whole["name"].replace("Công ty TNHH", "HTX").replace("ồ", "o")}
    found = officer.get(f"{API}/firms/alike", params=query).json()["items"]
    assert entry in [one["id"] for one in found]
    made = register.firm(name="Cơ sở Tên Khác Hẳn", contact_phone="+84 205 3812 345")
    assert made["alike"] >= 1


@pytest.fixture
def twins(officer, register):
    n = next(register.names)
    one = register.firm(name=f"Công ty TNHH Mắc Ca Bình Gia {n}")
    two = register.firm(name=f"CTY TNHH MTV mac ca Binh Gia {n}")
    return one, two


def pair_of(officer, one, two, state="open"):
    rows = officer.get(f"{API}/firm-duplicates", params={"state": state, "limit": 200}).json()
    wanted = {one["id"], two["id"]}
    return next((r for r in rows["items"] if {f["id"] for f in r["firms"]} == wanted), None)


def test_an_officer_dismisses_a_pair_and_it_stays_dismissed(officer, twins):
    pair = pair_of(officer, *twins)
    path = f"{API}/firm-duplicates/{pair['id']}/dismiss"
    assert officer.post(path, json={"note": "Hai HTX"}).json()["state"] == "dismissed"
    problem(officer.post(path, json={}), 409, "pair-decided")
    two = officer.get(f"{API}/firms/{twins[1]['id']}").json()
    put(officer, two["id"], 1, {"name": two["name"] + " ", "org_type": "DN", "employees": 3})
    assert pair_of(officer, *twins) is None
    problem(officer.post(f"{API}/firm-duplicates/x~y/dismiss", json={}), 404, "pair-not-found")


def test_a_merger_keeps_history_shows_applications_and_can_be_taken_back(
    officer, browser, register, project, events, twins
):
    gone, stays = twins
    filed = officer.post(f"{API}/applications", json=register.body(gone, project)).json()
    merge = {"into": stays["id"], "reason": "Nhập hai lần"}
    assert officer.post(f"{API}/firms/{gone['id']}/merge", json=merge).json() == {
        "id": gone["id"],
        "merged_into": stays["id"],
        "version": 2,
    }
    page = shown(browser.get(f"{WEB}/firms/{stays['id']}"))
    assert filed["case_number"] in page
    assert stays["id"] in shown(browser.get(f"{WEB}/firms/{gone['id']}"))
    listed = officer.get(f"{API}/firms", params={"q": "mac ca binh gia", "limit": 200}).json()
    assert gone["id"] not in [row["id"] for row in listed["items"]]
    body = {"name": "Khác", "org_type": "DN"}
    problem(put(officer, gone["id"], 2, body), 409, "firm-is-merged")
    again = officer.post(f"{API}/applications", json=register.body(gone, project))
    problem(again, 422, "firm-merged-away")
    problem(officer.post(f"{API}/firms/{gone['id']}/merge", json=merge), 409, "firm-is-merged")
    assert pair_of(officer, gone, stays, "merged")

    back = officer.post(f"{API}/firms/{gone['id']}/separate", json={"reason": "Nhầm"})
    assert back.json()["version"] == 3
    kinds = [c["kind"] for c in officer.get(f"{API}/firms/{gone['id']}/history").json()["items"]]
    assert kinds == ["separated", "merged", "registered"]
    kinds = [c["kind"] for c in officer.get(f"{API}/firms/{stays['id']}/history").json()["items"]]
    assert kinds == ["released", "absorbed", "registered"]
    reason = {"reason": "x"}
    problem(officer.post(f"{API}/firms/{gone['id']}/separate", json=reason), 409, "firm-not-merged")
    _registered, merged, separated = events.of(gone["id"], 3)
    assert merged.type == "vn.nscl.registration.firm-merged.v1"
    assert separated.type == "vn.nscl.registration.firm-separated.v1"
    assert [merged.sequence, separated.sequence] == [2, 3]
    assert merged.data["into_firm_id"] == stays["id"]


def test_two_legal_persons_are_not_merged_nor_an_entry_with_itself(officer, register):
    one = register.firm(name="Một Đá", tax_code="0100112437")
    two = register.firm(name="Hai Đá", tax_code="0101248141")
    path = f"{API}/firms/{one['id']}/merge"
    into = {"into": two["id"], "reason": "x"}
    problem(officer.post(path, json=into), 409, "merge-of-two-persons")
    problem(officer.post(path, json={**into, "into": one["id"]}), 422, "merge-with-itself")
    problem(officer.post(path, json={**into, "into": "nobody"}), 422, "firm-unknown")
    problem(officer.post(path, json={"into": two["id"]}), 422, "invalid-input")


def test_a_contact_persons_data_are_handed_out_and_erased_and_both_are_audited(
    officer, events, entry, database
):
    contact = officer.get(f"{API}/firms/{entry}").json()["contacts"][0]["contact_id"]
    path = f"{API}/firms/{entry}/contacts/{contact}"
    given = officer.get(path).json()
    assert given["contact"]["phone"] == "0205 3812 345"
    assert [change["kind"] for change in given["changes"]] == ["registered"]
    erased = officer.post(f"{path}/erase", json={"reason": "Yêu cầu số 5"})
    assert erased.json()["version"] == 2
    for again in (officer.get(path), officer.post(f"{path}/erase", json={"reason": "x"})):
        problem(again, 404, "contact-not-found")
    firm = officer.get(f"{API}/firms/{entry}")
    assert "Hoàng Văn C" not in firm.text + officer.get(f"{API}/firms/{entry}/history").text
    assert firm.json()["contact_name"] == "Lý Thị D"
    _registered, told = events.of(entry, 2)
    assert told.type == "vn.nscl.registration.firm-updated.v1"
    assert told.data["contact_email"] is None
    acts = audited(database, f"{entry}/{contact}")
    assert acts == ["contact-exported", "contact-erased"]


def audited(database, target):
    from pymongo import MongoClient

    with MongoClient(database.mongodb_uri) as client:
        rows = client["nscl_registration"]["audit"].find({"target": target}).sort("_id")
        return [row["action"] for row in rows]


def test_pages_of_merger_and_contact_work_without_javascript(officer, browser, twins, entry):
    gone, stays = twins
    pair = pair_of(officer, gone, stays)
    assert "Giữ lại" in shown(browser.get(f"{WEB}/firm-duplicates/{pair['id']}"))
    path = f"{WEB}/firms/{gone['id']}"
    refused = browser.post(f"{path}/merge", data={"into": stays["id"], "reason": ""})
    assert "Giữ lại" in shown(refused, 422)
    merged = browser.post(f"{path}/merge", data={"into": stays["id"], "reason": "Trùng"})
    assert merged.headers["location"] == f"{WEB}/firms/{stays['id']}"
    assert "Hủy hợp nhất" in shown(browser.get(f"{path}/separate"))
    assert browser.post(f"{path}/separate", data={"reason": "Nhầm"}).status_code == 303
    contact = officer.get(f"{API}/firms/{entry}").json()["contacts"][0]["contact_id"]
    person = f"{WEB}/firms/{entry}/contacts/{contact}"
    assert "Hoàng Văn C" in shown(browser.get(person))
    given = browser.get(f"{person}/data.json")
    assert json.loads(given.text)["contact"]["name"] == "Hoàng Văn C"
    assert browser.post(f"{person}/erase", data={"reason": "Yêu cầu"}).status_code == 303
