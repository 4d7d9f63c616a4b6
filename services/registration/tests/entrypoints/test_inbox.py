"""Work lists, receiving several cases at once, and the list as a spreadsheet."""

import io
from zipfile import ZipFile

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


def test_the_spreadsheet_has_the_filtered_list_and_is_noted(browser, register, project):
    inside, outside = register.application(project), register.application(project)
    register.step(outside["id"], "submit").raise_for_status()
    answer = browser.get(
        f"{WEB}/applications.xlsx", params={"project_id": project, "state": "draft"}
    )
    assert answer.status_code == 200
    with ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert inside["case_number"] in sheet
    assert outside["case_number"] not in sheet


def test_a_tax_code_or_a_product_finds_the_applications(officer, register, project):
    firm = register.firm(tax_code="0101248141", products=[{"name": "Hoa hồi độc bản"}])
    made = officer.post(f"{API}/applications", json=register.body(firm, project)).json()
    for asked in ("0101248141", "hoa hoi doc ban", made["case_number"]):
        found = officer.get(f"{API}/applications", params={"q": asked}).json()["items"]
        assert made["id"] in [row["id"] for row in found]
