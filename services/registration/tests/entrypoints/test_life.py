"""The whole life of an application over the real service, REST and pages."""

import re

import pytest

API = "/api/registration"
WEB = "/registration"
MILLION = 1_000_000


@pytest.fixture
def finance(service):
    with service.client("finance", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture
def budgeted(officer, programme, register):
    code = f"B{next(register.names)}"
    body = {"code": code, "year": 2022, "topic": "Chứng nhận", "plan_id": programme,
            "budget_vnd": 60 * MILLION}  # fmt: skip
    return officer.post(f"{API}/projects", json=body).json()["id"]


@pytest.fixture
def signed(register):
    def brought(project):
        application_id = register.appraised(project)
        register.step(
            application_id, "approve", support_vnd=40 * MILLION, decided_on="2022-05-20"
        ).raise_for_status()
        register.step(
            application_id,
            "agreement",
            number="01/HĐ-NSCL",
            total_cost_vnd=80 * MILLION,
            support_vnd=40 * MILLION,
            signed_on="2022-06-01",
        ).raise_for_status()
        return application_id

    return brought


def pay(client, application_id, kind, amount, on="2022-06-10", document="UNC-1"):
    body = {"kind": kind, "amount_vnd": amount, "on": on, "document": document}
    return client.post(f"{API}/applications/{application_id}/money", json=body)


def test_from_signed_to_closed_with_every_event_and_every_line(
    events, register, signed, budgeted, finance, officer
):
    one = signed(budgeted)
    assert register.step(one, "start", started_on="2022-06-05").json()["state"] == "in-progress"
    assert pay(finance, one, "advance", 20 * MILLION).json()["net_vnd"] == 20 * MILLION
    register.step(one, "progress", on="2022-07-01", text="Đã tập huấn", percent=40)
    register.step(one, "suspend", reason="Mưa lũ", suspended_on="2022-07-02")
    register.step(one, "resume", resumed_on="2022-08-01")
    register.step(one, "accept", accepted_on="2022-11-10", minutes_number="05/BB-NT")
    settle = {"settled_vnd": 15 * MILLION, "settled_on": "2022-12-05", "number": "01/TL"}
    assert finance.post(f"{API}/applications/{one}/settle", json=settle).status_code == 200
    open_ = finance.post(f"{API}/applications/{one}/close", json={"closed_on": "2022-12-20"})
    assert (open_.status_code, open_.json()["code"]) == (409, "money-open")
    assert pay(finance, one, "return", 5 * MILLION, "2022-12-10").json()["net_vnd"] == 15 * MILLION
    closed = finance.post(f"{API}/applications/{one}/close", json={"closed_on": "2022-12-20"})
    assert closed.json()["state"] == "closed"
    assert [event.type.split(".")[3] for event in events.of(one, 11)] == [
        "application-submitted",
        "application-approved",
        "agreement-signed",
        "application-started",
        "payment-made",
        "application-suspended",
        "application-resumed",
        "application-accepted",
        "application-settled",
        "money-returned",
        "application-closed",
    ]
    books = finance.get(f"{API}/projects/{budgeted}/budget").json()
    assert (books["committed_vnd"], books["left_vnd"]) == (15 * MILLION, 45 * MILLION)
    assert [line["kind"] for line in books["lines"]] == [
        "return",
        "release",
        "release",
        "payment",
        "commitment",
    ]
    shown = officer.get(f"{API}/applications/{one}").json()
    assert shown["settlement"]["settled_vnd"] == 15 * MILLION
    assert shown["progress"][0]["percent"] == 40


def test_a_budget_that_is_promised_refuses_and_says_what_is_left(
    register, signed, budgeted, officer
):
    first = signed(budgeted)
    second = register.appraised(budgeted)
    refused = register.step(second, "approve", support_vnd=30 * MILLION, decided_on="2022-05-20")
    told = refused.json()
    assert (refused.status_code, told["code"]) == (422, "budget-exhausted")
    assert (
        "20,000,000" in told["errors"][0]["detail"] or "20.000.000" in told["errors"][0]["detail"]
    )
    waiting = register.step(second, "waitlist", reason="Hết kinh phí", decided_on="2022-05-20")
    assert waiting.json()["state"] == "waitlisted"
    register.step(first, "terminate", reason="Giải thể", terminated_on="2022-07-01")
    again = register.step(second, "approve", support_vnd=30 * MILLION, decided_on="2022-07-02")
    assert again.json()["state"] == "approved"


def test_why_this_amount_names_rule_source_cap_and_what_is_left(signed, budgeted, officer):
    told = officer.get(f"{API}/applications/{signed(budgeted)}/amount").json()
    assert told["on"] == "2022-06-01"
    assert (told["percent"], told["share_vnd"]) == (50, 40 * MILLION)
    assert told["legal_basis"] == "748/QĐ-UBND ngày 20/04/2018"
    assert told["source"]
    assert (told["cap_vnd"], told["used_by_unit_vnd"]) == (50 * MILLION, 0)
    assert (told["budget_left_vnd"], told["allowed_vnd"]) == (60 * MILLION, 40 * MILLION)


def test_the_rule_of_the_day_explains_an_earlier_agreement(signed, budgeted, officer):
    application_id = signed(budgeted)
    told = officer.get(
        f"{API}/applications/{application_id}/amount",
        params={"on": "2017-01-01", "cost_vnd": 100 * MILLION},
    ).json()
    assert (told["percent"], told["limit_vnd"]) == (30, 30 * MILLION)
    before = officer.get(f"{API}/applications/{application_id}/amount", params={"on": "2001-01-01"})
    assert before.json()["rule_found"] is False


def test_a_supplement_is_asked_for_and_handed_in(events, register, project):
    firm = register.firm(contact_email="lien.he@vidu.example")
    body = register.body(firm, project)
    one = register.client.post(f"{API}/applications", json=body).json()["id"]
    register.step(one, "submit", submitted_on="2022-04-20")
    asked = register.step(
        one,
        "request-supplement",
        reason="Thiếu báo giá",
        requested_on="2022-04-25",
        due_on="2099-05-05",
    )
    assert asked.json()["state"] == "supplement-requested"
    assert register.step(one, "receive").json()["code"] == "application-is-supplement-requested"
    assert register.step(one, "resubmit").json()["state"] == "resubmitted"
    assert register.step(one, "receive").json()["state"] == "received"
    asked_event = events.of(one, 3)[1]
    assert asked_event.data["contact_email"] == "lien.he@vidu.example"
    assert asked_event.data["reason"] == "Thiếu báo giá"


def test_a_step_is_taken_back_and_told_to_the_others(events, register, project, officer):
    one = register.appraised(project)
    register.step(one, "approve", support_vnd=40 * MILLION, decided_on="2022-05-20")
    undone = register.step(one, "undo", reason="Nhập nhầm")
    assert undone.json() == {"id": one, "state": "appraised", "undone": "approved", "version": 6}
    event = events.of(one, 3)[-1]
    assert event.type == "vn.nscl.registration.application-step-undone.v1"
    assert (event.data["state"], event.data["approved_vnd"]) == ("appraised", None)
    shown = officer.get(f"{API}/applications/{one}").json()
    assert shown["history"][-1]["undoes"] == "approved"
    assert shown["approval"] is None


def test_a_step_on_a_stale_reading_is_refused(register, project, officer):
    one = register.appraised(project)
    seen = officer.get(f"{API}/applications/{one}").headers["etag"]
    body = {"support_vnd": MILLION, "decided_on": "2022-05-20"}
    url = f"{API}/applications/{one}/approve"
    stale = officer.post(url, json=body, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "changed-since-read")
    foreign = officer.post(url, json=body, headers={"If-Match": '"abc"'})
    assert foreign.status_code == 412
    done = officer.post(url, json=body, headers={"If-Match": seen, "Idempotency-Key": f"a{one}"})
    again = officer.post(url, json=body, headers={"If-Match": seen, "Idempotency-Key": f"a{one}"})
    assert done.status_code == again.status_code == 200
    assert done.json() == again.json()


@pytest.mark.parametrize("step", ["money", "settle", "close"])
def test_appraisers_and_firms_move_no_money(service, owner, register, project, step):
    one = register.application(project)["id"]
    with service.client("appraiser") as appraiser:
        for client in (appraiser, owner):
            assert client.post(f"{API}/applications/{one}/{step}", json={}).status_code == 403
        assert appraiser.get(f"{API}/applications/{one}").status_code == 200


def test_finance_pays_on_the_page_and_sees_the_books(service, register, signed, budgeted):
    one = signed(budgeted)
    with service.client("finance", Accept="text/html") as browser:
        case = browser.get(f"{WEB}/applications/{one}").text
        assert "Vì sao có mức này?" in case
        assert f"/applications/{one}/money" in case
        assert f"/applications/{one}/terminate" not in case
        here = f"{WEB}/applications/{one}/money"
        form = {"kind": "advance", "amount_vnd": "30.000.000", "on": "2022-06-10", "document": "1"}
        refused = browser.post(here, data=form)
        assert refused.status_code == 422
        assert "vượt mức tạm ứng" in refused.text
        paid = browser.post(here, data={**form, "amount_vnd": "20.000.000"})
        assert paid.status_code == 303
        books = browser.get(f"{WEB}/projects/{budgeted}/budget").text
        assert re.search(r"20\.000\.000", books)
        assert "Đã chi" in books


def test_every_form_of_the_life_opens_in_both_languages(service, register, project):
    one = register.appraised(project)
    steps = ["request-supplement", "resubmit", "waitlist", "start", "suspend", "resume",
             "progress", "accept", "money", "close", "terminate", "undo"]  # fmt: skip
    with service.client("officer", Accept="text/html") as browser:
        for step in steps:
            for language in ("vi", "en"):
                page = browser.get(
                    f"{WEB}/applications/{one}/{step}", headers={"Accept-Language": language}
                )
                assert page.status_code == 200, (step, page.text)
                assert f'lang="{language}"' in page.text
