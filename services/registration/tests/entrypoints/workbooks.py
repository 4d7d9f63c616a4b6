"""Workbooks as officers fill them in, sent and waited for."""

import io

from openpyxl import load_workbook

from nscl_shared.testing.waiting import until

from .conftest import API

DATA = "Dữ liệu"


def template_of(client, project):
    """Return the empty workbook of a project."""
    answer = client.get(f"{API}/projects/{project}/import-template.xlsx")
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
