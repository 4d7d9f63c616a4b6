"""The officers' pages, as a browser asks for them."""

import re

import pytest

from nscl_shared.kernel import new_id

HTML = {"Accept": "text/html", "Accept-Language": "vi"}
CASES, CERTIFICATES = "/certification/cases", "/certification/certificates"


@pytest.fixture
def browser(service):
    with service.client("officer", **HTML) as client:
        yield client


def follow(browser, answer):
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["location"])


@pytest.fixture
def unit():
    return f"Hợp tác xã Na Chi Lăng {new_id()}"


@pytest.fixture
def opened(browser, unit):
    """The address of a case opened by the form, for a unit typed by hand."""
    form = {
        "firm_name": unit,
        "org_type": "HTX",
        "more_products": "Na Chi Lăng\nNa bở",
        "scheme": "vietgap",
        "standard": "TCVN 11892-1:2017",
        "opened_on": "10/06/2022",
    }
    return browser.post(CASES, data=form).headers["location"].partition("?")[0]


def test_a_case_is_walked_through_to_its_certificate_by_forms(browser, opened, unit):
    page = browser.get(opened)
    assert page.status_code == 200
    assert "Kế hoạch" in page.text
    assert f"{opened}/steps/audit" in page.text
    steps = [
        ("begin", {"on": "2022-06-20", "note": "Tư vấn"}, "Tư vấn, áp dụng"),
        ("audit", {"audited_on": "2022-08-01"}, "Đã đánh giá"),
        ("require-correction", {"on": "2022-08-02", "note": "Thiếu sổ"}, "Khắc phục"),
        ("audit", {"audited_on": "2022-08-20"}, "Đã đánh giá"),
        ("grant", {"number": new_id(), "certifier": "Tổ chức Ví dụ", "issued_on": "2022-09-01",
                   "expires_on": "2025-09-01"}, "Đã cấp giấy chứng nhận"),
    ]  # fmt: skip
    for action, form, expected in steps:
        assert browser.get(f"{opened}/steps/{action}").status_code == 200
        page = follow(browser, browser.post(f"{opened}/steps/{action}", data=form))
        assert expected in page.text
    assert "dài hơn mức thông thường" in page.text
    [certificate] = re.findall(rf"{CERTIFICATES}/[0-9a-f-]{{36}}", page.text)
    shown = browser.get(certificate)
    assert "01/09/2025" in shown.text
    assert "Hết hạn" in shown.text
    listed = browser.get(CERTIFICATES, params={"q": "na chi lang"})
    assert unit in listed.text


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_mend(browser, opened):
    browser.post(f"{opened}/steps/audit", data={"audited_on": "2022-08-20"})
    form = {"number": "GCN-77", "certifier": "Tổ chức Ví dụ", "issued_on": "2022-08-01"}
    page = browser.post(f"{opened}/steps/grant", data=form)
    assert page.status_code == 422
    assert 'value="GCN-77"' in page.text
    assert "trước ngày đánh giá 20/08/2022" in page.text


@pytest.mark.parametrize("missing", ["firm_name", "org_type"])
def test_a_case_without_unit_is_refused_at_the_field(browser, missing):
    form = {
        "firm_name": "A",
        "org_type": "DN",
        "scheme": "iso-9001",
        "standard": "ISO 9001:2015",
        "opened_on": "2022-06-10",
        missing: "",
    }
    page = browser.post(CASES, data=form)
    assert page.status_code == 422
    assert f'id="{missing}-error"' in page.text


def test_a_unit_of_the_register_brings_its_products_and_applications(
    browser, registration, eventually
):
    firm, product, application = new_id(), new_id(), new_id()
    registration.say(
        "firm-registered",
        firm_id=firm,
        name=f"Công ty {firm}",
        products=[{"product_id": product, "name": "Đá xây dựng 2x4"}],
    )
    registration.say(
        "application-approved",
        firm_id=firm,
        application_id=application,
        case_number=f"2022-P1-{firm[-4:]}",
    )
    address = f"{CASES}/new?firm_id={firm}"
    page = eventually(
        lambda: shown if f"2022-P1-{firm[-4:]}" in (shown := browser.get(address)).text else None,
        "the copies arrive",
    )
    assert "Đá xây dựng 2x4" in page.text
    form = {
        "firm_id": firm,
        "product_ids": product,
        "application_id": application,
        "scheme": "hop-quy",
        "standard": "QCVN 16:2019/BXD",
        "opened_on": "2022-06-10",
    }
    case = follow(browser, browser.post(CASES, data=form))
    assert "Đá xây dựng 2x4" in case.text
    assert "2022-P1" in case.text


def test_a_unit_typed_by_hand_is_offered_the_next_time(browser, opened, unit):
    assert unit in browser.get(f"{CASES}/new").text


def test_a_certificate_is_suspended_reinstated_replaced_and_its_successor_revoked(browser):
    pages = [certificate_page(browser) for _ in range(2)]
    old, new = pages
    on = {"on": "2022-10-01"}
    assert "Đang đình chỉ" in step(browser, old, "suspend", {**on, "reason": "Chờ"}).text
    assert "Đã hủy đình chỉ" in step(browser, old, "reinstate", on).text
    form = browser.get(f"{old}/steps/replace")
    successor = new.rpartition("/")[2]
    assert successor in form.text
    assert "Đã thay thế" in step(browser, old, "replace", {**on, "successor_id": successor}).text
    revoked = step(browser, new, "revoke", {"revoked_on": "2022-12-01", "reason": "Không đạt"})
    assert "Không đạt" in revoked.text
    assert "/steps/" not in revoked.text


def step(browser, certificate, action, form):
    return follow(browser, browser.post(f"{certificate}/steps/{action}", data=form))


def certificate_page(browser):
    """Return the address of a new certificate of one and the same unit."""
    case = {
        "scheme": "iso-9001",
        "standard": "ISO 9001:2015",
        "opened_on": "2022-06-10",
        "firm": {"firm_id": "f-one", "name": "Công ty Một", "org_type": "DN"},
    }
    api = "/api/certification/cases"
    case_id = browser.post(api, json=case).json()["id"]
    browser.post(f"{api}/{case_id}/audit", json={"audited_on": "2022-08-20"})
    paper = {"number": new_id(), "certifier": "Tổ chức Ví dụ", "issued_on": "2022-09-01"}
    granted = browser.post(f"{api}/{case_id}/grant", json=paper).json()
    return f"{CERTIFICATES}/{granted['certificate_id']}"


def test_an_unknown_step_is_not_found(browser, opened):
    assert browser.get(f"{opened}/steps/fly").status_code == 404
    assert browser.post(f"{opened}/steps/fly", data={}).status_code == 404


def test_a_firm_reads_but_finds_no_buttons(service, browser, opened):
    with service.client("auditor", **HTML) as auditor:
        page = auditor.get(opened)
        assert page.status_code == 200
        assert "/steps/" not in page.text
        assert auditor.get(f"{CASES}/new").status_code == 403


def test_pages_speak_english_too(browser):
    page = browser.get(CERTIFICATES, headers={"Accept-Language": "en"})
    assert "Who holds which certificate" in page.text
