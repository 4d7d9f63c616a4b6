"""The registration form: step by step, with papers, deadline, and as a paper."""

from __future__ import annotations

import io

import pytest
from docx import Document

from nscl_shared.testing.papers import read_pdf, scan_pdf

from .conftest import API, Register, created

WEB = "/registration"
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture
def owner(service):
    """A firm account of these tests alone."""
    with service.client("firm", "account-form", **{"Accept-Language": "en"}) as client:
        yield client


@pytest.fixture
def draft(owner, project):
    """A firm's own draft that says nothing yet."""
    body = {"firm_id": Register(owner).firm()["id"], "project_id": project}
    return created(owner.post(f"{API}/applications", json=body))


def told(response, status=200):
    assert response.status_code == status, response.text
    return response.json()


def of(draft, rest=""):
    return f"{API}/applications/{draft['id']}{rest}"


def test_a_draft_grows_step_by_step_and_says_what_it_lacks(owner, draft):
    assert told(owner.get(of(draft)))["missing"] == ["supports", "estimated_cost_vnd", "commitment"]
    for body, missing in (
        ({"supports": [{"item_code": "HT-01"}]}, ["estimated_cost_vnd", "commitment"]),
        ({"estimated_cost_vnd": 80_000_000, "own_vnd": 40_000_000}, ["commitment"]),
        ({"commitment": True}, []),
    ):
        assert told(owner.patch(of(draft, "/form"), json=body))["missing"] == missing
    shown = told(owner.get(of(draft)))
    assert shown["supports"][0]["item_code"] == "HT-01"
    assert shown["form"]["own_vnd"] == 40_000_000


@pytest.mark.parametrize(
    ("saved", "code"),
    [
        ({}, "form-lacks-supports"),
        ({"supports": [{"item_code": "HT-01"}]}, "form-lacks-estimated-cost-vnd"),
        (
            {"supports": [{"item_code": "HT-01"}], "estimated_cost_vnd": 1_000},
            "form-lacks-commitment",
        ),
    ],
)
def test_what_is_not_complete_is_not_submitted(owner, draft, saved, code):
    told(owner.patch(of(draft, "/form"), json=saved))
    answer = told(owner.post(of(draft, "/submit"), json={}), 422)
    assert answer["code"] == code
    assert answer["errors"][0]["remedy"]
    assert told(owner.get(of(draft)))["state"] == "draft"


@pytest.mark.parametrize(
    ("saved", "status", "code"),
    [
        ({"estimated_cost_vnd": 10, "own_vnd": 11}, 422, "own-above-cost"),
        ({"starts_on": "2022-05-01", "ends_on": "2022-04-01"}, 422, "timing-reversed"),
        ({"received_via": "paper"}, 422, "received-by-officer"),
        ({"supports": []}, 422, "invalid-input"),
    ],
)
def test_a_wrong_step_is_refused_and_changes_nothing(owner, draft, saved, status, code):
    before = told(owner.get(of(draft)))
    assert told(owner.patch(of(draft, "/form"), json=saved), status)["code"] == code
    assert told(owner.get(of(draft))) == before


def test_two_editors_of_a_draft_do_not_overwrite_each_other(owner, draft):
    seen = owner.get(of(draft)).headers["etag"]
    told(owner.patch(of(draft, "/form"), json={"own_vnd": 1}, headers={"If-Match": seen}))
    late = owner.patch(of(draft, "/form"), json={"own_vnd": 2}, headers={"If-Match": seen})
    assert told(late, 412)["code"] == "changed-since-read"


def test_a_handed_in_form_stays_as_it_is(officer, register, project):
    case = register.application(project)
    told(register.step(case["id"], "submit", submitted_on="2022-04-20"))
    answer = told(officer.patch(of(case, "/form"), json={"own_vnd": 1}), 409)
    assert answer["code"] == "form-closed"


@pytest.mark.parametrize(("received_on", "late"), [("2022-04-30", False), ("2022-05-01", True)])
def test_the_day_of_receipt_decides_whether_it_is_late(
    officer, register, project, events, received_on, late
):
    body = {"due_on": "2022-04-30", "source": "Công văn 12/SKHCN"}
    told(officer.put(f"{API}/projects/{project}/deadline", json=body))
    case = register.application(project, received_via="email", received_on=received_on)
    told(register.step(case["id"], "submit", submitted_on="2022-05-04"))
    assert told(officer.get(of(case)))["late"] is late
    rows = told(officer.get(f"{API}/applications", params={"project_id": project}))["items"]
    assert [row["late"] for row in rows] == [late]
    told_others = events.of(case["id"], 1)[0]
    assert told_others.data["late"] is late
    assert told_others.data["received_via"] == "email"


def test_papers_come_and_go_while_it_is_a_draft(owner, stranger, draft):
    files = {"file": ("Đơn đã ký.pdf", PDF, "application/pdf")}
    made = owner.post(of(draft, "/attachments"), files=files, data={"serves": "signed-form"})
    place = of(draft, f"/attachments/{told(made, 201)['id']}")
    assert owner.get(place).content == PDF
    assert stranger.get(place).status_code == 404
    assert stranger.delete(place).status_code == 404
    assert owner.delete(place).status_code == 204
    assert told(owner.get(of(draft)))["attachments"] == []


def test_papers_of_a_handed_in_form_are_kept(officer, register, project):
    case = register.application(project)
    files = {"file": ("a.pdf", PDF, "application/pdf")}
    made = told(officer.post(of(case, "/attachments"), files=files), 201)
    told(register.step(case["id"], "submit", submitted_on="2022-04-20"))
    assert officer.delete(of(case, f"/attachments/{made['id']}")).status_code == 409
    assert officer.get(of(case, f"/attachments/{made['id']}")).content == PDF


def test_a_program_is_not_taken_for_a_paper(owner, draft):
    files = {"file": ("don.pdf", b"MZ\x90", "application/pdf")}
    answer = told(owner.post(of(draft, "/attachments"), files=files), 422)
    assert answer["code"] == "attachment-type"


def test_the_form_prints_with_its_case_number_and_a_code(owner, stranger, draft):
    told(owner.patch(of(draft, "/form"), json={"estimated_cost_vnd": 80_000_000}))
    printed = owner.get(of(draft, "/form.docx"))
    assert printed.status_code == 200
    document = Document(io.BytesIO(printed.content))
    words = "\n".join(p.text for p in document.paragraphs)
    assert "80.000.000 đồng" in words
    assert draft["case_number"] in document.tables[0].cell(0, 0).text
    assert len(document.inline_shapes) == 1 or "graphic" in document.tables[0]._tbl.xml
    assert stranger.get(of(draft, "/form.docx")).status_code == 404


def test_the_form_prints_as_pdf_whose_code_leads_to_the_case(owner, stranger, draft):
    told(owner.patch(of(draft, "/form"), json={"estimated_cost_vnd": 80_000_000}))
    printed = owner.get(of(draft, "/form.pdf"))
    assert printed.headers["content-type"] == "application/pdf"
    assert f"don-dang-ky-{draft['case_number']}.pdf" in printed.headers["content-disposition"]
    [page, *_] = read_pdf(printed.content)
    assert "80.000.000 đồng" in page.text
    [code] = scan_pdf(printed.content)[0]
    assert code.endswith(f"{WEB}/applications/{draft['id']}#{draft['case_number']}")
    assert stranger.get(of(draft, "/form.pdf")).status_code == 404


def test_the_page_of_a_case_offers_the_form_in_both_forms(browser, draft):
    page = browser.get(f"{WEB}/applications/{draft['id']}").text
    assert f"{draft['id']}/form.pdf" in page
    assert f"{draft['id']}/form.docx" in page


def test_every_step_opens_in_both_languages(browser, register, project):
    case = register.application(project)
    for step in ("form/unit", "form/wishes", "form/money", "form/files", "submit"):
        for language in ("vi", "en"):
            url = f"{WEB}/applications/{case['id']}/{step}"
            page = browser.get(url, headers={"Accept-Language": language})
            assert page.status_code == 200, page.text
            assert f'lang="{language}"' in page.text


def test_resuming_leads_to_what_is_missing(browser, draft):
    answer = browser.get(f"{WEB}/applications/{draft['id']}/form")
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].endswith("/form/wishes")
    page = browser.get(f"{WEB}/applications/{draft['id']}/submit").text
    assert f"/applications/{draft['id']}/form/money" in page
    assert "checked" not in page


def test_a_form_that_was_handed_in_cannot_be_typed_in(browser, register, project):
    case = register.application(project)["id"]
    money = f"{WEB}/applications/{case}/form/money"
    assert "<fieldset" in browser.get(money).text
    assert " disabled" not in browser.get(money).text
    register.step(case, "submit", submitted_on="2022-04-20").raise_for_status()
    for step in ("money", "wishes"):
        page = browser.get(f"{WEB}/applications/{case}/form/{step}").text
        assert '<fieldset class="field" disabled>' in page
