"""A firm's phone and an officer's desk: stamps from request to void by the pages alone.

``NSCL_STAMP_PICTURES`` names a folder that takes pictures of what is seen.
"""

import csv
import io
from functools import partial
from pathlib import Path

import pytest

from nscl_shared.testing.seeing import seeing as shown

API = "/api/traceability"
WEB = "/traceability"


@pytest.fixture
def seeing(service, browser):
    """Open pages as somebody, at a size."""
    return partial(shown, browser, service.url, pictures="NSCL_STAMP_PICTURES")


@pytest.mark.timeout(240)
def test_stamps_from_request_to_void_by_the_pages(seeing, officer, own_firm, registering, tmp_path):
    client, body = own_firm("HTX Na Chi Lăng")
    register = registering(client)
    product = register.product(firm=body, ocop_stars=4, name="Na Chi Lăng loại một")
    register.lot(product["id"], quantity=1_200)
    with seeing(client, "phone") as phone, seeing(officer, "desk") as desk:
        here = asked(phone, product["id"])
        granted(desk, here)
        used(phone, here, client, tmp_path)
        desk.page.goto(here)
        said = desk.right("batch-in-use")
        assert "Hỏng khi in: 3 tem" in said
        desk.page.goto(f"{WEB}/products/{product['id']}")
        assert "496" in desk.right("product-with-batch")


def asked(phone, product_id):
    """A firm asks for stamps; return the address of the batch."""
    phone.page.goto(f"{WEB}/products/{product_id}")
    phone.right("product")
    with phone.page.expect_navigation():
        phone.page.click("text=Đề nghị cấp tem")
    assert phone.page.input_value("#quantity") == "1200"
    phone.page.fill("#quantity", "1.300")
    phone.send("/stamp-request")
    assert "vượt quá hạn mức" in phone.right("request-refused")
    phone.page.fill("#quantity", "800")
    phone.page.fill("#note", "Vụ hè thu, giao nhà in Lạng Sơn")
    phone.send("/stamp-request")
    assert "Chờ duyệt" in phone.right("batch-requested")
    assert phone.page.locator('form[action$="/approve"]').count() == 0
    return phone.page.url


def granted(desk, here):
    """An officer finds the request in the queue, grants less and issues."""
    desk.page.goto(f"{WEB}/stamp-batches")
    assert "HTX Na Chi Lăng" in desk.right("queue")
    desk.page.goto(here)
    desk.right("batch-to-decide")
    desk.page.fill("#approve-quantity", "900")
    desk.send("/approve")
    assert "Không thể duyệt nhiều hơn 800" in desk.right("approval-refused")
    desk.page.fill("#approve-quantity", "500")
    desk.send("/approve")
    assert "Đã duyệt đề nghị." in desk.page.locator("body").inner_text()
    desk.send("/issue")
    assert "Đã cấp tem." in desk.page.locator("body").inner_text()


def used(phone, here, client, tmp_path):
    """The firm takes the print file, the printer's list, and puts the rest into use."""
    phone.page.goto(here)
    phone.right("batch-issued")
    with phone.page.expect_download() as download:
        phone.page.click("text=CSV cho nhà in")
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text())))
    assert len(rows) == 500
    phone.page.reload()
    with phone.page.expect_download() as download:
        phone.page.click("text=Nhãn PDF")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-1.7")
    spoilt = tmp_path / "hong.txt"
    spoilt.write_text(f"{rows[0]['serial']}\n7-8\n")
    phone.page.reload()
    phone.right("batch-printed")
    phone.page.set_input_files("#scrap-file", str(spoilt))
    phone.send("/scrap")
    assert "3 tem hỏng khi in" in phone.page.locator("body").inner_text()
    phone.page.fill("#activate-first", "1")
    phone.page.fill("#activate-last", "5000")
    phone.send("/activate")
    assert "không phải là khoảng tem" in phone.right("range-refused")
    assert phone.page.input_value("#activate-last") == "5000"
    phone.page.fill("#activate-last", "500")
    phone.send("/activate")
    assert "497 tem của đợt đang lưu hành" in phone.page.locator("body").inner_text()
    verdict = client.get(rows[1]["url"].partition("example")[2]).json()["verdict"]
    assert verdict == "genuine"
    phone.page.fill("#void-serial", rows[9]["url"])
    phone.page.select_option("#void-reason", "lost")
    phone.page.fill("#void-note", "Rơi khi vận chuyển")
    phone.send("/void")
    assert "Đã hủy 1 tem" in phone.right("batch-used")
