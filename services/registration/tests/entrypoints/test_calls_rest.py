"""Calls for proposals over REST and pages, from the call to the consolidated list."""

from io import BytesIO

import openpyxl
import pytest
from docx import Document

from nscl_shared.testing.papers import read_pdf

API = "/api/registration"
WEB = "/registration"
CALL = {
    "title": "Đề xuất nhiệm vụ khoa học và công nghệ cấp quốc gia thực hiện từ năm 2024",
    "number": "558/SKHCN-CCTĐC",
    "signed_on": "2023-04-17",
    "issuer": "Sở Khoa học và Công nghệ",
    "opens_on": "2023-04-17",
    "deadline": "2023-04-22",
    "priorities": ["Hỗ trợ doanh nghiệp theo vùng và ngành"],
    "recipients": ["Ủy ban nhân dân thành phố", "Bộ Khoa học và Công nghệ"],
    "required_documents": ["Phiếu đề xuất"],
}
PROPOSAL = {
    "title": "=Mô hình điểm ngành cơ khí",
    "objective": "Nâng cao năng suất",
    "content": "Áp dụng Lean",
    "expected_results": "5 mô hình",
    "lead_unit": "Công ty TNHH Ví dụ",
    "period_from": 2024,
    "period_to": 2025,
    "budget": [
        {"source": "central_budget", "amount_vnd": 500_000_000},
        {"source": "enterprise", "amount_vnd": 300_000_000},
    ],
}


def made(response):
    assert response.status_code == 201, response.text
    return response.json()["id"]


@pytest.fixture
def call(officer):
    return made(officer.post(f"{API}/calls", json=CALL))


def propose(client, call, **over):
    return client.post(f"{API}/calls/{call}/proposals", json={**PROPOSAL, **over})


def upload(client, proposal):
    files = {"file": ("phieu.pdf", BytesIO(b"%PDF-1.7"), "application/pdf")}
    form = {"serves": "Phiếu đề xuất"}
    return client.post(f"{API}/proposals/{proposal}/attachments", files=files, data=form)


def test_a_late_proposal_is_marked_not_lost(officer, owner, call):
    assert propose(owner, call, received_on="2023-04-20").json()["late"], "firms send it today"
    assert propose(officer, call, received_on="2023-04-22").json()["late"] is False
    listed = officer.get(f"{API}/calls/{call}/proposals").json()["items"]
    assert sorted(one["late"] for one in listed) == [False, True]


def test_a_firm_sees_its_own_proposal_and_visible_comments(officer, owner, stranger, call):
    one = made(propose(owner, call))
    url = f"{API}/proposals/{one}"
    for text, visible in (("Bổ sung dự toán", True), ("Trùng nhiệm vụ cũ?", False)):
        officer.post(f"{url}/comments", json={"text": text, "visible": visible}).raise_for_status()
    assert [c["text"] for c in owner.get(url).json()["comments"]] == ["Bổ sung dự toán"]
    assert len(officer.get(url).json()["comments"]) == 2
    assert stranger.get(url).status_code == 404
    assert stranger.get(f"{API}/calls/{call}/proposals").json()["items"] == []
    assert upload(stranger, one).status_code == 404
    assert stranger.post(f"{url}/withdraw", json={"reason": "x"}).status_code == 404
    assert owner.post(f"{url}/decision", json={"included": True, "reason": "x"}).status_code == 403


def test_only_a_complete_proposal_is_put_forward(officer, owner, call, events):
    one = made(propose(owner, call))
    url = f"{API}/proposals/{one}"
    decision = {"included": True, "reason": "Đúng ưu tiên"}
    refused = officer.post(f"{url}/decision", json=decision)
    assert (refused.status_code, refused.json()["code"]) == (422, "proposal-incomplete")
    made(upload(owner, one))
    assert officer.get(url).json()["complete"]
    officer.post(f"{url}/decision", json=decision).raise_for_status()
    event = events.named("proposal-decided.v1")
    assert (event.subject, event.data["included"]) == (one, True)
    late = owner.post(f"{url}/withdraw", json={"reason": "rút"})
    assert (late.status_code, late.json()["code"]) == (409, "proposal-is-decided")


def test_the_list_is_exported_as_draft_letter_and_workbook(officer, owner, call):
    put_forward, left_out = made(propose(owner, call)), made(propose(owner, call, title="Khác"))
    made(upload(owner, put_forward))
    yes, no = {"included": True, "reason": "Tốt"}, {"included": False, "reason": "Trùng"}
    officer.post(f"{API}/proposals/{put_forward}/decision", json=yes).raise_for_status()
    officer.post(f"{API}/proposals/{left_out}/decision", json=no).raise_for_status()
    letter = Document(BytesIO(officer.get(f"{API}/calls/{call}/consolidated.docx").content))
    head = " ".join(cell.text for cell in letter.tables[0].rows[0].cells)
    assert "Số: …/SKHCN" in head
    assert "ngày …… tháng …… năm ……" in head
    annex = [cell.text for row in letter.tables[-1].rows for cell in row.cells]
    assert PROPOSAL["title"] in annex
    assert "Khác" not in annex
    assert "500.000.000" in annex
    upright, *_, across = read_pdf(officer.get(f"{API}/calls/{call}/consolidated.pdf").content)
    assert "V/v danh mục" in upright.text
    assert across.size[0] > across.size[1]
    assert "500.000.000" in across.text
    raw = officer.get(f"{API}/calls/{call}/consolidated.xlsx").content
    sheet = openpyxl.load_workbook(BytesIO(raw)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[1] for row in rows] == [PROPOSAL["title"], "Khác"]
    assert (rows[0][5], rows[0][6], rows[1][11]) == (500_000_000, 300_000_000, "Trùng")
    assert sheet["B4"].data_type == "s", "text that begins with = is no formula"
    assert owner.get(f"{API}/calls/{call}/consolidated.docx").status_code == 403


def test_a_closed_call_takes_nothing_and_a_repeat_is_answered_like_the_first(officer, call):
    key = {"Idempotency-Key": f"close-{call}"}
    url = f"{API}/calls/{call}/close"
    first = officer.post(url, json={"reason": "Hết hạn"}, headers=key)
    assert officer.post(url, json={"reason": "Hết hạn"}, headers=key).json() == first.json()
    refused = propose(officer, call)
    assert (refused.status_code, refused.json()["code"]) == (409, "call-is-closed")


def test_the_pages_show_and_enter_the_same(service, call):
    with service.client("officer", Accept="text/html") as browser:
        form = {
            **{name: str(value) for name, value in PROPOSAL.items() if name != "budget"},
            "budget.0.source": "central_budget",
            "budget.0.amount_vnd": "1.000.000",
            "budget.1.source": "enterprise",
            "budget.1.amount_vnd": "",
        }
        sent = browser.post(f"{WEB}/calls/{call}/proposals", data=form)
        assert sent.status_code == 303, sent.text
        page = browser.get(sent.headers["Location"]).text
        assert "1.000.000 đồng" in page
        assert "Nộp muộn" in page
        wrong = browser.post(f"{WEB}/calls/{call}/proposals", data={**form, "title": ""})
        assert wrong.status_code == 422
        assert 'id="title-error"' in wrong.text
        for path in ("calls", f"calls/{call}", "calls/new", f"calls/{call}/propose"):
            assert browser.get(f"{WEB}/{path}").status_code == 200, path
