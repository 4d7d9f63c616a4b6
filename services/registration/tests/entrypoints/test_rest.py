"""REST as docs/guide/rest.md promises it, over the real process."""

import json
from concurrent.futures import ThreadPoolExecutor

import openapi_spec_validator
import pytest

API = "/api/registration"


def problem(response, status, code):
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["code"] == code
    return body


def test_an_application_goes_from_draft_to_signed_agreement(register, project):
    made = register.application(project)
    assert (made["case_number"], made["state"]) == (f"{project}-0001", "draft")
    submitted = register.step(made["id"], "submit", submitted_on="2022-04-20")
    assert submitted.json() == {"id": made["id"], "state": "submitted", "version": 2}
    assert submitted.headers["ETag"] == '"2"'
    assert register.step(made["id"], "receive").json()["state"] == "received"
    assert register.step(made["id"], "appraise", note="Đạt").json()["state"] == "appraised"
    approved = register.step(made["id"], "approve", support_vnd=40_000_000, decided_on="2022-05-20")
    assert approved.json()["state"] == "approved"
    signed = register.step(
        made["id"],
        "agreement",
        number="01/HĐ-NSCL",
        total_cost_vnd=80_000_000,
        support_vnd=40_000_000,
        signed_on="2022-06-01",
    )
    assert signed.json() == {
        "id": made["id"],
        "state": "agreement-signed",
        "legal_basis": "748/QĐ-UBND ngày 20/04/2018",
        "version": 6,
    }


def test_what_was_filed_can_be_read_again(register, project, officer):
    application_id = register.appraised(project)
    shown = officer.get(f"{API}/applications/{application_id}").json()
    assert [step["state"] for step in shown["history"]] == [
        "draft",
        "submitted",
        "received",
        "appraised",
    ]
    assert shown["history"][1]["on"] == "2022-04-20"
    assert shown["supports"][0]["product_name"] == "Đá xây dựng 1x2"
    listed = officer.get(f"{API}/applications", params={"project_id": project}).json()
    assert [row["id"] for row in listed["items"]] == [application_id]


@pytest.mark.parametrize(
    ("tax_code", "code"),
    [("0100109107", "tax-code-checksum"), ("123", "tax-code-length")],
)
def test_a_wrong_tax_code_is_refused_naming_field_and_remedy(officer, tax_code, code):
    body = {"name": "Công ty", "org_type": "DN", "tax_code": tax_code}
    told = problem(officer.post(f"{API}/firms", json=body), 422, code)
    assert told["errors"][0]["field"] == "tax_code"
    assert tax_code in told["errors"][0]["detail"]
    assert told["errors"][0]["remedy"]


def test_the_same_refusal_comes_in_vietnamese_by_default(service):
    body = {"name": "Công ty", "org_type": "DN", "tax_code": "0100109107"}
    with service.client("officer") as client:
        told = client.post(f"{API}/firms", json=body).json()
    assert "Mã số thuế" in told["errors"][0]["detail"]


def test_a_tax_code_that_is_taken_names_the_unit(officer, register):
    register.firm(name="Công ty Đầu Tiên", tax_code="0300588569")
    body = {"name": "Khác", "org_type": "DN", "tax_code": "0300588569"}
    told = problem(officer.post(f"{API}/firms", json=body), 409, "tax-code-taken")
    assert "Công ty Đầu Tiên" in told["detail"]


def test_an_unknown_project_is_refused_naming_the_field(officer, register):
    body = register.body(register.firm(), "2022-NONE")
    told = problem(officer.post(f"{API}/applications", json=body), 422, "project-unknown")
    assert told["errors"][0]["field"] == "project_id"


def test_a_second_application_to_the_project_names_the_first(officer, register, project):
    firm = register.firm()
    first = officer.post(f"{API}/applications", json=register.body(firm, project)).json()
    second = officer.post(f"{API}/applications", json=register.body(firm, project))
    assert first["case_number"] in problem(second, 409, "already-applied")["detail"]


def test_an_amount_over_the_cap_is_refused_with_rate_cap_and_legal_basis(
    register, project, officer
):
    application_id = register.appraised(project, estimated_cost_vnd=200_000_000)
    answer = register.step(
        application_id, "approve", support_vnd=50_000_001, decided_on="2022-05-20"
    )
    told = problem(answer, 422, "grant-above-cap")["errors"][0]
    assert told["field"] == "support_vnd"
    for figure in ("50,000,001", "50,000,000", "50%", "748/QĐ-UBND"):
        assert figure in told["detail"]
    assert "50,000,000" in told["remedy"]
    shown = officer.get(f"{API}/applications/{application_id}").json()
    assert (shown["state"], shown["approval"]) == ("appraised", None)


def test_the_rule_of_the_day_counts(register, project):
    application_id = register.application(project)["id"]
    register.step(application_id, "submit", submitted_on="2018-01-01").raise_for_status()
    register.step(application_id, "receive").raise_for_status()
    register.step(application_id, "appraise").raise_for_status()
    answer = register.step(
        application_id, "approve", support_vnd=24_000_001, decided_on="2018-04-19"
    )
    assert "30%" in problem(answer, 422, "grant-above-cap")["detail"]


def test_a_step_out_of_order_says_what_comes_first(register, project):
    application_id = register.application(project)["id"]
    answer = register.step(application_id, "receive")
    assert "Submit it first" in problem(answer, 409, "application-is-draft")["detail"]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 400, "malformed-body"),
        (b"[" * 100_000, 400, "malformed-body"),
        (b"\xff\xfe", 400, "malformed-body"),
        (b"[]", 422, "invalid-input"),
        (b'"text"', 422, "invalid-input"),
        (b"null", 422, "invalid-input"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(officer, content, status, code):
    answer = officer.post(
        f"{API}/firms", content=content, headers={"Content-Type": "application/json"}
    )
    problem(answer, status, code)


def test_fifty_megabytes_are_refused_and_the_service_lives_on(officer):
    body = b'{"name": "' + b"x" * 50_000_000 + b'"}'
    headers = {"Content-Type": "application/json"}
    problem(officer.post(f"{API}/firms", content=body, headers=headers), 413, "body-too-large")
    assert officer.get(f"{API}/projects").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("estimated_cost_vnd", 10**30),
        ("estimated_cost_vnd", -1),
        ("estimated_cost_vnd", 1.5),
        ("estimated_cost_vnd", True),
        ("estimated_cost_vnd", None),
        ("supports", []),
        ("supports", [{"item_code": "XX-01"}]),
        ("supports", [{"item_code": {"$ne": 1}}]),
        ("firm_id", {"$gt": ""}),
        ("project_id", "a\x00b"),
        ("surplus", 1),
    ],
)
def test_a_wrong_value_is_refused_naming_its_field(officer, register, project, field, value):
    body = register.body(register.firm(), project, **{field: value})
    answer = officer.post(
        f"{API}/applications",
        content=json.dumps(body),
        headers={"Content-Type": "application/json"},
    )
    told = problem(answer, 422, "invalid-input")
    assert all(error["field"].startswith(field) for error in told["errors"])
    assert told["errors"][0]["remedy"]


@pytest.mark.parametrize("day", ["2999-01-01", "0001-01-01", "20/04/2022", "2022-02-30", 1])
def test_a_decision_has_a_possible_day(register, project, day):
    application_id = register.appraised(project)
    answer = register.step(application_id, "approve", support_vnd=1, decided_on=day)
    assert problem(answer, 422, "invalid-input")["errors"][0]["field"] == "decided_on"


def test_twenty_applications_at_once_get_twenty_case_numbers_without_gaps(
    officer, register, project
):
    bodies = [register.body(register.firm(), project) for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(
            pool.map(lambda body: officer.post(f"{API}/applications", json=body), bodies)
        )
    numbers = sorted(answer.json()["case_number"] for answer in answers)
    assert numbers == [f"{project}-{n:04d}" for n in range(1, 21)]


def test_a_repeated_request_is_answered_like_the_first(officer, register, project):
    body = register.body(register.firm(), project)
    headers = {"Idempotency-Key": "0192f0c1-7a00-7000-8000-000000000001"}
    answers = [officer.post(f"{API}/applications", json=body, headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.text for answer in answers}) == 1
    listed = officer.get(f"{API}/applications", params={"project_id": project}).json()
    assert len(listed["items"]) == 1


def test_the_same_key_sent_at_once_makes_one_firm(officer):
    headers = {"Idempotency-Key": "firm-once"}
    body = {"name": "Công ty Một Lần", "org_type": "DN"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: officer.post(f"{API}/firms", json=body, headers=headers), range(8))
        )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_a_firm_account_sees_and_moves_only_its_own(as_owner, register, project, owner, stranger):
    mine = as_owner.application(project)
    others = register.application(project)
    shown = {row["id"] for row in owner.get(f"{API}/applications").json()["items"]}
    assert mine["id"] in shown
    assert others["id"] not in shown
    assert stranger.get(f"{API}/applications").json()["items"] == []
    problem(owner.get(f"{API}/applications/{others['id']}"), 404, "application-not-found")
    taken = stranger.post(f"{API}/applications/{mine['id']}/submit", json={})
    problem(taken, 404, "application-not-found")
    declared = {"commitment": True}
    assert owner.post(f"{API}/applications/{mine['id']}/submit", json=declared).status_code == 200


def test_a_firm_account_cannot_apply_for_another_unit(register, project, stranger):
    answer = stranger.post(f"{API}/applications", json=register.body(register.firm(), project))
    problem(answer, 422, "firm-unknown")


@pytest.mark.parametrize("step", ["receive", "appraise", "approve", "refuse", "agreement"])
def test_a_firm_account_takes_no_step_of_the_agency(as_owner, project, owner, step):
    made = as_owner.application(project)
    answer = owner.post(f"{API}/applications/{made['id']}/{step}", json={})
    problem(answer, 403, "not-allowed")


def test_nobody_enters_without_logging_in(service, officer):
    import httpx

    for path in ("firms", "projects", "applications"):
        assert httpx.get(f"{service.url}{API}/{path}").status_code == 401


def test_an_auditor_or_administrator_is_not_an_officer(service):
    for role in ("admin", "auditor", "partner"):
        with service.client(role) as client:
            assert client.get(f"{API}/applications").status_code == 403


def test_what_was_made_is_where_the_answer_says(officer, register, project):
    body = register.body(register.firm(), project)
    made = officer.post(f"{API}/applications", json=body)
    shown = officer.get(made.headers["location"])
    assert shown.json()["case_number"] == made.json()["case_number"]


def test_lists_page_by_cursor(officer, register, project):
    made = [register.application(project)["id"] for _ in range(3)]
    params = {"project_id": project, "limit": 2}
    first = officer.get(f"{API}/applications", params=params).json()
    second = officer.get(f"{API}/applications", params={**params, "cursor": first["next"]}).json()
    assert [row["id"] for row in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None


def test_the_api_describes_itself(officer):
    document = officer.get(f"{API}/openapi.json").json()
    openapi_spec_validator.validate(document)
    assert document["openapi"].startswith("3.1")
    assert f"{API}/applications/{{application_id}}/agreement" in document["paths"]
