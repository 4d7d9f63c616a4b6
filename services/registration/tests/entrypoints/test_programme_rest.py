"""The programme tree, activities, files and calls over REST, on the real service."""

import itertools
from io import BytesIO

import pytest

API = "/api/registration"
NUMBERS = itertools.count(1)
PDF = b"%PDF-1.7 quyet dinh"
BUDGET = [{"source": "provincial_budget", "amount_vnd": 100}]
AMENDMENT = {
    "number": "99/KH-UBND",
    "signed_on": "2022-09-01",
    "issuer": "UBND tỉnh",
    "summary": "Điều chỉnh",
    "title": "Kế hoạch đã điều chỉnh",
    "period_from": 2022,
    "period_to": 2022,
}


def made(response):
    assert response.status_code == 201, response.text
    return response.json()["id"]


@pytest.fixture
def plan(officer):
    body = {
        "kind": "yearly_plan",
        "number": f"{next(NUMBERS)}/KH-THU",
        "signed_on": "2022-04-04",
        "issuer": "UBND tỉnh",
        "title": "Kế hoạch thử",
        "period_from": 2022,
        "period_to": 2022,
        "responsible": "Chi cục TĐC",
        "budget": BUDGET,
        "targets": [
            {"indicator": "Đơn vị", "unit": "đơn vị", "planned": 2, "year": 2022,
             "measure": "supported_units"},
            {"indicator": "Chứng chỉ", "unit": "chứng chỉ", "planned": 4, "year": 2022,
             "measure": "manual"},
        ],
    }  # fmt: skip
    return made(officer.post(f"{API}/plans", json=body))


def project_of(officer, plan, **over):
    body = {"code": f"T{next(NUMBERS)}", "year": 2022, "topic": "Thử", "plan_id": plan, **over}
    return made(officer.post(f"{API}/projects", json=body))


def node(officer, plan):
    return officer.get(f"{API}/plans/{plan}").json()


def refused(response, status, code):
    assert (response.status_code, response.json()["code"]) == (status, code), response.text


def test_progress_and_money_come_from_the_applications(officer, plan, register):
    enough = [{"source": "provincial_budget", "amount_vnd": 50_000_000}]
    project = project_of(officer, plan, budget=enough)
    case = register.appraised(project)
    amounts = {"support_vnd": 40_000_000, "decided_on": "2022-05-20"}
    register.step(case, "approve", **amounts).raise_for_status()
    before = node(officer, plan)
    assert (before["progress"][0]["actual"], before["progress"][0]["share"]) == (1, 50)
    assert (before["committed_vnd"], before["paid_vnd"]) == (40_000_000, 0), "as the books say"
    signed = {"number": "1", "total_cost_vnd": 80_000_000, "support_vnd": 40_000_000}
    register.step(case, "agreement", **signed, signed_on="2022-06-01").raise_for_status()
    after = node(officer, plan)
    assert after["committed_vnd"] == after["projects"][0]["committed_vnd"] == 40_000_000
    assert {"source": "committed", "planned": 100, "below": 40_000_000} in after["warnings"]


def test_children_above_the_budget_are_told_not_refused(officer, plan):
    project_of(officer, plan, budget=[{"source": "provincial_budget", "amount_vnd": 101}])
    line = {"source": "provincial_budget", "planned": 100, "below": 101}
    assert line in node(officer, plan)["warnings"]


def test_a_figure_is_entered_by_hand_with_a_note(officer, plan):
    computed, manual = (one["target_id"] for one in node(officer, plan)["progress"])
    url = f"{API}/plans/{plan}/targets"
    officer.post(
        f"{url}/{manual}/readings", json={"value": 3, "note": "Sổ theo dõi"}
    ).raise_for_status()
    shown = node(officer, plan)["progress"][1]
    assert (shown["actual"], shown["share"], shown["note"]) == (3, 75, "Sổ theo dõi")
    body = {"value": 3, "note": "x"}
    refused(officer.post(f"{url}/{computed}/readings", json=body), 422, "target-is-computed")
    refused(officer.post(f"{url}/none/readings", json=body), 404, "target-not-found")


def test_an_amendment_needs_the_version_that_was_read(officer, plan, events):
    url = f"{API}/plans/{plan}/amendments"
    refused(officer.post(url, json=AMENDMENT), 428, "precondition-required")
    tag = officer.get(f"{API}/plans/{plan}").headers["ETag"]
    body = {**AMENDMENT, "budget": [{"source": "central_budget", "amount_vnd": 7}]}
    done = officer.post(url, json=body, headers={"If-Match": tag})
    assert done.status_code == 200, done.text
    refused(officer.post(url, json=body, headers={"If-Match": tag}), 412, "changed-meanwhile")
    shown = node(officer, plan)
    assert (shown["title"], shown["planned_vnd"]) == ("Kế hoạch đã điều chỉnh", 7)
    assert shown["amendments"][0]["before"]["budget"] == BUDGET
    event = events.named("plan-amended.v1")
    assert event.data["amended_by_number"] == "99/KH-UBND"


def test_a_period_cannot_leave_what_hangs_below(officer, plan):
    project_of(officer, plan)
    tag = officer.get(f"{API}/plans/{plan}").headers["ETag"]
    body = {**AMENDMENT, "period_from": 2023, "period_to": 2023}
    answer = officer.post(f"{API}/plans/{plan}/amendments", json=body, headers={"If-Match": tag})
    refused(answer, 422, "period-leaves-children")
    assert node(officer, plan)["amendments"] == []


def test_a_plan_ends_after_what_hangs_below(officer, plan):
    project = project_of(officer, plan)
    body = {"outcome": "closed", "reason": "Đã nghiệm thu"}
    refused(officer.post(f"{API}/plans/{plan}/end", json=body), 409, "plan-has-open-children")
    officer.post(f"{API}/projects/{project}/end", json=body).raise_for_status()
    officer.post(f"{API}/plans/{plan}/end", json=body).raise_for_status()
    assert node(officer, plan)["ending"]["reason"] == "Đã nghiệm thu"
    refused(officer.post(f"{API}/plans/{plan}/end", json=body), 409, "programme-ended")


def upload(client, kind, thing, data=PDF, name="Kế hoạch.pdf", **form):
    files = {"file": (name, BytesIO(data), "application/octet-stream")}
    return client.post(f"{API}/{kind}/{thing}/attachments", files=files, data=form)


def test_a_file_is_attached_and_downloaded_as_an_attachment(officer, plan):
    file = made(upload(officer, "plans", plan))
    assert made(upload(officer, "plans", plan)) == file, "the same content is kept once"
    got = officer.get(f"{API}/plans/{plan}/attachments/{file}")
    assert (got.content, got.headers["Content-Type"]) == (PDF, "application/pdf")
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert "UTF-8''K%E1%BA%BF" in got.headers["Content-Disposition"]
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    other = project_of(officer, plan)
    answer = officer.get(f"{API}/projects/{other}/attachments/{file}")
    refused(answer, 404, "attachment-not-found")


def test_files_that_are_not_what_they_say_are_refused(officer, plan):
    refused(upload(officer, "plans", plan, b"MZ program"), 422, "attachment-type")
    refused(upload(officer, "plans", plan, b""), 422, "attachment-empty")
    large = PDF + b"x" * 10 * 1024 * 1024
    refused(upload(officer, "plans", plan, large), 422, "attachment-too-large")
    refused(upload(officer, "plans", "nobody"), 404, "plan-not-found")
    assert node(officer, plan)["attachments"] == []


ACTIVITY = {
    "kind": "training",
    "form": "class",
    "audience": "DN, HTX",
    "title": "Tập huấn 5S",
    "held_on": "2022-06-15",
    "year": 2022,
    "participants_by_kind": [{"kind": "firms", "number": 30}, {"kind": "officials", "number": 5}],
}


def test_an_activity_is_corrected_with_its_history(officer, events):
    one = made(officer.post(f"{API}/activities", json=ACTIVITY))
    url = f"{API}/activities/{one}"
    shown = officer.get(url)
    assert shown.json()["participants"] == 35
    body = {**ACTIVITY, "title": "Tập huấn Kaizen", "reason": "Sai tên"}
    refused(officer.put(url, json=body), 428, "precondition-required")
    tag = {"If-Match": shown.headers["ETag"]}
    officer.put(url, json=body, headers=tag).raise_for_status()
    refused(officer.put(url, json=body, headers=tag), 412, "changed-meanwhile")
    now = officer.get(url).json()
    assert (now["title"], now["corrections"][0]["before"]["title"]) == (
        "Tập huấn Kaizen",
        "Tập huấn 5S",
    )
    event = events.named("activity-corrected.v1")
    assert (event.data["title"], event.sequence) == ("Tập huấn Kaizen", 2)


def test_who_may_what(service, officer, owner, plan):
    with service.client("auditor") as auditor:
        assert auditor.get(f"{API}/plans").status_code == 200
        assert auditor.post(f"{API}/activities", json=ACTIVITY).status_code == 403
    assert owner.get(f"{API}/activities").status_code == 403
    refused(upload(owner, "plans", plan), 404, "attachment-not-found")
