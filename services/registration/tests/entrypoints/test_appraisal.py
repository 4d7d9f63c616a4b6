"""The council over the real service: from calling it together to the minutes."""

import io
from contextlib import ExitStack

import pytest
from docx import Document

from nscl_shared.testing.papers import read_pdf

API = "/api/registration"
WEB = "/registration"
GOOD = {"need": 25, "plan": 20, "capacity": 15, "effect": 20}
COUNCIL = [
    {"account_id": "m-1", "name": "Nguyễn Thị Chủ Tịch", "seat": "chair"},
    {"account_id": "m-2", "name": "Trần Văn Thư Ký", "seat": "secretary"},
    {"account_id": "m-3", "name": "Lê Thị Ủy Viên", "seat": "member"},
]


@pytest.fixture
def members(service):
    with ExitStack() as stack:
        yield [
            stack.enter_context(service.client("appraiser", f"m-{n}", **{"Accept-Language": "en"}))
            for n in (1, 2, 3)
        ]


@pytest.fixture
def received(register, project):
    firm = register.firm(address="Phường Tam Thanh, tỉnh Lạng Sơn")
    body = register.body(firm, project)
    one = register.client.post(f"{API}/applications", json=body).json()["id"]
    register.step(one, "submit", submitted_on="2022-04-20").raise_for_status()
    register.step(one, "receive").raise_for_status()
    return one


def scores(client, one, **over):
    points = [{"criterion": name, "points": n} for name, n in {**GOOD, **over}.items()]
    return client.post(f"{API}/applications/{one}/scores", json={"scores": points})


def text_of(response):
    assert response.status_code == 200, response.text
    document = Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_a_council_scores_and_its_minutes_tell_who_and_how_much(
    officer, members, received, register
):
    called = officer.post(f"{API}/applications/{received}/council", json={"members": COUNCIL})
    told = {"id": received, "state": "received", "open": [], "version": 3, "appraisal_version": 1}
    assert called.json() == told
    assert register.step(received, "appraise").json()["code"] == "council-not-concluded"
    excluded = members[2].post(
        f"{API}/applications/{received}/conflict", json={"reason": "Người nhà"}
    )
    assert excluded.status_code == 200
    assert scores(members[2], received).json()["code"] == "conflict-declared"
    assert scores(members[0], received).status_code == 200
    early = officer.post(f"{API}/applications/{received}/conclude", json={})
    assert (early.status_code, early.json()["code"]) == (422, "no-quorum")
    assert scores(members[1], received, need=31).json()["errors"][0]["field"] == "scores.0.points"
    assert scores(members[1], received, need=30).json()["id"] == received
    done = officer.post(f"{API}/applications/{received}/conclude", json={}).json()
    assert (done["state"], done["mean_hundredths"], done["passed"]) == ("appraised", 8250, True)
    minutes = text_of(officer.get(f"{API}/applications/{received}/minutes.docx"))
    [page, *_] = read_pdf(officer.get(f"{API}/applications/{received}/minutes.pdf").content)
    assert "BIÊN BẢN HỌP HỘI ĐỒNG THẨM ĐỊNH" in page.text
    for said in ("Nguyễn Thị Chủ Tịch", "xung đột lợi ích: Người nhà", "82,50", "đề nghị hỗ trợ"):
        assert said in minutes


def test_an_undone_appraisal_reopens_the_council(officer, members, received, register):
    officer.post(f"{API}/applications/{received}/council", json={"members": COUNCIL})
    for member in members:
        scores(member, received)
    officer.post(f"{API}/applications/{received}/conclude", json={})
    assert register.step(received, "undo", reason="Chấm lại").json()["state"] == "received"
    assert scores(members[0], received, need=1).status_code == 200
    assert register.step(received, "undo", reason="Nhầm").json()["code"] == "council-at-work"


def test_an_appraiser_excludes_only_itself_and_a_stranger_does_not_score(
    officer, members, received, service
):
    officer.post(f"{API}/applications/{received}/council", json={"members": COUNCIL})
    other = {"reason": "x", "account_id": "m-2"}
    refused = members[0].post(f"{API}/applications/{received}/conflict", json=other)
    assert (refused.status_code, refused.json()["code"]) == (403, "conflict-of-others")
    with service.client("appraiser", "m-9") as stranger:
        assert scores(stranger, received).json()["code"] == "not-on-council"


def test_the_council_works_on_its_page(service, received):
    here = f"{WEB}/applications/{received}"
    form = {
        f"members.{n}.{name}": value for n, m in enumerate(COUNCIL) for name, value in m.items()
    }
    empty = {"members.3.seat": "member", "members.4.seat": "member"}
    with (
        service.client("officer", Accept="text/html") as officer,
        service.client("appraiser", "m-1", Accept="text/html") as member,
    ):
        assert "Thành lập hội đồng" in officer.get(f"{here}/council").text
        called = officer.post(f"{here}/council", data={**form, **empty})
        assert called.status_code == 303, called.text
        page = member.get(f"{here}/council").text
        assert "mặc định của phần mềm" in page
        points = {f"scores.{n}.criterion": name for n, name in enumerate(GOOD)}
        points |= {f"scores.{n}.points": "99" for n in range(4)}
        refused = member.post(f"{here}/scores", data=points)
        assert refused.status_code == 422
        assert "tối đa 30 điểm" in refused.text
        points |= {f"scores.{n}.points": str(p) for n, p in enumerate(GOOD.values())}
        assert member.post(f"{here}/scores", data=points).status_code == 303


def test_the_papers_name_parties_items_and_amounts_in_words(officer, register, project):
    one = register.appraised(project)
    about = f"{API}/applications/{one}"
    assert officer.get(f"{about}/agreement.docx").json()["code"] == "paper-not-yet"
    register.step(one, "approve", support_vnd=39_500_000, decided_on="2022-05-20",
                  decision_number="12/QĐ-SKHCN")  # fmt: skip
    draft = text_of(officer.get(f"{about}/agreement.docx"))
    assert "39.500.000 đồng (bằng chữ: Ba mươi chín triệu năm trăm nghìn đồng)" in draft
    assert "12/QĐ-SKHCN" in draft
    assert "19.750.000 đồng" in draft
    register.step(one, "agreement", number="01/HĐ", total_cost_vnd=80_000_000,
                  support_vnd=39_500_000, signed_on="2022-06-01")  # fmt: skip
    register.step(one, "start", started_on="2022-06-02")
    register.step(one, "progress", on="2022-07-01", text="Đã tập huấn 5S", percent=40)
    register.step(one, "accept", accepted_on="2022-11-10", note="Đạt yêu cầu")
    assert "Đã tập huấn 5S" in text_of(officer.get(f"{about}/acceptance.docx"))
    register.step(one, "settle", settled_vnd=39_000_000, settled_on="2022-12-05", number="01/TL")
    liquidation = text_of(officer.get(f"{about}/liquidation.docx"))
    assert "Bên A còn phải thanh toán: 39.000.000 đồng" in liquidation
    for name, says in (
        ("agreement", "19.750.000 đồng"),
        ("acceptance", "Đã tập huấn 5S"),
        ("liquidation", "Bên A còn phải thanh toán: 39.000.000 đồng"),
    ):
        pages = read_pdf(officer.get(f"{about}/{name}.pdf").content)
        assert says in " ".join(word for page in pages for word in page.words)
