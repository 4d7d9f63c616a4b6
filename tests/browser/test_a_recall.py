"""An officer follows a lot, changes its product, and recalls it: on a phone and at a desk."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from nscl_shared.kernel import new_id

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def photo():
    out = BytesIO()
    Image.effect_noise((900, 700), 30).convert("RGB").save(out, "JPEG")
    return {"name": "na.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def send(page, form=""):
    page.locator(f"main form{form} .submit button").first.click()


def record(page, number, quantity):
    page.fill("#lot_number", number)
    page.fill("#produced_on", "2022-08-01")
    page.fill("#quantity", quantity)
    page.fill("#unit", "kg")
    send(page, "[action$='/lots']")
    page.get_by_role("link", name=number).wait_for()


def test_from_a_product_with_a_picture_to_a_recall_with_figures(officer, photo):
    page, tag = officer.page, new_id()[-8:]
    officer.open("/traceability/products/new")
    page.fill("#name", f"Mứt na {tag}")
    page.fill("[name='firm.name']", "HTX Thử nghiệm")
    page.locator("[name='firm.org_type']").select_option("HTX")
    send(page)
    page.get_by_text("Quy định yêu cầu bổ sung").wait_for()
    here = page.url

    page.set_input_files("#picture-file", photo)
    send(page, "[action$='/pictures']")
    page.locator(".pictures img").wait_for()
    assert page.locator(".pictures img").evaluate("one => one.complete && one.naturalWidth > 0")

    officer.open(f"{here}/edit")
    page.fill("[name='details.warnings']", "Không dùng khi bao bì hỏng")
    assert not officer.is_wider_than_the_window()
    page.locator("main form .submit button").click()
    page.get_by_text("Không dùng khi bao bì hỏng").wait_for()

    record(page, f"A-{tag}", "12,5")
    record(page, f"B-{tag}", "10")
    page.get_by_role("link", name=f"A-{tag}").click()
    first = page.url
    officer.open(here)
    page.get_by_role("link", name=f"B-{tag}").click()
    page.get_by_role("link", name="Sửa").click()
    page.fill("[name='inputs.0.lot']", "khong-co")
    page.fill("[name='inputs.0.quantity']", "7,5")
    page.fill("[name='inputs.0.unit']", "kg")
    page.locator("main form .submit button").click()
    page.get_by_text("không có trong hệ thống").first.wait_for()
    page.fill("[name='inputs.0.lot']", first.rpartition("/")[2])
    page.locator("main form .submit button").click()
    page.get_by_role("link", name="Truy vết").click()
    page.locator("svg.trace rect").nth(1).wait_for()
    assert page.locator("svg.trace rect").count() == 2
    assert not officer.is_wider_than_the_window()
    officer.keep_picture("trace")

    officer.open(f"{first}/recall")
    page.get_by_text(f"B-{tag}").wait_for()
    page.fill("#reason", "Dư lượng thuốc bảo vệ thực vật")
    page.locator("[name=risk][value=high]").check()
    send(page)
    page.get_by_text("Chưa báo cáo").wait_for()
    page.get_by_text("Báo cáo số liệu").click()
    page.fill("#answer-stock", "2,5")
    page.fill("#answer-unit", "kg")
    send(page, "[action$='/answers']")
    page.get_by_text("2,5 kg").wait_for()
    assert not officer.is_wider_than_the_window()
    officer.keep_picture("recall")
    assert [said for said in officer.complaints if "422" not in said] == []
