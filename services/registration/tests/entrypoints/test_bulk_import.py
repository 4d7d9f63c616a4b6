"""Bulk import over REST and pages: template, upload, preview, job, downloads."""

import io
import threading
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from pymongo import MongoClient

from nscl_shared.testing.waiting import until

from .conftest import API

DATA = "Dữ liệu"


@pytest.fixture
def template(officer, project):
    answer = officer.get(f"{API}/projects/{project}/import-template.xlsx")
    assert answer.status_code == 200, answer.text
    return answer.content


def filled(template, rows, start=3, change=lambda _book: None):
    """Type rows below the example, as an officer does."""
    book = load_workbook(io.BytesIO(template))
    sheet = book[DATA]
    places = {cell.value.rstrip(" *"): cell.column for cell in sheet[1] if cell.value}
    for number, row in enumerate(rows, start):
        for heading, value in row.items():
            sheet.cell(number, places[heading], value)
    change(book)
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def row(number, **over):
    given = {
        "Tên đầy đủ": f"Hợp tác xã {number:04d}{number * 7919:x}",
        "Loại hình": "HTX · Hợp tác xã",
        "Xã, phường": "Xã Na Sầm",
        "Nội dung hỗ trợ 1": "CN-01",
        "Sản phẩm": "Hoa hồi",
        "Kinh phí dự kiến (đồng)": 80_000_000,
        "Cam kết không trùng hỗ trợ": "Có",
        "Trạng thái đơn": "Đã nộp",
    }
    return {**given, **over}


def sent(client, data, name="danh-sach.xlsx", **headers):
    return client.post(f"{API}/imports", files={"file": (name, data)}, headers=headers)


def settled(client, import_id):
    def looked():
        told = client.get(f"{API}/imports/{import_id}").json()
        return told if told["state"] not in ("checking", "importing") else None

    return until(looked, "the import to rest", 180)


def checked(client, data):
    answer = sent(client, data)
    assert answer.status_code == 201, answer.text
    return settled(client, answer.json()["id"])


def imported(client, import_id, **body):
    answer = client.post(f"{API}/imports/{import_id}/start", json=body)
    assert answer.status_code == 200, answer.text
    return settled(client, import_id)


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


def with_part(data, name, content):
    target = io.BytesIO(data)
    with ZipFile(target, "a", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def replaced(data, name, content):
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return target.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><x>&l9;</x>'


def plain(_template):
    return saved(Workbook())


REFUSED = {
    "workbook-not-xlsx": lambda _t: b"%PDF-1.7 not a workbook",
    "workbook-old-or-locked": lambda _t: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "workbook-macros": lambda t: with_part(t, "xl/vbaProject.bin", b"macro"),
    "workbook-too-heavy": lambda t: with_part(t, "xl/media/x.bin", b"\0" * 120_000_000),
    "workbook-unreadable": lambda t: replaced(t, "xl/workbook.xml", "<workbook"),
    "workbook-not-template": plain,
    "workbook-columns-missing": lambda t: filled(
        t, [row(1)], change=lambda book: setattr(book[DATA]["D1"], "value", "Khác")
    ),
    "workbook-column-doubled": lambda t: filled(
        t, [row(1)], change=lambda book: setattr(book[DATA]["E1"], "value", "Mã số thuế")
    ),
    "project-unknown": lambda t: filled(
        t, [row(1)], change=lambda book: setattr(book["_nscl"]["A3"], "value", "2022-X")
    ),
    "workbook-too-long": lambda t: filled(t, [row(1)], start=400_000),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_workbook_that_cannot_be_imported_says_why_and_what_to_do(officer, template, code):
    before = officer.get(f"{API}/imports").json()["items"][:1]

    answer = sent(officer, REFUSED[code](template))

    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, code), answer.text
    assert told["errors"][0]["field"] == "file"
    assert told["errors"][0]["remedy"]
    assert officer.get(f"{API}/imports").json()["items"][:1] == before


def test_entities_that_grow_without_end_are_stopped(officer, template):
    answer = sent(officer, replaced(template, "xl/worksheets/sheet2.xml", BOMB))

    assert answer.status_code == 422
    assert answer.json()["code"] in ("workbook-unreadable", "workbook-too-heavy")
    assert officer.get("/health/live").status_code == 200


def test_a_file_above_the_limit_is_refused_before_it_is_read(officer):
    assert sent(officer, b"\0" * (10 * 1024 * 1024 + 1)).json()["code"] == "workbook-too-large"
    assert sent(officer, b"\0" * (12 * 1024 * 1024)).status_code == 413


def test_no_file_is_told(officer):
    answer = officer.post(f"{API}/imports", files={"other": ("a", b"x")})
    assert answer.json()["code"] == "workbook-missing"


def test_only_officers_and_administrators_import(service, officer, owner, template):
    assert sent(owner, template).status_code == 403
    assert owner.get(f"{API}/imports").status_code == 403
    with service.client("admin") as admin:
        assert admin.get(f"{API}/imports").status_code == 200


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
