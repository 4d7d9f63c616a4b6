"""Whoever edits may name the version that was read; a later one is told with both versions."""

import pymongo
import pytest

from .conftest import API, CALL, PROPOSAL, created

SEATS = ("chair", "secretary", "member")
COUNCIL = [
    {"account_id": f"account-{n}" if n else "account-officer", "name": f"A {n}", "seat": seat}
    for n, seat in enumerate(SEATS)
]
REASON = {"reason": "Thử"}
PAPER = {"file": ("phieu.pdf", b"%PDF-1.7 thu", "application/pdf")}


def version_of(tag):
    return int(tag.strip('"'))


class Edit:
    """One way to change a thing: where its version is read, and the request that changes it."""

    def __init__(self, reads, method, path, **sent):
        self.reads, self.method, self.path, self.sent = reads, method, path, sent

    def send(self, client, thing, tag, **headers):
        headers = {"If-Match": tag, **headers}
        return client.request(self.method, self.path.format(**thing), headers=headers, **self.sent)


PLAN, PROJECT = API + "/plans/{plan}", API + "/projects/{project}"
CALLS, PROPOSALS = API + "/calls/{call}", API + "/proposals/{proposal}"
CASE, FIRM = API + "/applications/{case}", API + "/firms/{firm}"
DAY = {"outcome": "closed", **REASON}
EDITS = [
    Edit(PLAN, "POST", PLAN + "/attachments", files=PAPER),
    Edit(PLAN, "POST", PLAN + "/targets/{target}/readings", json={"value": 3, "note": "Thử"}),
    Edit(PROJECT, "PUT", PROJECT + "/deadline", json={"due_on": "2022-05-31", "source": "CV 1"}),
    Edit(PROJECT, "POST", PROJECT + "/end", json=DAY),
    Edit(CALLS, "POST", CALLS + "/attachments", files=PAPER),
    Edit(CALLS, "POST", CALLS + "/close", json=REASON),
    Edit(PROPOSALS, "POST", PROPOSALS + "/attachments", files=PAPER),
    Edit(PROPOSALS, "POST", PROPOSALS + "/checks",
         json={"document": "Phiếu đề xuất", "present": True}),
    Edit(PROPOSALS, "POST", PROPOSALS + "/comments", json={"text": "Rõ", "visible": True}),
    Edit(PROPOSALS, "POST", PROPOSALS + "/decision", json={"included": False, **REASON}),
    Edit(PROPOSALS, "POST", PROPOSALS + "/withdraw", json=REASON),
    Edit(CASE, "PATCH", CASE + "/form", json={"own_vnd": 1}),
    Edit(CASE, "POST", CASE + "/attachments", files=PAPER),
    Edit(CASE, "POST", CASE + "/submit", json={"submitted_on": "2022-04-20"}),
    Edit(FIRM, "POST", FIRM + "/contacts/{contact}/erase", json=REASON),
    Edit(FIRM, "POST", FIRM + "/merge", json={"into": "{other}", **REASON}),
]  # fmt: skip


@pytest.fixture
def thing(officer, register, project, programme):
    """One of everything that can be edited."""
    plan = officer.get(f"{API}/plans/{programme}").json()
    target = {"indicator": "Chứng chỉ", "unit": "cái", "planned": 4, "year": 2022,
              "measure": "manual"}  # fmt: skip
    own = {key: plan[key] for key in ("kind", "issuer", "signed_on", "period_from", "period_to")}
    body = {**own, "number": f"{project}/KH", "title": "Thử", "targets": [target]}
    plan = created(officer.post(f"{API}/plans", json=body))["id"]
    call = created(officer.post(f"{API}/calls", json=CALL))["id"]
    firm = register.firm(contact_name="Hoàng Thị Ngữ")["id"]
    shown = officer.get(f"{API}/firms/{firm}").json()
    return {
        "plan": plan,
        "target": officer.get(f"{API}/plans/{plan}").json()["targets"][0]["target_id"],
        "project": project,
        "call": call,
        "proposal": created(officer.post(f"{API}/calls/{call}/proposals", json=PROPOSAL))["id"],
        "case": register.application(project)["id"],
        "firm": firm,
        "contact": shown["contacts"][0]["contact_id"],
        "other": register.firm()["id"],
    }


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.method} {edit.path[18:]}")
def test_an_edit_asks_for_the_version_and_answers_the_next(officer, thing, edit):
    if edit.sent.get("json", {}).get("into"):
        edit = Edit(edit.reads, edit.method, edit.path, json={"into": thing["other"], **REASON})
    where = edit.reads.format(**thing)
    seen = officer.get(where).headers["etag"]
    stale = edit.send(officer, thing, f'"{version_of(seen) + 7}"')
    assert stale.status_code == 412, stale.text
    assert stale.json()["versions"] == {"read": version_of(seen) + 7, "current": version_of(seen)}
    assert stale.headers["etag"] == seen
    assert officer.get(where).headers["etag"] == seen, "something was changed all the same"
    done = edit.send(officer, thing, seen)
    assert done.is_success, done.text
    now = officer.get(where).headers["etag"]
    assert version_of(now) > version_of(seen)
    assert done.headers["etag"] == now


def test_a_file_is_taken_off_the_version_that_was_read(officer, thing):
    case = f"{API}/applications/{thing['case']}"
    kept = created(officer.post(f"{case}/attachments", files=PAPER))
    path = f"{case}/attachments/{kept['id']}"
    assert officer.delete(path, headers={"If-Match": '"1"'}).status_code == 412
    assert officer.get(path).status_code == 200
    seen = officer.get(case).headers["etag"]
    assert officer.delete(path, headers={"If-Match": seen}).status_code == 204


def test_a_pair_is_judged_as_it_was_read(officer, register):
    n = next(register.names)
    register.firm(name=f"Công ty TNHH Hồi Văn Quan {n}")
    register.firm(name=f"CTY TNHH MTV hoi Van Quan {n}")
    rows = officer.get(f"{API}/firm-duplicates", params={"limit": 200}).json()["items"]
    pair = next(row for row in rows if str(n) in row["firms"][0]["name"])
    path = f"{API}/firm-duplicates/{pair['id']}"
    seen = officer.get(path).headers["etag"]
    stale = officer.post(f"{path}/dismiss", json={}, headers={"If-Match": '"99"'})
    assert stale.status_code == 412
    done = officer.post(f"{path}/dismiss", json={}, headers={"If-Match": seen})
    assert done.json()["state"] == "dismissed"
    assert done.headers["etag"] == officer.get(path).headers["etag"]


def test_steps_of_a_council_ask_for_the_version_of_the_appraisal(officer, register, project):
    case = f"{API}/applications/{register.application(project)['id']}"
    for step in ("submit", "receive"):
        officer.post(f"{case}/{step}", json={}).raise_for_status()
    read = officer.get(case).headers["etag"]
    stale = officer.post(f"{case}/council", json={"members": COUNCIL}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "changed-since-read")
    made = officer.post(f"{case}/council", json={"members": COUNCIL}, headers={"If-Match": read})
    first = made.headers["etag"]
    assert officer.get(f"{case}/appraisal").headers["etag"] == first
    out = {"account_id": "account-2", "reason": "Người nhà"}
    done = officer.post(f"{case}/conflict", json=out, headers={"If-Match": first})
    assert done.is_success, done.text
    out["account_id"] = "account-1"
    stale = officer.post(f"{case}/conflict", json=out, headers={"If-Match": first})
    assert (stale.status_code, stale.json()["code"]) == (412, "changed-meanwhile")
    assert stale.headers["etag"] == done.headers["etag"]
    assert officer.post(f"{case}/conflict", json=out).is_success


def test_an_answer_that_was_kept_without_a_version_is_given_again(
    officer, register, project, database
):
    case = register.application(project)["id"]
    path, body = f"{API}/applications/{case}/submit", {"submitted_on": "2022-04-20"}
    key = {"Idempotency-Key": f"old-{case}"}
    assert officer.post(path, json=body, headers=key).headers["etag"]
    with pymongo.MongoClient(database.mongodb_uri) as client:
        answers = client["nscl_registration"]["idempotency"]
        entry = answers.find_one({"_id": {"$regex": f"old-{case}$"}})
        kept = {k: v for k, v in entry["answer"].items() if k != "version"}
        answers.update_one({"_id": entry["_id"]}, {"$set": {"answer": kept}})
    again = officer.post(path, json=body, headers=key)
    assert again.status_code == 200
    assert again.json() == {"id": case, "state": "submitted"}
    assert "etag" not in again.headers
