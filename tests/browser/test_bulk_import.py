"""An officer takes the template, fills it in, uploads it, imports the good rows and sees them."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from nscl_shared.kernel import new_id

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]

IMPORTS = "/registration/imports"


def filled(path, mark):
    """Type three drafts, of which one cannot be read."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    sheet = book["Dữ liệu"]
    places = {cell.value.rstrip(" *"): cell.column for cell in sheet[1]}
    for number, cost in enumerate((80_000_000, "nhiều", 40_000_000), 3):
        given = {
            "Tên đầy đủ": f"Hợp tác xã Ví Dụ {mark} {number}",
            "Loại hình": "HTX · Hợp tác xã",
            "Xã, phường": "Xã Na Sầm",
            "Nội dung hỗ trợ 1": "CN-01",
            "Kinh phí dự kiến (đồng)": cost,
        }
        for heading, value in given.items():
            sheet.cell(number, places[heading], value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_from_the_template_to_the_list(officer):
    page, mark = officer.page, new_id()[-6:]
    officer.open("/registration/applications")
    page.locator(f"main a[href='{IMPORTS}']").click()
    page.locator("#project_id").select_option(index=1)
    with page.expect_download() as download:
        page.locator("form[action$='template.xlsx'] button").click()

    page.set_input_files(
        "#file", {"name": "mau.xlsx", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.locator(f"form[action='{IMPORTS}'] button").click()
    assert "không phải là tệp Excel" in page.locator("main").inner_text()
    officer.keep_picture("import-refused")
    officer.complaints.clear()  # the browser tells of the status 422

    data = filled(download.value.path(), mark)
    sheet = {"name": "danh-sach-huyen.xlsx", "mimeType": "application/zip", "buffer": data}
    page.set_input_files("#file", sheet)
    page.locator(f"form[action='{IMPORTS}'] button").click()
    page.wait_for_url(f"**{IMPORTS}/*")
    start = page.locator("form[action$='/start'] button")
    start.wait_for(timeout=60_000)  # the bar reloads the page when the check is done
    text = page.locator("main").inner_text()
    assert "Cột Q (Kinh phí dự kiến (đồng))" in text
    assert not officer.is_wider_than_the_window()
    officer.keep_picture("import-preview")
    with page.expect_download() as annotated:
        page.locator("a[href$='annotated.xlsx']").click()
    sheet = load_workbook(io.BytesIO(annotated.value.path().read_bytes()))["Dữ liệu"]
    assert str(sheet.cell(4, sheet.max_column).value).startswith("Cột Q")

    start.click()
    page.locator("text=Đã nhập 2 dòng.").wait_for(timeout=60_000)
    assert not officer.is_wider_than_the_window()
    officer.keep_picture("import-done")
    officer.open(f"{IMPORTS}")
    assert not officer.is_wider_than_the_window()
    officer.keep_picture("import-list")
    found = officer.open(f"/registration/applications?q={mark}").text()
    assert f"Ví Dụ {mark} 3" in found
    assert f"Ví Dụ {mark} 5" in found
    assert f"Ví Dụ {mark} 4" not in found
    assert not officer.complaints
