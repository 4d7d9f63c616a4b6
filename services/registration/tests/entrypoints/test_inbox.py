"""Work lists, receiving several cases at once, and the list as a spreadsheet."""

import html
import re

import pytest

WEB, API = "/registration", "/api/registration"


def submitted(register, project, **over):
    made = register.application(project, **over)
    register.step(made["id"], "submit", submitted_on="2022-04-20").raise_for_status()
    return made


def queue(client, name, **params):
    answer = client.get(f"{WEB}/inbox", params={"queue": name, "limit": 200, **params})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_a_case_waits_in_the_list_of_the_next_step(browser, register, project):
    made = submitted(register, project)
    assert made["case_number"] in queue(browser, "to-receive")
    register.step(made["id"], "receive").raise_for_status()
    assert made["case_number"] not in queue(browser, "to-receive")
    register.step(made["id"], "appraise").raise_for_status()
    assert made["case_number"] in queue(browser, "to-decide")
    english = queue(browser, "to-decide", overdue="true").replace("\n", " ")
    assert made["case_number"] not in english


def test_a_unit_sees_its_own_cases_only(service, as_owner, register, project):
    mine = as_owner.application(project)
    other = register.application(project)
    with service.client("firm", "account-owner", Accept="text/html") as client:
        page = queue(client, "to-submit")
    assert mine["case_number"] in page
    assert other["case_number"] not in page


@pytest.mark.parametrize("role", ["finance", "appraiser"])
def test_a_list_of_another_role_is_not_there(service, role):
    with service.client(role, Accept="text/html") as client:
        assert client.get(f"{WEB}/inbox").status_code == 200
        assert client.get(f"{WEB}/inbox", params={"queue": "to-decide"}).status_code == 404


def test_several_are_received_and_each_tells_how_it_went(browser, officer, register, project):
    good, draft = submitted(register, project), register.application(project)
    ids = [good["id"], draft["id"], "none-such"]
    answer = browser.post(f"{WEB}/inbox/receive", data={"application_ids": ids})
    assert answer.status_code == 200, answer.text
    for shown in (good["case_number"], draft["case_number"], "none-such"):
        assert shown in answer.text
    states = [
        officer.get(f"{API}/applications/{one['id']}").json()["state"] for one in (good, draft)
    ]
    assert states == ["received", "draft"]
    assert browser.post(f"{WEB}/inbox/receive", data={"other": "x"}).status_code == 422


def test_the_spreadsheet_has_the_filtered_list_and_is_noted(browser, register, project, texts):
    inside, outside = register.application(project), register.application(project)
    register.step(outside["id"], "submit").raise_for_status()
    answer = browser.get(
        f"{WEB}/applications.xlsx", params={"project_id": project, "state": "draft"}
    )
    assert answer.status_code == 200
    sheet = texts(answer)
    assert inside["case_number"] in sheet
    assert outside["case_number"] not in sheet


def test_a_tax_code_or_a_product_finds_the_applications(officer, register, project):
    firm = register.firm(tax_code="0101247564", products=[{"name": "Hoa hồi độc bản"}])
    made = officer.post(f"{API}/applications", json=register.body(firm, project)).json()
    for asked in ("0101247564", "hoa hoi doc ban", made["case_number"]):
        found = officer.get(f"{API}/applications", params={"q": asked}).json()["items"]
        assert made["id"] in [row["id"] for row in found]


def another(service, subject="account-other"):
    return service.client("officer", subject, Accept="text/html")


def test_several_are_given_to_an_officer_who_finds_them_by_the_shared_link(
    service, browser, register, project
):
    mine, others = submitted(register, project), submitted(register, project)
    queue(browser, "to-receive")
    body = {"application_ids": [mine["id"], "none-such"], "officer_id": "mine"}
    answer = browser.post(f"{WEB}/inbox/assign", data=body)
    assert answer.status_code == 200, answer.text
    assert mine["case_number"] in answer.text
    assert "none-such" in answer.text
    page = queue(browser, "to-receive", officer="mine")
    assert mine["case_number"] in page
    assert others["case_number"] not in page
    assert others["case_number"] in queue(browser, "to-receive", officer="-")
    link = re.search(r'href="(/registration/inbox\?[^"]*officer=account-officer[^"]*)"', page)
    with another(service) as colleague:
        shown = colleague.get(html.unescape(link[1]))
        assert mine["case_number"] in shown.text
        assert others["case_number"] not in shown.text
        assert mine["case_number"] not in queue(colleague, "to-receive", officer="mine")


def test_active_filters_are_shown_and_each_can_be_removed(browser, register, project):
    made = submitted(register, project)
    params = {"project_id": project, "state": "submitted", "q": made["case_number"]}
    page = browser.get(f"{WEB}/applications", params=params).text
    chips = page.split('<ul class="chips"')[1].split("</ul>")[0]
    links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', chips)]
    assert len(links) == 3
    for name, link in zip(("q", "state", "project_id"), links, strict=True):
        assert f"{name}=" not in link
        assert made["case_number"] in browser.get(link).text


def test_a_case_in_other_hands_is_taken_over_with_a_reason_only(
    service, officer, register, project
):
    made = submitted(register, project)
    with another(service) as colleague:
        queue(colleague, "to-receive")
    url = f"{API}/applications/{made['id']}/assign"
    assert officer.post(url, json={"officer_id": "account-other"}).status_code == 200
    refused = officer.post(url, json={"officer_id": None})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "reason"
    unknown = officer.post(url, json={"officer_id": "who", "reason": "x"})
    assert unknown.json()["errors"][0]["field"] == "officer_id"
    stale = officer.post(url, json={"officer_id": None, "reason": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412
    done = officer.post(url, json={"officer_id": None, "reason": "Nghỉ phép"})
    assert done.json()["officer_id"] is None
    waiting = officer.get(f"{API}/inbox", params={"queue": "to-receive", "limit": 200}).json()
    assert made["id"] in [row["id"] for row in waiting["items"]]
    known = officer.get(f"{API}/officers").json()["items"]
    assert "account-other" in [row["id"] for row in known]


def test_only_officers_give_cases(service, as_owner, project):
    made = as_owner.application(project)
    for role, subject in (("firm", "account-owner"), ("appraiser", None), ("finance", None)):
        with service.client(role, subject) as client:
            url = f"{API}/applications/{made['id']}/assign"
            assert client.post(url, json={"officer_id": None}).status_code == 403
            assert client.get(f"{API}/officers").status_code == 403


def test_the_history_tells_steps_hands_and_money_and_hands_only_to_the_agency(
    service, officer, as_owner, project, texts
):
    made = as_owner.application(project)
    as_owner.step(made["id"], "submit").raise_for_status()
    with service.client("officer", Accept="text/html", **{"Accept-Language": "vi"}) as client:
        queue(client, "to-receive")
        given = {"officer_id": "account-officer"}
        officer.post(f"{API}/applications/{made['id']}/assign", json=given).raise_for_status()
        page = client.get(f"{WEB}/applications/{made['id']}/history").text
        assert page.index("Nháp" if "Nháp" in page else "Lập") < page.index("Giao cho Nguyễn Văn A")
        sheet = texts(client.get(f"{WEB}/applications/{made['id']}/history.xlsx"))
        assert "Giao cho Nguyễn Văn A" in sheet
    lines = officer.get(f"{API}/applications/{made['id']}/history", params={"limit": 2}).json()
    assert [row["kind"] for row in lines["items"]] == ["step", "step"]
    rest = officer.get(
        f"{API}/applications/{made['id']}/history", params={"cursor": lines["next"]}
    ).json()
    assert [row["kind"] for row in rest["items"]] == ["assigned"]
    with service.client("firm", "account-owner", Accept="text/html") as firm:
        assert "Nguyễn Văn A" in firm.get(f"{WEB}/applications/{made['id']}/history").text
        own = firm.get(f"{API}/applications/{made['id']}/history").json()["items"]
        assert [row["kind"] for row in own] == ["step", "step"]
    with service.client("firm", "account-stranger") as stranger:
        for end in ("history", "history.xlsx"):
            assert stranger.get(f"{WEB}/applications/{made['id']}/{end}").status_code == 404


def test_the_marked_cases_are_handed_out_and_only_ones_own(
    service, browser, as_owner, register, project, texts
):
    own, other = as_owner.application(project), register.application(project)
    body = {"application_ids": [own["id"], other["id"]]}
    both = texts(browser.post(f"{WEB}/inbox/selected.xlsx", data=body))
    assert {own["case_number"], other["case_number"]} <= both
    with service.client("firm", "account-owner", Accept="text/html") as firm:
        mine = texts(firm.post(f"{WEB}/inbox/selected.xlsx", data=body))
    assert own["case_number"] in mine
    assert other["case_number"] not in mine
    nothing = browser.post(f"{WEB}/inbox/selected.xlsx", data={"other": "x"})
    assert nothing.status_code == 422
