"""An officer's desk and phone: from the map of scans to a concluded case, by the pages alone.

``NSCL_SIGNAL_PICTURES`` names a folder that takes pictures of what is seen.
"""

from functools import partial

import pytest

from nscl_shared.kernel import new_id
from nscl_shared.testing.seeing import seeing as shown

API = "/api/traceability"
WEB = "/traceability"
COMMUNES = ("06187", "06196", "06184", "00070")


@pytest.fixture
def seeing(service, browser):
    """Open pages as somebody, at a size."""
    return partial(shown, browser, service.url, pictures="NSCL_SIGNAL_PICTURES")


@pytest.fixture(scope="module")
def product_id(service, officer, register, consumer, eventually):
    """A product whose stamps were scanned too early, in several communes; one report."""
    product = register.product(name=f"Hồng vành khuyên {new_id()[-4:]}")["id"]
    lot_id = register.lot(product, quantity=60)
    body = {"quantity": 60, "issued_on": "2022-08-05", "activate": False}
    batch = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json=body).json()
    rows = officer.get(f"{API}/stamp-batches/{batch['id']}/stamps.csv").text.split()[1:]
    paths = [row.rpartition(",")[2].partition(".example")[2] for row in rows]
    for place, path in enumerate(paths[:16]):
        commune = COMMUNES[0] if place < 9 else COMMUNES[place % 4]
        with service.anyone(**{"X-Commune": commune}) as phone:
            assert phone.get(path).json()["verdict"] == "suspicious"
    forged = paths[0][:-1] + ("0" if paths[0][-1] != "0" else "1")
    with service.anyone(**{"X-Commune": COMMUNES[0]}) as phone:
        assert {phone.get(forged).status_code for _ in range(60)} == {404}
    words = "Tem bị bong, mã quét ra sản phẩm khác <b>không đúng</b>"
    report = {"link": paths[0], "kind": "forged", "words": words, "commune": "06187"}
    assert consumer.post("/verify/report", data=report).status_code == 303

    def found():
        officer.post(f"{API}/signals/look")
        return officer.get(f"{API}/signals", params={"product_id": product}).json()["items"]

    eventually(lambda: len(found()) >= 17, "the signals are raised")
    eventually(lambda: "bad-serials" in {one["kind"] for one in found()}, "the burst is raised")
    return product


@pytest.mark.timeout(240)
def test_from_the_map_of_scans_to_a_concluded_case(seeing, officer, product_id):
    with seeing(officer, "desk") as desk, seeing(officer, "phone") as phone:
        for seen in (phone, desk):
            looked_at(seen, product_id)
        here = opened(desk, product_id)
        worked_on(desk, here)
        phone.page.goto(here)
        said = phone.right("case-closed")
        assert "Xác nhận hàng giả, tem giả" in said
        assert "Đã lập biên bản" in said


def looked_at(seen, product_id):
    """Every list shows what there is; the address keeps the filters."""
    seen.page.goto(f"{WEB}/signals")
    said = seen.right("map")
    assert "Bản đồ lượt quét" in said
    assert "Phường Kỳ Lừa" in seen.page.locator("svg").first.text_content()
    assert "Sản phẩm bị ghi trên mã có số sê-ri giả" in said
    assert "Hồng vành khuyên" in said
    with seen.page.expect_navigation():
        seen.page.select_option("#measure", "suspicious")
        seen.page.click("form.filters button")
    assert "measure=suspicious" in seen.page.url
    seen.right("map-suspicious")
    seen.page.goto(f"{WEB}/signals/list?product_id={product_id}")
    said = seen.right("signals")
    assert "Quét trước khi kích hoạt" in said
    assert "ghi tên sản phẩm này" in said
    seen.page.goto(f"{WEB}/signals/list?kind=cloned-cluster&product_id={product_id}")
    assert "tem cùng một đợt" in seen.right("clusters")
    seen.page.goto(f"{WEB}/signals/stamps?product_id={product_id}")
    assert "Phường Kỳ Lừa" in seen.right("stamps")
    seen.page.goto(f"{WEB}/signals/reports")
    seen.page.click("text=Xóa nội dung người dân đã viết")
    assert "<b>không đúng</b>" in seen.right("reports")


def opened(desk, product_id):
    """Mark signals and open a case; return its address."""
    desk.page.goto(f"{WEB}/signals/list?product_id={product_id}")
    desk.page.fill("#title", "Tem quét trước kích hoạt tại Kỳ Lừa")
    desk.send("/from-signals")
    assert "cần ít nhất một dấu hiệu" in desk.right("case-refused")
    assert desk.page.input_value("#title") == "Tem quét trước kích hoạt tại Kỳ Lừa"
    desk.page.goto(f"{WEB}/signals/list?product_id={product_id}")
    desk.page.fill("#title", "Tem quét trước kích hoạt tại Kỳ Lừa")
    for box in desk.page.locator('input[name="signal_ids"]').all()[:4]:
        box.check()
    desk.send("/from-signals")
    assert "Đã mở vụ việc VV-" in desk.page.locator("body").inner_text()
    here = desk.page.url
    desk.page.goto(f"{WEB}/signals/reports")
    desk.page.locator('input[name="report_ids"]').first.check()
    desk.page.select_option("#case_id", here.rpartition("/")[2])
    with desk.page.expect_navigation():
        desk.page.click('button[formaction$="/add-reports"]')
    assert "Đã bổ sung chứng cứ." in desk.page.locator("body").inner_text()
    desk.page.goto(f"{WEB}/signals/cases")
    assert "Đang xem xét" in desk.right("cases")
    return here


def worked_on(desk, here):
    """Make the stamps void and conclude the case."""
    desk.page.goto(here)
    desk.right("case")
    desk.page.click("text=Hủy các tem của vụ việc này")
    desk.page.fill("#void-note", "Tem in lậu")
    desk.send("/void-stamps")
    assert "Đã hủy" in desk.page.locator("body").inner_text()
    desk.page.click("summary:has-text('Kết luận vụ việc')")
    desk.page.check('input[value="counterfeit"]')
    desk.page.fill("#close-note", "Đã lập biên bản, chuyển Quản lý thị trường")
    desk.send("/close")
    assert "Đã kết luận vụ việc." in desk.right("case-concluded")
