"""The REST interface and the pages of the running service."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from docx import Document
from reporting_year import Recorder, application, approve, record_year, support

from nscl_contracts import encode
from nscl_reporting.entrypoints.access import ACCESS
from nscl_reporting.entrypoints.service import ReportingService
from nscl_shared.i18n import missing_translations

PUBLISH = "/api/reporting/years/2022/publish"


@pytest.fixture(scope="module")
def reported(platform):
    platform.publish(record_year(Recorder()))
    platform.stack.flow_settled()
    return platform


def test_every_route_has_a_rule_and_every_rule_a_route():
    assert ACCESS.undeclared(ReportingService) == []
    assert ACCESS.unused(ReportingService) == []


def test_every_text_is_translated():
    assert missing_translations("nscl_reporting") == []


def test_the_report_is_open_data_without_amounts(reported):
    answer = reported.get("/api/reporting/years/2022/report")

    assert answer.status_code == 200
    assert answer.json()["totals"]["participations"] == 64
    assert "40000000" not in answer.text
    assert "contact" not in answer.text


def test_years_with_data_are_listed(reported):
    items = reported.get("/api/reporting/years").json()["items"]
    assert {"year": 2022} in items


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("firm", 403), ("auditor", 200)])
def test_the_document_is_for_the_agency(reported, role, status):
    assert reported.get("/api/reporting/years/2022/report.docx", role).status_code == status


def test_the_document_takes_the_day_of_issue(reported):
    answer = reported.get("/api/reporting/years/2022/report.docx?dated=2022-02-05", "officer")
    head = Document(BytesIO(answer.content)).tables[0]

    assert "bao-cao-nscl-2022-du-thao.docx" in answer.headers["Content-Disposition"]
    assert head.cell(0, 1).text.endswith("ngày 05 tháng 02 năm 2022")


def test_a_wrong_day_is_refused_with_its_field(reported):
    answer = reported.get("/api/reporting/years/2022/report.docx?dated=hôm-nay", "officer")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "dated"


@pytest.mark.parametrize(("language", "word"), [("vi", "Chưa có dịch vụ"), ("en", "No service")])
def test_a_year_without_data_has_no_document_and_says_so(reported, language, word):
    answer = reported.get(
        "/api/reporting/years/2031/report.docx", "officer", **{"Accept-Language": language}
    )

    assert answer.status_code == 404
    assert answer.json()["code"] == "nothing-reported"
    assert word in answer.json()["detail"]


def test_an_edition_keeps_figures_and_document_when_the_facts_move_on(reported):
    published, again = (
        reported.ask("POST", PUBLISH, "officer", **{"Idempotency-Key": "a"}) for _ in range(2)
    )
    figures = reported.report()
    make = Recorder()
    late = approve(make, application("P6", "HTX", 777, [support("CDS-01")]))
    reported.publish([(late.type, _renamed(late))])
    reported.stack.flow_settled()

    assert published.status_code == 201
    assert again.json() == published.json()
    edition = published.headers["Location"]
    assert reported.get(edition).json() == figures
    assert reported.report()["totals"]["participations"] == 65
    document = reported.get(f"{edition}/report.docx", "officer").content
    assert published.json()["sha256"] == hashlib.sha256(document).hexdigest()


def _renamed(event):
    return encode(event).replace('"event-', '"event-late-')


def test_only_an_officer_publishes(reported):
    assert reported.ask("POST", PUBLISH, "auditor").status_code == 403


def test_an_unknown_edition_is_not_found(reported):
    answer = reported.get("/api/reporting/years/2022/editions/99")
    assert (answer.status_code, answer.json()["code"]) == (404, "edition-not-found")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("role", [None, "officer"])
def test_the_pages_show_the_year_to_everybody_and_amounts_to_the_agency(reported, role, language):
    headers = {"Accept": "text/html", "Accept-Language": language}
    years = reported.get("/reporting/years", role, **headers)
    year = reported.get("/reporting/years/2022", role, **headers)

    assert (years.status_code, year.status_code) == (200, 200)
    assert "/reporting/years/2022" in years.text
    assert "<svg" in year.text
    assert "ISO 9001:2015" in year.text
    assert ("report.docx" in year.text) == (role == "officer")
    assert ("2.560.000.000" in year.text or "2,560,000,000" in year.text) == (role == "officer")


def test_an_empty_year_says_what_is_missing(reported):
    page = reported.get("/reporting/years/2031", **{"Accept": "text/html", "Accept-Language": "vi"})

    assert page.status_code == 200
    assert "Chưa có số liệu" in page.text
    assert "đăng ký" in page.text
