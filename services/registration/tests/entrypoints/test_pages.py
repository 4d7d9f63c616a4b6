"""Pages for officers and firms, Vietnamese first, usable without JavaScript."""

import re

import httpx
import pytest

from nscl_shared.web.session import COOKIE as SESSION_COOKIE

WEB = "/registration"
HTML = {"Accept": "text/html"}


@pytest.fixture
def browser(service):
    with service.client("officer", **HTML) as client:
        yield client


@pytest.fixture
def firm_browser(service):
    with service.client("firm", "account-browser", **HTML) as client:
        yield client


def shown(response, status=200):
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/html")
    return response.text


def wishes_of(firm, **over):
    return {
        "supports.0.item_code": "CN-01",
        "supports.0.product_id": firm["products"][0]["product_id"],
        "supports.1.item_code": "",
        **over,
    }


def begun(browser, firm, project, **over):
    """Begin a draft by the page; return its address."""
    data = {"firm_id": firm["id"], "project_id": project, "received_via": "paper", **over}
    answer = browser.post(f"{WEB}/applications", data=data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].removesuffix("/form/wishes")


def test_every_page_opens_in_both_languages(browser, register, project):
    application_id = register.appraised(project)
    firm = register.firm()
    for path in (
        "applications",
        "applications/new",
        f"applications/new?firm_id={firm['id']}",
        f"applications/{application_id}",
        f"applications/{application_id}/approve",
        f"applications/{application_id}/refuse",
        f"applications/{application_id}/withdraw",
        "firms",
        "firms/new",
        f"firms/{firm['id']}",
        f"firms/{firm['id']}/edit",
        "firm-duplicates",
        "projects",
        "projects/new",
        "plans",
        "plans/new",
        "activities",
    ):
        vietnamese = shown(browser.get(f"{WEB}/{path}"))
        english = shown(browser.get(f"{WEB}/{path}", headers={"Accept-Language": "en"}))
        assert 'lang="vi"' in vietnamese
        assert 'lang="en"' in english


def test_the_list_finds_without_accents(browser, register, project, officer):
    firm = register.firm(name="Công ty Huyền Sơn Độc Nhất")
    officer.post("/api/registration/applications", json=register.body(firm, project))
    page = shown(browser.get(f"{WEB}/applications", params={"q": "huyen son doc"}))
    assert "Công ty Huyền Sơn Độc Nhất" in page
    assert "Không có hồ sơ phù hợp" in shown(
        browser.get(f"{WEB}/applications", params={"q": "khongcodau"})
    )


def test_the_list_filters_by_state_project_and_year(browser, register, project):
    made = register.application(project)
    for params, found in (
        ({"project_id": project}, True),
        ({"project_id": project, "state": "draft", "year": 2022}, True),
        ({"project_id": project, "state": "approved"}, False),
        ({"project_id": project, "year": 2021}, False),
    ):
        page = shown(browser.get(f"{WEB}/applications", params=params))
        assert (made["case_number"] in page) == found


def test_an_officer_files_an_application_by_the_form(browser, register, project):
    firm = register.firm()
    here = begun(browser, firm, project)
    browser.post(f"{here}/form/wishes", data=wishes_of(firm))
    money = browser.post(f"{here}/form/money", data={"estimated_cost_vnd": "80.000.000"})
    assert "40.000.000 đồng" in shown(browser.get(money.headers["location"]))
    page = shown(browser.get(here))
    assert f"{project}-0001" in page
    assert "Chứng nhận hợp chuẩn" in page
    assert "80.000.000 đồng" in page


def test_a_refused_form_keeps_what_was_typed_and_says_what_to_mend(browser, register, project):
    here = begun(browser, register.firm(), project)
    data = {"estimated_cost_vnd": "tám mươi triệu"}
    page = shown(browser.post(f"{here}/form/money", data=data), 422)
    assert "tám mươi triệu" in page
    assert "Đây không phải" in page or "số nguyên" in page


def test_messages_stand_beside_the_line_they_are_about(browser, register, project):
    firm = register.firm()
    product = firm["products"][0]["product_id"]
    again = {"supports.5.item_code": "CN-01", "supports.5.product_id": product}
    here = begun(browser, firm, project)
    page = shown(browser.post(f"{here}/form/wishes", data=wishes_of(firm, **again)), 422)
    second = page[page.index("supports.1.item_code") :]
    assert "Dòng 2 lặp lại nội dung CN-01" in second
    assert re.search(r'<option value="CN-01"[^>]*selected', second)


def test_only_steps_that_are_possible_now_are_offered(browser, register, project):
    application_id = register.application(project)["id"]
    draft = shown(browser.get(f"{WEB}/applications/{application_id}"))
    assert f"{application_id}/submit" in draft
    assert f"{application_id}/withdraw" in draft
    assert f"{application_id}/approve" not in draft
    register.step(application_id, "withdraw", reason="Rút")
    done = shown(browser.get(f"{WEB}/applications/{application_id}"))
    assert f"{application_id}/submit" not in done


def test_an_application_is_brought_to_agreement_by_the_forms(browser, register, project):
    here = f"{WEB}/applications/{register.application(project)['id']}"
    steps = {
        "submit": {"submitted_on": "20/04/2022"},
        "receive": {"note": "Đủ hồ sơ"},
        "appraise": {"note": ""},
        "approve": {"support_vnd": "40.000.000", "decided_on": "2022-05-20"},
        "agreement": {
            "number": "01/HĐ-NSCL",
            "total_cost_vnd": "80000000",
            "support_vnd": "40000000",
            "signed_on": "2022-06-01",
        },
    }
    for step, data in steps.items():
        shown(browser.get(f"{here}/{step}"))
        answer = browser.post(f"{here}/{step}", data=data)
        assert (answer.status_code, answer.headers["location"]) == (303, here)
    page = shown(browser.get(here))
    for text in ("Đã ký hợp đồng", "748/QĐ-UBND", "01/HĐ-NSCL", "Đủ hồ sơ", "20/04/2022"):
        assert text in page


def test_an_amount_above_the_cap_is_explained_in_the_form(browser, register, project):
    application_id = register.appraised(project, estimated_cost_vnd=200_000_000)
    data = {"support_vnd": "60.000.000", "decided_on": "2022-05-20"}
    page = shown(browser.post(f"{WEB}/applications/{application_id}/approve", data=data), 422)
    assert "vượt mức tối đa 50.000.000 đồng" in page
    assert "748/QĐ-UBND" in page
    assert "60.000.000" in page


def test_a_step_too_early_is_explained(browser, register, project):
    application_id = register.application(project)["id"]
    page = shown(
        browser.post(f"{WEB}/applications/{application_id}/receive", data={"note": ""}), 409
    )
    assert "còn là bản nháp" in page


def test_a_unit_is_registered_with_its_products_and_empty_lines_count_for_nothing(browser):
    data = {
        "name": "HTX Rau Sạch",
        "org_type": "HTX",
        "products.0.name": "Rau cải",
        "products.1.name": "",
        "products.2.name": "Cà chua",
    }
    answer = browser.post(f"{WEB}/firms", data=data)
    page = shown(browser.get(answer.headers["location"]))
    assert "Rau cải" in page
    assert "Cà chua" in page


def test_a_wrong_tax_code_is_explained_in_vietnamese(browser):
    data = {"name": "Công ty", "org_type": "DN", "tax_code": "0100109107"}
    page = shown(browser.post(f"{WEB}/firms", data=data), 422)
    assert "Mã số thuế 0100109107 bị gõ sai" in page


def test_what_people_type_is_escaped(browser, register):
    firm = register.firm(name="<script>alert(1)</script>")
    assert "<script>alert" not in shown(browser.get(f"{WEB}/firms/{firm['id']}"))


def test_a_firm_registers_itself_and_applies(firm_browser, project):
    data = {"name": "Hộ Nông Sản", "org_type": "HKD", "products.0.name": "Na dai"}
    firm_page = firm_browser.post(f"{WEB}/firms", data=data).headers["location"]
    assert "Hộ Nông Sản" in shown(firm_browser.get(firm_page))
    start = firm_browser.get(f"{WEB}/applications/new")
    assert start.status_code == 303
    firm = {"id": firm_page.rpartition("/")[2]}
    here = begun(firm_browser, firm, project, received_via="")
    form = shown(firm_browser.get(f"{here}/form/wishes"))
    product = re.search(r'<option value="([^"]+)"[^>]*>\s*Na dai', form)[1]
    firm["products"] = [{"product_id": product}]
    firm_browser.post(f"{here}/form/wishes", data=wishes_of(firm))
    page = shown(firm_browser.get(here))
    assert "/submit" in page
    assert "/receive" not in page
    projects = shown(firm_browser.get(f"{WEB}/projects"))
    assert project in projects


def test_a_firm_does_not_see_others(firm_browser, register, project):
    made = register.application(project)
    assert firm_browser.get(f"{WEB}/applications/{made['id']}").status_code == 404
    assert made["case_number"] not in shown(firm_browser.get(f"{WEB}/applications"))
    assert firm_browser.get(f"{WEB}/activities").status_code == 403


def test_projects_show_their_counts_and_plans_their_projects(browser, register, project):
    register.application(project)
    assert project in shown(browser.get(f"{WEB}/projects", params={"year": 2022}))
    tree = shown(browser.get(f"{WEB}/plans"))
    assert tree.index("73/KH-UBND") < tree.index(project)


def test_plans_projects_and_activities_are_entered_by_forms(browser):
    plan = {
        "kind": "yearly_plan",
        "number": "11/KH-UBND",
        "signed_on": "10/01/2024",
        "issuer": "UBND tỉnh",
        "title": "Kế hoạch 2024",
        "period_from": "2024",
        "period_to": "2024",
    }
    assert browser.post(f"{WEB}/plans", data=plan).status_code == 303
    project = {"plan_id": "11-KH-UBND-2024", "year": "2024", "code": "P1", "topic": "GAP"}
    assert browser.post(f"{WEB}/projects", data=project).status_code == 303
    activity = {"kind": "training", "title": "Lớp 5S", "audience": "DN", "year": "2024"}
    assert browser.post(f"{WEB}/activities", data=activity).status_code == 303
    assert "2024-P1" in shown(browser.get(f"{WEB}/plans"))
    assert "Lớp 5S" in shown(browser.get(f"{WEB}/activities"))


def test_who_is_not_logged_in_is_sent_to_the_login_page(service):
    answer = httpx.get(f"{service.url}{WEB}/applications", headers=HTML)
    assert answer.status_code in {302, 303}
    assert "/identity/login" in answer.headers["location"]


def test_a_form_counts_only_with_the_token_of_its_page(service, register, project):
    here = f"{WEB}/applications/{register.application(project)['id']}/submit"
    with service.client("officer", **HTML) as client:
        token = client.headers.pop("Authorization").removeprefix("Bearer ")
        client.headers["Cookie"] = f"{SESSION_COOKIE}={token}"
        page = shown(client.get(here))
        assert client.post(here, data={"submitted_on": "2022-04-20"}).status_code == 403
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        sent = client.post(here, data={"submitted_on": "2022-04-20", "csrf_token": csrf})
        assert sent.status_code == 303
