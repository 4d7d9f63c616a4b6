"""Pages of products, lots and recalls: two editors, what each role is offered, escaping."""

import pytest

HTML = {"Accept": "text/html"}
WEB, API = "/traceability", "/api/traceability"
LOT = {"lot_number": "L2022-01", "produced_on": "01/08/2022", "quantity": "1.000", "unit": "hộp"}
BEGIN = {"reason": "Dư lượng <b>", "risk": "high", "instruction": "Không dùng"}


@pytest.fixture
def browser(service):
    with service.client("officer", **HTML) as client:
        yield client


@pytest.fixture
def lot(register):
    return register.lot(register.product()["id"])


@pytest.fixture
def recall(officer, lot):
    return officer.post(f"{API}/lots/{lot}/recalls", json=BEGIN).json()["id"]


def shown(response, status=200):
    assert response.status_code == status, response.text
    return response.text


def test_every_page_opens_in_both_languages(browser, register, lot, recall):
    product = register.product()["id"]
    for path in (
        f"products/{product}/edit",
        f"lots/{lot}",
        f"lots/{lot}/edit",
        f"lots/{lot}/trace",
        f"lots/{lot}/recall",
        "overdrawn-lots",
        "recalls?state=open",
        f"recalls/{recall}",
    ):
        assert 'lang="vi"' in shown(browser.get(f"{WEB}/{path}"))
        english = shown(browser.get(f"{WEB}/{path}", headers={"Accept-Language": "en"}))
        assert 'lang="en"' in english


def test_the_second_of_two_editors_sees_both_versions_and_may_go_on(browser, register):
    here = f"{WEB}/products/{register.product(name='Na cũ')['id']}"
    first = {"version": "1", "name": "Na của người thứ nhất"}
    assert browser.post(here, data=first).status_code == 303
    second = {"version": "1", "name": "Na của người thứ hai", "details.brand": "Chi Lăng"}
    page = shown(browser.post(here, data=second), 412)
    assert "Hai phiên bản" in page
    assert "Na của người thứ nhất" in page
    assert 'value="Na của người thứ hai"' in page
    assert 'name="version" value="2"' in page
    assert browser.post(here, data={**second, "version": "2"}).status_code == 303
    assert "Na của người thứ hai" in shown(browser.get(here))


def test_the_second_editor_of_a_lot_sees_both_versions(browser, lot):
    here = f"{WEB}/lots/{lot}"
    assert browser.post(here, data={**LOT, "version": "1", "unit": "túi"}).status_code == 303
    page = shown(browser.post(here, data={**LOT, "version": "1", "unit": "bao"}), 412)
    assert "Hai phiên bản" in page
    assert "túi" in page


def test_a_refused_input_keeps_what_was_typed(browser, lot):
    lines = {"inputs.0.lot": "khong-co", "inputs.0.quantity": "1,5", "inputs.0.unit": "kg"}
    page = shown(browser.post(f"{WEB}/lots/{lot}", data={**LOT, **lines, "version": "1"}), 422)
    assert "“khong-co” không có trong hệ thống" in page
    assert 'value="1,5"' in page


def test_looking_for_a_commune_changes_nothing(browser, register):
    here = f"{WEB}/products/{register.product()['id']}"
    words = {"details.place.unit_code_q": "dong dang", "details.place.on": "2024-01-01"}
    page = shown(browser.post(here, data={"version": "1", "name": "X", "find": "1", **words}))
    assert "Đồng Đăng" in page
    assert 'name="version" value="1"' in page


def test_the_list_is_handed_out_as_a_spreadsheet(browser):
    answer = browser.get(f"{WEB}/products.xlsx")
    assert answer.content.startswith(b"PK")


def test_a_recall_goes_from_its_form_to_its_end(browser, lot):
    begun = browser.post(f"{WEB}/lots/{lot}/recall", data=BEGIN)
    here = begun.headers["location"]
    page = shown(browser.get(here))
    assert "Dư lượng &lt;b&gt;" in page
    assert "bị thu hồi: Dư lượng &lt;b&gt;" in shown(browser.get(f"{WEB}/lots/{lot}"))
    assert "Chưa ghi kết quả" in shown(browser.post(f"{here}/close", data={"note": ""}), 422)
    assert browser.post(f"{here}/widen", data={"note": ""}).status_code == 303
    told = {"risk": "low", "instruction": "Rửa kỹ", "note": "Thử lại"}
    assert browser.post(f"{here}/instruction", data=told).status_code == 303
    assert browser.post(f"{here}/withdraw", data={"note": "Nhầm mẫu"}).status_code == 303
    page = shown(browser.get(here))
    assert "Nhầm mẫu" in page
    assert "/withdraw" not in page
    assert "bị thu hồi" not in shown(browser.get(f"{WEB}/lots/{lot}"))


def test_who_only_looks_on_is_offered_no_step(service, lot, recall):
    with service.client("auditor", **HTML) as client:
        page = shown(client.get(f"{WEB}/recalls/{recall}"))
        assert 'method="post" action="/traceability' not in page
        assert "/edit" not in shown(client.get(f"{WEB}/lots/{lot}"))
        assert client.post(f"{WEB}/recalls/{recall}/close", data={"note": "x"}).status_code == 403
