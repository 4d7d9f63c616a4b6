"""Duplicates and disorder change nothing: proved over many orders."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reporting_memory import facts_after
from reporting_year import Recorder, application, approve, certificate, record_year, sign

from nscl_contracts import catalogue
from nscl_contracts import certification as c
from nscl_contracts import registration as r
from nscl_contracts import registration_programme as p
from nscl_reporting.domain.published_form import published_form
from nscl_reporting.domain.yearly import yearly_report
from nscl_reporting.handlers.reading import EVENT_TYPES, read_event


def eventful_year():
    """The published year with units that turn back and certificates that fall."""
    make = Recorder()
    record_year(make)
    terminated = application("P4", "HTX", 0, [])
    make(r.ApplicationWithdrawn, 7, **terminated, reason="x", withdrawn_on=date(2022, 9, 1))
    refused = application("P6", "DN", 50, [])
    make(r.ApplicationSubmitted, 2, **refused, submitted_on=date(2022, 4, 1))
    make(r.ApplicationRefused, 5, **refused, reason="x", decided_on=date(2022, 5, 1),
         contact_email=None)  # fmt: skip
    early = application("P6", "DN", 51, [])
    approve(make, early)
    make(r.ApplicationWithdrawn, 6, **early, reason="x", withdrawn_on=date(2022, 5, 2))
    sign(make, application("P6", "DN", 52, []))
    revoked = certificate(0)
    make(c.CertificateRevoked, 2, **revoked, reason="x", revoked_on=date(2022, 12, 1))
    make(p.ActivityCorrected, 2, **CORRECTED, reason="x", corrected_on=date(2022, 7, 1))
    make(p.ProjectAmended, 2, **AMENDED)
    return make.events


CORRECTED = {
    "activity_id": "activity-0",
    "kind": "training",
    "audience": "Doanh nghiệp và hợp tác xã",
    "title": "Tập huấn",
    "held_on": date(2022, 6, 15),
    "year": 2022,
    "participants": 45,
}
AMENDED = {
    "project_id": "2022-P1",
    "code": "P1",
    "year": 2022,
    "topic": "Nội dung đã điều chỉnh",
    "plan_id": "73-KH-UBND",
    "budget_vnd": 7,
    "amended_by_number": "99/KH-UBND",
    "amended_by_signed_on": date(2022, 9, 1),
    "amended_by_issuer": "UBND tỉnh Lạng Sơn",
    "summary": "x",
}
EVENTS = eventful_year()


def report_on(events):
    return published_form(yearly_report("lang-son", 2022, facts_after(events)))


IN_ORDER = report_on(EVENTS)


@settings(max_examples=40, deadline=None)
@given(
    order=st.permutations(EVENTS),
    again=st.lists(st.sampled_from(EVENTS), max_size=40),
)
def test_any_order_and_any_duplicates_give_the_same_report(order, again):
    half = len(again) // 2
    assert report_on([*again[:half], *order, *again[half:]]) == IN_ORDER


def test_the_report_follows_corrections_and_amendments():
    facts = facts_after(EVENTS)
    [activity] = [one for one in facts.activities if one.id == "activity-0"]
    [project] = [one for one in facts.projects if one.id == "2022-P1"]
    assert (activity.participants, activity.held_on) == (45, date(2022, 6, 15))
    assert (project.topic, project.budget_vnd) == ("Nội dung đã điều chỉnh", 7)


@pytest.mark.parametrize("event_type", sorted(EVENT_TYPES))
def test_every_event_kept_is_one_the_contracts_know(event_type):
    assert event_type in catalogue()


def test_no_personal_field_is_kept(year_2022):
    kept = [read_event(event) for event in year_2022.events]
    contracts = {event.type: event for event in year_2022.events}
    personal = {
        name
        for event_type in contracts
        for name, field in catalogue()[event_type]._declared_fields.items()
        if field.metadata["classification"] == "personal"
    }
    assert personal == {"contact_email"}
    assert not any(personal & set(command.fields) for command in kept if command)


def test_an_event_the_report_does_not_need_is_passed_over(make):
    event = make(
        r.FirmRegistered,
        firm_id="x",
        name="Công ty",
        org_type="DN",
        tax_code=None,
        address=None,
        commune_code=None,
        contact_name=None,
        contact_email=None,
        contact_phone=None,
        owner_account_id=None,
        products=[],
    )
    assert read_event(event) is None
