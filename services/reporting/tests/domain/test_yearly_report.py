"""What the yearly report says of a year's facts."""

from __future__ import annotations

from datetime import date

import pytest
from reporting_memory import facts_after
from reporting_year import (
    application,
    approve,
    certificate,
    issue_stamps,
    sign,
    support,
    traced,
)

from nscl_contracts import certification as c
from nscl_contracts import registration as r
from nscl_contracts import traceability as t
from nscl_reporting.domain.published_form import published_form
from nscl_reporting.domain.yearly import yearly_report

PUBLISHED = {
    "projects": 6,
    "distinct_beneficiaries": 62,
    "participations": 64,
    "products": 65,
    "product_supports": 75,
    "certificates_granted": 7,
    "firms_with_certificate": 4,
    "traceability_products": 16,
}


def report_on(events, year=2022):
    return published_form(yearly_report("lang-son", year, facts_after(events)))


def project_of(report, id_):
    return next(project for project in report["projects"] if project["id"] == id_)


def test_the_published_year_comes_out_figure_by_figure(year_2022):
    report = report_on(year_2022.events)

    assert report["totals"] == PUBLISHED
    assert [p["participants"] for p in report["projects"]] == [
        {"DN": 13, "HTX": 2},
        {"DN": 3, "HTX": 0},
        {"DN": 11, "HTX": 9},
        {"DN": 1, "HTX": 7},
        {"DN": 3, "HTX": 12},
        {"DN": 3, "HTX": 0},
    ]
    assert project_of(report, "P1")["products"] == 65
    assert project_of(report, "P1")["product_supports"] == {
        "certification_hop_chuan_hop_quy": 44,
        "self_declaration_hop_chuan": 12,
        "company_standard_tccs": 19,
    }
    assert project_of(report, "P1")["results"] == {
        "certificates_granted": 7,
        "firms_with_certificate": 4,
    }
    assert project_of(report, "P5")["products"] == 16
    assert [basis["number"] for basis in report["legal_basis"]] == [
        "1322/QĐ-TTg",
        "79/KH-UBND",
        "73/KH-UBND",
    ]


def test_systems_nobody_stated_are_counted_as_unclassified_and_not_guessed(year_2022):
    systems = project_of(report_on(year_2022.events), "P3")["systems"]

    assert systems == {"ISO 9001:2015": 8, "5S": 2, "ISO 22000:2018": 1, "chưa phân loại": 9}
    assert list(systems)[-1] == "chưa phân loại"


def test_a_key_stands_only_where_it_says_something(year_2022):
    report = report_on(year_2022.events)

    assert set(project_of(report, "P2")) == {"id", "topic", "participants"}
    assert set(project_of(report, "P5")) == {"id", "topic", "participants", "products"}
    assert "other_projects" not in report
    assert "outside_projects" not in report


def test_a_wish_that_is_only_submitted_is_no_participation(year_2022):
    data = application("P6", "HTX", 99, [support("CDS-01")])
    year_2022(r.ApplicationSubmitted, 2, **data, submitted_on=date(2022, 4, 20))

    report = report_on(year_2022.events)
    assert report["totals"] == PUBLISHED
    assert report["generated_from"]["applications"] == 65


def test_one_more_approved_unit_is_one_participation_and_one_beneficiary_more(year_2022):
    approve(year_2022, application("P6", "HTX", 99, [support("CDS-01")]))

    report = report_on(year_2022.events)
    assert report["totals"]["participations"] == 65
    assert report["totals"]["distinct_beneficiaries"] == 63
    assert project_of(report, "P6")["participants"] == {"DN": 3, "HTX": 1}


def test_an_agreement_terminated_later_does_not_count_any_more(year_2022):
    data = application("P4", "HTX", 0, [support("NN-01")])
    year_2022(r.ApplicationWithdrawn, 7, **data, reason="x", withdrawn_on=date(2022, 9, 1))

    totals = report_on(year_2022.events)["totals"]
    assert (totals["participations"], totals["distinct_beneficiaries"]) == (63, 61)


def test_a_unit_in_three_projects_still_counts_once_when_it_leaves_one(year_2022):
    data = application("P2", "DN", 0, [support("MH-01")])
    year_2022(r.ApplicationWithdrawn, 7, **data, reason="x", withdrawn_on=date(2022, 9, 1))

    totals = report_on(year_2022.events)["totals"]
    assert (totals["participations"], totals["distinct_beneficiaries"]) == (63, 62)


def test_other_kinds_of_organisations_are_named_after_dn_and_htx(year_2022):
    approve(year_2022, application("P6", "THT", 0, []))
    approve(year_2022, application("P6", "HKD", 0, []))

    participants = project_of(report_on(year_2022.events), "P6")["participants"]
    assert list(participants.items()) == [("DN", 3), ("HTX", 0), ("HKD", 1), ("THT", 1)]


def test_a_revoked_certificate_is_no_result_and_its_only_holder_none_either(year_2022):
    data = certificate(3)  # the fourth unit holds this one only
    year_2022(c.CertificateRevoked, 2, **data, reason="x", revoked_on=date(2022, 12, 1))

    totals = report_on(year_2022.events)["totals"]
    assert (totals["certificates_granted"], totals["firms_with_certificate"]) == (6, 3)


def test_a_certificate_counts_in_the_year_it_was_issued(year_2022):
    later = certificate(70, issued_on=date(2023, 1, 15))
    year_2022(c.CertificateGranted, 1, **later)

    assert report_on(year_2022.events)["totals"] == PUBLISHED
    next_year = report_on(year_2022.events, 2023)
    assert next_year["totals"]["certificates_granted"] == 1
    assert next_year["other_projects"] == [
        {"id": "2022-P1", "results": {"certificates_granted": 1, "firms_with_certificate": 1}}
    ]


def test_what_no_project_supported_stands_apart_from_the_totals(year_2022):
    year_2022(c.CertificateGranted, 1, **certificate(80, project_id=None))
    issue_stamps(year_2022, traced(80, project_id=None), "batch-80")

    report = report_on(year_2022.events)
    assert report["totals"] == PUBLISHED
    assert report["outside_projects"] == {
        "certificates_granted": 1,
        "firms_with_certificate": 1,
        "traceability_products": 1,
    }


def test_a_registered_product_without_stamps_is_not_traceable_yet(year_2022):
    year_2022(t.ProductRegistered, 1, **traced(90))
    assert report_on(year_2022.events)["totals"]["traceability_products"] == 16

    issue_stamps(year_2022, traced(90), "batch-90")
    issue_stamps(year_2022, traced(90), "batch-91")
    assert report_on(year_2022.events)["totals"]["traceability_products"] == 17


def test_the_same_product_twice_in_one_item_group_is_one_support(make):
    supports = [support("CN-01", 1), support("CN-02", 1), support("TC-01", 1)]
    approve(make, application("P1", "DN", 0, supports))

    totals = report_on(make.events)["totals"]
    assert (totals["products"], totals["product_supports"]) == (1, 2)


def test_a_standards_support_without_a_product_is_shown_and_not_counted_as_one(make):
    approve(make, application("P1", "DN", 0, [support("TC-01"), support("CB-03", 2)]))

    project = project_of(report_on(make.events), "2022-P1")
    assert project["products"] == 1
    assert project["product_supports"] == {"declaration_hop_quy": 1}
    assert project["supports_without_product"] == 1


def test_items_are_told_apart_by_their_whole_group_code(make):
    approve(make, application("P1", "DN", 0, [support("CNg-01", 1)]))

    assert report_on(make.events)["totals"]["products"] == 0


@pytest.mark.parametrize("name", ["ISO 9001:2015", " ISO  9001:2015 "])
def test_one_system_in_two_spellings_is_one_system(make, name):
    approve(make, application("P3", "DN", 1, [support("HT-01", system="ISO 9001:2015")]))
    approve(make, application("P3", "DN", 2, [support("HT-01", system=name)]))

    project = project_of(report_on(make.events), "2022-P3")
    assert project["systems"] == {"ISO 9001:2015": 2}


def test_projects_stand_in_the_order_of_their_numbers(make):
    for code in ("P10", "P2", "P1"):
        make(
            r.ProjectOpened,
            project_id=f"2022-{code}",
            code=code,
            year=2022,
            topic="Nội dung",
            plan_id="x",
            budget_vnd=None,
        )

    assert [p["id"] for p in report_on(make.events)["projects"]] == ["P1", "P2", "P10"]


def test_a_project_nobody_opened_yet_is_shown_by_its_id(make):
    approve(make, application("P1", "DN", 0, []))

    project = report_on(make.events)["projects"][0]
    assert (project["id"], project["topic"]) == ("2022-P1", None)


def test_services_that_reported_nothing_are_named(year_2022):
    silent = report_on(year_2022.events)["generated_from"]["silent_sources"]
    assert silent == []

    only_traceability = [e for e in year_2022.events if ".traceability." in e.type]
    report = report_on(only_traceability)
    assert report["generated_from"]["silent_sources"] == ["registration", "certification"]
    assert report["outside_projects"] == {"traceability_products": 16}
    assert report["totals"]["traceability_products"] == 0


def test_the_time_of_the_latest_event_is_told(year_2022):
    basis = report_on(year_2022.events)["generated_from"]
    assert basis["latest_event_at"] == year_2022.events[-1].time.isoformat()


def test_a_year_without_facts_is_empty():
    report = yearly_report("lang-son", 2031, facts_after([]))

    assert report.is_empty
    assert published_form(report)["generated_from"]["latest_event_at"] is None


def test_plans_alone_do_not_make_a_year_worth_reporting(year_2022):
    report = yearly_report("lang-son", 2030, facts_after(year_2022.events))

    assert [basis.number for basis in report.legal_basis] == ["1322/QĐ-TTg"]
    assert report.is_empty


def test_money_adds_up_what_was_stated_and_is_not_published(year_2022):
    report = yearly_report("lang-son", 2022, facts_after(year_2022.events))

    assert report.money.budget == 6_000_000_000
    assert report.money.approved == report.money.committed == 64 * 40_000_000
    assert report.money.own_share == 64 * 40_000_000
    assert "vnd" not in str(published_form(report)).lower()
    assert "money" not in str(published_form(report))


def test_money_nobody_stated_is_unknown_and_not_zero(make):
    approve(make, application("P1", "DN", 0, []))
    report = yearly_report("lang-son", 2022, facts_after(make.events))

    assert report.money.budget is None
    assert report.money.committed is None
    assert report.money.approved == 40_000_000


def test_an_agreement_without_own_share_has_a_share_of_zero(make):
    data = application("P1", "DN", 0, [])
    sign(make, data)
    report = yearly_report("lang-son", 2022, facts_after(make.events))
    assert report.money.own_share == 40_000_000
