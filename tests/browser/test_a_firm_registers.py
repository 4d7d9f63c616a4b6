"""A firm with its paper form in hand: account, unit, application, all by the pages."""

from __future__ import annotations

import pytest

from nscl_shared.kernel import new_id

from .conftest import viewer

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]

WRONG, RIGHT = "9999999998", "9999999997"  # of a range that is no tax office's


@pytest.fixture
def firm(browser, year):
    yield from viewer(browser, year.stack.url, "phone")


def test_from_an_account_to_a_submitted_application(firm):
    page = firm.page
    username = f"dn-{new_id()[-8:]}"

    firm.open("/identity/signup")
    page.fill("#display_name", "Nguyễn Thị Ví Dụ")
    page.fill("#email", f"{username}@vidu.example")
    page.fill("#username", username)
    page.fill("#password", "mot-mat-khau-dai")
    page.locator("main button").click()
    page.wait_for_url(lambda url: "/identity/signup" not in url)
    if "/identity/login" in page.url:
        firm.log_in(username, "mot-mat-khau-dai")

    firm.open("/registration/firms/new")
    page.fill("#name", "Công ty TNHH Một Ví Dụ")
    page.locator("#org_type").select_option("DN")
    page.fill("#tax_code", WRONG)
    page.fill("[name='products.0.name']", "Na Chi Lăng")
    page.fill("[name='products.1.name']", "Mắc ca rang")
    page.locator("main form .submit button").click()
    assert "Mã số thuế" in page.locator("main").inner_text()
    assert page.locator("[name='products.0.name']").input_value() == "Na Chi Lăng"
    firm.keep_picture("refused")
    page.fill("#tax_code", RIGHT)
    page.locator("main form .submit button").click()
    page.wait_for_url("**/registration/firms/*")
    assert "Mắc ca rang" in page.locator("main").inner_text()

    firm.open("/registration/applications/new")
    if page.locator("#project_id").count() == 0:
        page.locator("main table tbody a").first.click()
    page.locator("#project_id").select_option(index=1)
    page.locator("main form .submit button").click()
    page.wait_for_url("**/form/wishes")
    page.locator("[name='supports.0.item_code']").select_option("HT-01")
    firm.keep_picture("form-wishes")
    assert not firm.is_wider_than_the_window()
    page.locator("main form .submit button").click()
    page.wait_for_url("**/form/money")
    page.fill("#estimated_cost_vnd", "80.000.000")
    page.locator("main form .submit button").click()
    page.get_by_text("Mức nhà nước hỗ trợ tối đa").wait_for()
    firm.keep_picture("form-money")
    assert not firm.is_wider_than_the_window()

    firm.open("/registration/applications?state=draft")
    page.locator("main table tbody a").first.click()
    page.get_by_role("link", name="Khai tiếp hồ sơ").click()
    page.wait_for_url("**/submit")
    firm.keep_picture("submit")
    assert not page.locator("#commitment").is_checked()
    page.locator("main form .submit button").click()
    page.get_by_text("Chưa cam kết").first.wait_for()

    firm.open(page.url.replace("/submit", "/form/files"))
    paper = {"name": "Đơn đã ký.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 "}
    page.locator("#serves").select_option("signed-form")
    page.set_input_files("#file", paper)
    page.locator("main form .submit button").click()
    page.get_by_text("Đơn đã ký.pdf").wait_for()
    firm.keep_picture("form-files")
    page.get_by_role("link", name="Tiếp tục").click()
    page.check("#commitment")
    page.locator("main form .submit button").click()
    page.wait_for_url(lambda url: not url.endswith("/submit"))
    assert "Đã nộp" in page.locator("main").inner_text()
    complaints = [said for said in firm.complaints if "422" not in said]
    assert complaints == []
