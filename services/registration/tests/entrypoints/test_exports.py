"""Every list is handed out as a spreadsheet: with its filters, to who may read it, noted."""

import tracemalloc

import pytest

from nscl_registration.entrypoints.sheets import sheet_of

WEB, API = "/registration", "/api/registration"
ACTIVITY = {
    "kind": "training",
    "audience": "DN",
    "title": "Lớp 5S xuất bảng",
    "held_on": "2019-06-15",
    "year": 2019,
    "participants": 31,
}
CALL = {
    "title": "Đề xuất xuất bảng",
    "number": "558/SKHCN",
    "signed_on": "2022-04-17",
    "issuer": "Sở",
    "opens_on": "2022-04-17",
    "deadline": "2099-04-22",
}
PROPOSAL = {
    "title": "Mô hình điểm",
    "objective": "o",
    "content": "c",
    "expected_results": "r",
    "lead_unit": "Công ty Xuất Bảng",
    "period_from": 2024,
    "period_to": 2025,
}


def posted(client, path, body):
    answer = client.post(f"{API}/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


@pytest.fixture(scope="module")
def vietnamese(service):
    with service.client("officer", **{"Accept-Language": "vi", "Accept": "text/html"}) as client:
        yield client


def test_the_sheet_of_activities_has_the_year_asked_for(officer, vietnamese, texts):
    posted(officer, "activities", ACTIVITY)
    posted(officer, "activities", {**ACTIVITY, "title": "Lớp năm khác", "year": 2018})
    sheet = texts(vietnamese.get(f"{WEB}/activities.xlsx", params={"year": 2019}))
    assert {"Lớp 5S xuất bảng", "31", "2019-06-15 00:00:00"} <= sheet
    assert "Lớp năm khác" not in sheet


def test_the_sheet_of_projects_has_figures_for_an_officer_only(
    service, vietnamese, register, project, texts
):
    register.application(project)
    sheet = texts(vietnamese.get(f"{WEB}/projects.xlsx", params={"year": 2022}))
    assert project in sheet
    with service.client("firm", "account-owner", Accept="text/html") as firm:
        own = texts(firm.get(f"{WEB}/projects.xlsx", params={"year": 2022}))
    assert project in own
    assert len(own) < len(sheet)


def test_calls_and_proposals_and_to_a_firm_its_own(
    service, officer, owner, stranger, vietnamese, texts
):
    call = posted(officer, "calls", CALL)
    posted(owner, f"calls/{call}/proposals", PROPOSAL)
    assert "Đề xuất xuất bảng" in texts(vietnamese.get(f"{WEB}/calls.xlsx"))
    url = f"{WEB}/calls/{call}/proposals.xlsx"
    assert "Công ty Xuất Bảng" in texts(vietnamese.get(url))
    assert "Công ty Xuất Bảng" in texts(owner.get(url))
    assert "Công ty Xuất Bảng" not in texts(stranger.get(url))
    assert vietnamese.get(f"{WEB}/calls/none/proposals.xlsx").status_code == 404


def test_ledger_duplicates_and_work_list(service, vietnamese, register, officer, project, texts):
    made = register.appraised(project)
    body = {"support_vnd": 40_000_000, "decided_on": "2022-05-20"}
    register.step(made, "approve", **body).raise_for_status()
    ledger = texts(vietnamese.get(f"{WEB}/projects/{project}/ledger.xlsx"))
    assert "40000000" in ledger
    waiting = texts(vietnamese.get(f"{WEB}/inbox.xlsx", params={"queue": "agreements"}))
    number = officer.get(f"{API}/applications/{made}").json()["case_number"]
    assert number in waiting
    name = f"Hợp tác xã Trùng Bảng {project}"
    register.firm(name=name)
    register.firm(name=f"HTX Trùng Bảng {project}")
    assert name in texts(vietnamese.get(f"{WEB}/firm-duplicates.xlsx"))
    assert vietnamese.get(f"{WEB}/projects/none/ledger.xlsx").status_code == 404
    with service.client("appraiser", Accept="text/html") as appraiser:
        assert appraiser.get(f"{WEB}/projects/{project}/ledger.xlsx").status_code == 403
        assert appraiser.get(f"{WEB}/firm-duplicates.xlsx").status_code == 403
        assert appraiser.get(f"{WEB}/inbox.xlsx", params={"queue": "agreements"}).status_code == 404


@pytest.mark.parametrize("rows", [500, 12_000])
def test_a_sheet_is_written_in_the_same_memory_however_long(rows):
    columns = {"Name": (20, lambda row: row["name"]), "Number": (10, lambda row: row["n"])}
    tracemalloc.start()
    try:
        made = ({"name": f"Đơn vị {n}", "n": n} for n in range(rows))
        size = sum(len(chunk) for chunk in sheet_of("Units", columns, made))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 4_000
    assert peak < 3_000_000
