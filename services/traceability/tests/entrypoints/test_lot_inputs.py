"""What a lot was made of, entered with a phone: own lots by their words, without JavaScript."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nscl_shared.auth import Principal
from nscl_shared.kernel import new_id
from nscl_shared.web.session import COOKIE

WEB, API = "/traceability", "/api/traceability"
LOT = {"produced_on": "02/08/2022", "quantity": "40", "unit": "hũ"}
PICTURES = os.environ.get("NSCL_PICTURES", "")
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(scope="module")
def firm():
    return {"firm_id": new_id(), "name": "HTX Đồng Đăng", "org_type": "HTX"}


@pytest.fixture(scope="module")
def fruit(register, firm):
    """A product with lots of two days."""
    made = register.product(name="Na Chi Lăng", firm=firm)["id"]
    register.lot(made, lot_number="NA-CU", produced_on="2022-07-01")
    register.lot(made, lot_number="NA-MOI", produced_on="2022-08-01", unit="kg")
    return made


@pytest.fixture(scope="module")
def jam(register, firm):
    return register.product(name="Mứt na", firm=firm)["id"]


@pytest.fixture(scope="module")
def client(service):
    with service.client("officer", Accept="text/html") as one:
        yield one


def row(place, **values):
    return {f"inputs.{place}.{name}": value for name, value in values.items()}


def inputs_of(officer, product, number):
    lots = {
        one["lot_number"]: one["id"]
        for one in officer.get(f"{API}/products/{product}").json()["lots"]
    }
    found = officer.get(f"{API}/lots/{lots[number]}").json()["inputs"]
    return lots[number], [(one["name"], one["number"], one["quantity"]) for one in found]


def test_a_new_lot_names_what_it_was_made_of(client, officer, fruit, jam):
    rows = {
        **row(0, lot="Na Chi Lăng · NA-MOI", quantity="12,5", unit="kg"),
        **row(2, lot="NA-CU", quantity="3", unit="hộp"),
        **row(4, name="Đường", supplier="Cty Đường", quantity="2", unit="kg"),
    }
    sent = client.post(f"{WEB}/products/{jam}/lots", data={**LOT, "lot_number": "MUT-1", **rows})
    assert sent.status_code == 303, sent.text
    lot, found = inputs_of(officer, jam, "MUT-1")
    assert found == [
        ("Na Chi Lăng", "NA-MOI", "12.5"), ("Na Chi Lăng", "NA-CU", "3"), ("Đường", "", "2"),
    ]  # fmt: skip
    page = client.get(f"{WEB}/lots/{lot}/edit").text
    assert 'value="Na Chi Lăng · NA-CU"' in page
    assert page.index('<option value="Na Chi Lăng · NA-MOI">01/08/2022') < page.index(
        '<option value="Na Chi Lăng · NA-CU">01/07/2022'
    )


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"lot": "KHONG-CO"}, "lot", "“KHONG-CO” không có trong hệ thống"),
        ({"lot": "NA-CU", "quantity": ""}, "quantity", ""),
        ({"lot": ""}, "lot", "Chưa cho biết đây là lô nào."),
        ({"lot": "TRUNG"}, "lot", "Cơ sở có nhiều lô “TRUNG”."),
        ({"lot": "", "name": "Đường"}, "supplier", "cần có tên sản phẩm và nhà cung cấp"),
    ],
)
def test_an_error_stands_in_its_row_and_what_was_typed_is_kept(
    client, register, fruit, jam, given, field, words
):
    if given["lot"] == "TRUNG":
        register.lot(fruit, lot_number="TRUNG")
        register.lot(jam, lot_number="TRUNG")
    rows = {
        **row(0, lot="NA-MOI", quantity="1", unit="kg"),
        **row(2, **{"quantity": "7", "unit": "hộp", **given}),
    }
    answer = client.post(f"{WEB}/products/{jam}/lots", data={**LOT, "lot_number": "MUT-2", **rows})
    assert answer.status_code == 422
    name = f"inputs.1.{field}"
    beside = answer.text.partition(f'<label for="{name}"')[2].partition("<input")[0]
    assert f'id="{name}-error">' in beside
    assert words in beside
    for part, value in given.items():
        kept = answer.text.partition(f'id="inputs.1.{part}" name=')[2].partition(">")[0]
        assert f'value="{value}"' in kept


def test_more_rows_come_without_anything_being_saved(client, officer, jam):
    rows = [row(place, lot=f"L{place}") for place in range(3)]
    sent = {key: value for one in rows for key, value in one.items()}
    page = client.post(f"{WEB}/products/{jam}/lots", data={**sent, "lot_number": "X", "more": "1"})
    assert page.status_code == 200
    assert 'value="L2"' in page.text
    assert 'name="inputs.5.lot"' in page.text
    assert 'name="inputs.6.lot"' not in page.text
    assert "X" not in [
        one["lot_number"] for one in officer.get(f"{API}/products/{jam}").json()["lots"]
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_it_goes_without_javascript_on_any_screen(browser, service, officer, fruit, jam, width):
    user = Principal(
        subject="account-officer", username="officer", role="officer",
        display_name="Nguyễn Thị Ví Dụ", csrf="a-secret-of-the-session",
    )  # fmt: skip
    view = {"width": width, "height": 844}
    context = browser.new_context(
        base_url=service.url, viewport=view, locale="vi-VN", java_script_enabled=False
    )
    token, url = service.signer.issue(user), service.url.replace("http:", "https:")
    context.add_cookies([{"name": COOKIE, "value": token, "url": url, "secure": True}])
    page = context.new_page()
    page.goto(f"{WEB}/products/{jam}")
    page.fill("#lot_number", f"MUT-{width}")
    page.fill("#produced_on", "2022-08-02")
    page.fill("#quantity", "40")
    page.fill("#unit", "hũ")
    page.get_by_text("Được làm từ các lô khác").click()
    page.fill("[id='inputs.0.lot']", "Na Chi Lăng · NA-MOI")
    page.fill("[id='inputs.0.unit']", "kg")
    page.get_by_role("button", name="Ghi nhận lô").click()
    picture(page, f"lot-refused-{width}")
    assert page.get_by_role("alert").count() == 1
    assert not page.evaluate(TOO_WIDE)
    page.fill("[id='inputs.0.quantity']", "12,5")
    page.press("[id='inputs.0.quantity']", "Enter")
    page.wait_for_url(f"**{WEB}/products/{jam}")
    lot, found = inputs_of(officer, jam, f"MUT-{width}")
    assert found == [("Na Chi Lăng", "NA-MOI", "12.5")]
    page.goto(f"{WEB}/lots/{lot}/edit")
    picture(page, f"lot-edit-{width}")
    context.close()


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
