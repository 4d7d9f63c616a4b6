"""Bulk import over REST and pages: template, upload, preview, job, downloads."""

import io
import threading

import pytest
from openpyxl import load_workbook
from pymongo import MongoClient

from .conftest import API
from .workbooks import DATA, checked, filled, imported, row, sent, settled, template_of


@pytest.fixture
def template(officer, project):
    return template_of(officer, project)


def test_the_template_explains_itself_and_takes_what_its_lists_offer(template, project):
    book = load_workbook(io.BytesIO(template))

    assert book.sheetnames == ["Hướng dẫn", DATA, "Danh mục", "_nscl"]
    assert book["_nscl"].sheet_state == "veryHidden"
    assert book["_nscl"]["A3"].value == project
    sheet = book[DATA]
    assert sheet.freeze_panes == "D2"
    assert sheet["A2"].value == "VÍ DỤ"
    lists = {str(rule.sqref).partition("2:")[0] for rule in sheet.data_validations.dataValidation}
    heads = {cell.value.rstrip(" *"): cell.column_letter for cell in sheet[1]}
    offered = ("Loại hình", "Nội dung hỗ trợ 1", "Nội dung hỗ trợ 3", "Trạng thái đơn")
    assert {heads[one] for one in offered} <= lists
    assert len({cell.value for cell in sheet[1]}) == len(heads)


def test_the_example_alone_is_no_row_to_import(officer, template):
    answer = sent(officer, template)

    assert answer.status_code == 422
    assert answer.json()["code"] == "workbook-empty"


def test_the_example_would_pass_if_it_were_a_row(officer, template):
    data = filled(template, [], change=lambda book: setattr(book[DATA]["A2"], "value", "1"))

    told = checked(officer, data)

    rows = officer.get(f"{API}/imports/{told['id']}/rows").json()["items"]
    assert [row["faults"] for row in rows if row["faults"]] == [
        [{"column": "B", "heading": "Mã số thuế", "text": rows[0]["faults"][0]["text"]}]
    ]  # its tax code is nobody's, so that nobody imports it by mistake


def test_from_upload_to_applications_and_once_more(officer, template, project, events):
    rows = [row(1), row(2, **{"Kinh phí dự kiến (đồng)": "nhiều"}), row(3, **{"Loại hình": "??"})]
    data = filled(template, rows)

    told = checked(officer, data)

    assert (told["state"], told["examples"], told["total"]) == ("ready", 1, 3)
    assert (told["counts"]["good"], told["counts"]["bad"]) == (1, 2)
    bad = officer.get(f"{API}/imports/{told['id']}/rows", params={"state": "bad"}).json()["items"]
    assert [(one["number"], one["faults"][0]["column"]) for one in bad] == [(4, "Q"), (5, "D")]
    assert bad[0]["faults"][0]["heading"] == "Kinh phí dự kiến (đồng)"
    assert "Write digits only" in bad[0]["faults"][0]["text"]

    done = imported(officer, told["id"])

    assert (done["state"], done["counts"]["imported"]) == ("done", 1)
    found = officer.get(f"{API}/applications", params={"project_id": project}).json()["items"]
    assert [(one["state"], one["firm_name"]) for one in found] == [
        ("submitted", rows[0]["Tên đầy đủ"])
    ]
    assert events.named("application-submitted.v1").data["firm_name"] == rows[0]["Tên đầy đủ"]

    again = checked(officer, data)
    assert again["counts"]["imported-before"] == 1
    refused = officer.post(f"{API}/imports/{again['id']}/start", json={})
    assert refused.json()["code"] == "no-row-chosen"


def test_the_annotated_workbook_is_mended_and_uploaded_again(officer, template):
    data = filled(template, [row(1), row(2, **{"Kinh phí dự kiến (đồng)": "nhiều"})])
    told = checked(officer, data)
    imported(officer, told["id"])

    answer = officer.get(f"{API}/imports/{told['id']}/annotated.xlsx")

    sheet = load_workbook(io.BytesIO(answer.content))[DATA]
    notes = {cell.row: cell.value for cell in list(sheet.columns)[-1] if cell.value}
    assert notes[1] == "Nội dung cần sửa"
    assert notes[3].startswith("Imported: 2022-")
    assert notes[4].startswith("Column Q (Kinh phí dự kiến (đồng)): This is not a whole number.")
    mended = filled(answer.content, [{"Kinh phí dự kiến (đồng)": 5_000_000}], start=4)
    again = checked(officer, mended)
    assert (again["counts"]["imported-before"], again["counts"]["good"]) == (1, 1)
    assert imported(officer, again["id"])["counts"]["imported"] == 1


def test_the_pages_lead_from_upload_to_the_imported_rows(browser, officer, template):
    data = filled(template, [row(1), row(2, **{"Kinh phí dự kiến (đồng)": "nhiều"})])
    refused = browser.post("/registration/imports", files={"file": ("a.xlsx", b"x")})
    assert refused.status_code == 422
    assert "không phải là tệp Excel" in refused.text

    page = browser.post("/registration/imports", files={"file": ("a.xlsx", data)})
    assert page.status_code == 303
    place = page.headers["Location"]
    settled(officer, place.rpartition("/")[2])
    shown = browser.get(place).text
    assert "Cột Q (Kinh phí dự kiến (đồng)): " in shown.replace("&#39;", "'")
    assert "Tất cả 1 dòng không có lỗi" in shown

    nothing = browser.post(f"{place}/start", data={"which": "some"})
    assert nothing.status_code == 422
    assert browser.post(f"{place}/start", data={"which": "some", "picked": "3"}).status_code == 303
    assert settled(officer, place.rpartition("/")[2])["counts"]["imported"] == 1
    assert "Đã nhập 1 dòng." in browser.get(place).text
    assert place in browser.get("/registration/imports").text


def test_others_are_answered_while_a_workbook_is_read(service, officer, template):
    data = filled(template, [row(n) for n in range(1_500)])
    answers = []

    def uploading():
        with service.client("officer") as other:
            answers.append(sent(other, data))

    thread = threading.Thread(target=uploading)
    thread.start()
    between = 0
    while thread.is_alive():
        officer.get("/health/live").raise_for_status()
        between += thread.is_alive()
    thread.join()

    assert answers[0].status_code == 201, answers[0].text
    assert between >= 3


def test_the_page_of_a_running_import_refreshes_itself_where_no_script_runs(
    browser, officer, template
):
    made = sent(officer, filled(template, [row(n) for n in range(300)])).json()

    page = browser.get(f"/registration/imports/{made['id']}").text

    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert '<progress max="300"' in page
    officer.post(f"{API}/imports/{made['id']}/cancel").raise_for_status()
    settled(officer, made["id"])
    assert "<progress" not in browser.get(f"/registration/imports/{made['id']}").text


def test_what_was_done_is_in_the_audit_log(database, officer, template):
    told = checked(officer, filled(template, [row(1)]))
    imported(officer, told["id"])
    officer.get(f"{API}/imports/{told['id']}/annotated.xlsx").raise_for_status()

    with MongoClient(database.mongodb_uri) as client:
        rows = list(client["nscl_registration"]["audit"].find({"target": told["id"]}))

    assert [one["action"] for one in rows] == [
        "import-uploaded",
        "import-started",
        "import-finished",
        "import-exported",
    ]
    assert rows[0]["details"]["rows"] == 1


def test_a_repeated_upload_with_the_same_key_begins_one_import(officer, template):
    data = filled(template, [row(1)])
    key = {"Idempotency-Key": "the-same"}
    first, second = (sent(officer, data, **key).json()["id"] for _ in range(2))
    assert first == second
    assert settled(officer, first)["total"] == 1
