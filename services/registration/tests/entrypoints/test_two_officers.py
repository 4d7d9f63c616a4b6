"""Two officers open the same form: the second sees both versions and loses nothing typed."""

import re

import pytest

WEB = "/registration/applications"
REASON_LIMIT = 500


@pytest.fixture
def submitted(register, project):
    one = register.application(project)["id"]
    register.step(one, "submit", submitted_on="2022-04-20").raise_for_status()
    return one


def hidden(page):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    return dict(found)


def test_the_second_of_two_officers_gets_both_versions_and_may_go_on(browser, register, submitted):
    first = browser.get(f"{WEB}/{submitted}/withdraw")
    register.step(submitted, "receive", note="Đủ hồ sơ").raise_for_status()
    typed = {**hidden(first), "reason": "Trùng nội dung"}
    told = browser.post(f"{WEB}/{submitted}/withdraw", data=typed)
    assert told.status_code == 412
    for said in ("Khi bạn mở", "Đã nộp", "Đã tiếp nhận", "Đủ hồ sơ", "Trùng nội dung"):
        assert said in told.text
    assert browser.get(f"/api{WEB}/{submitted}").json()["state"] == "received"
    again = {**typed, **hidden(told)}
    assert browser.post(f"{WEB}/{submitted}/withdraw", data=again).status_code == 303
    assert browser.get(f"/api{WEB}/{submitted}").json()["state"] == "withdrawn"


def test_a_version_that_none_has_is_a_conflict_too(browser, submitted):
    typed = {**hidden(browser.get(f"{WEB}/{submitted}/receive")), "version": "x"}
    assert browser.post(f"{WEB}/{submitted}/receive", data=typed).status_code == 412


@pytest.mark.parametrize(
    ("step", "body"), [("refuse", {"decided_on": "2022-05-20"}), ("withdraw", {})]
)
def test_a_reason_longer_than_the_contract_is_refused_by_its_field(register, project, step, body):
    one = register.appraised(project)
    too_long = register.step(one, step, reason="x" * (REASON_LIMIT + 1), **body)
    assert too_long.status_code == 422
    assert [error["field"] for error in too_long.json()["errors"]] == ["reason"]
    assert register.step(one, step, reason="x" * REASON_LIMIT, **body).status_code == 200


def test_every_form_of_the_council_has_its_own_ids_and_messages(
    service, browser, register, project
):
    one = register.application(project)["id"]
    register.step(one, "submit", submitted_on="2022-04-20").raise_for_status()
    register.step(one, "receive").raise_for_status()
    seats = ("chair", "secretary", "member")
    members = [
        {"account_id": f"account-{n}" if n else "account-officer", "name": f"A {n}", "seat": seat}
        for n, seat in enumerate(seats)
    ]
    called = browser.post(f"/api{WEB}/{one}/council", json={"members": members})
    assert called.status_code == 200, called.text
    page = browser.get(f"{WEB}/{one}/council")
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids)), sorted(ids)
    form = {**hidden(page), "_form": "conflict", "reason": ""}
    told = browser.post(f"{WEB}/{one}/conflict", data=form)
    assert told.status_code == 422
    assert 'id="conflict-reason-error"' in told.text
    assert told.text.count('role="alert"') == 1
    assert told.text.count('class="error"') == 1
