"""Facts in the real database give the same report as facts in memory."""

from __future__ import annotations

import random
from datetime import date

from reporting_memory import facts_after
from reporting_year import application, approve, certificate, issue_stamps, support, traced

from nscl_contracts import certification as c
from nscl_contracts import registration as r
from nscl_reporting.domain.annexes import annexes
from nscl_reporting.domain.published_form import published_form
from nscl_reporting.domain.yearly import yearly_report
from nscl_reporting.handlers.reading import read_event
from nscl_reporting.queries.facts import facts_of
from nscl_reporting.queries.reports import report_of, years_with_data
from nscl_shared.persistence import database as database_of


def consume(bus, events):
    for event in events:
        bus.consume(event, read_event(event))


def in_memory(events, year=2022):
    return published_form(yearly_report("lang-son", year, facts_after(events)))


def test_shuffled_and_doubled_events_give_the_report_of_the_ordered_ones(bus, year_2022):
    withdrawn = application("P4", "HTX", 0, [support("NN-01")])
    year_2022(r.ApplicationWithdrawn, 7, **withdrawn, reason="x", withdrawn_on=date(2022, 9, 1))
    year_2022(c.CertificateRevoked, 2, **certificate(3), reason="x", revoked_on=date(2022, 12, 1))
    expected = in_memory(year_2022.events)
    delivered = year_2022.events * 2
    random.Random(2022).shuffle(delivered)

    consume(bus, delivered)

    assert published_form(report_of("lang-son", 2022)) == expected
    assert expected["totals"]["participations"] == 63
    assert annexes(2022, facts_of(2022)) == annexes(2022, facts_after(year_2022.events))


def test_a_year_is_computed_from_its_own_facts_whatever_else_is_stored(bus, make):
    approve(make, application("P1", "DN", 0, [support("CN-01", 1)]))
    make(c.CertificateGranted, 1, **certificate(1, issued_on=date(2023, 2, 1)))
    issue_stamps(make, traced(1), "batch-1")
    issue_stamps(make, traced(2, project_id=None), "batch-2")
    issue_stamps(make, traced(3, project_id="2022-P1"), "batch-3")
    consume(bus, make.events)

    for year in (2021, 2022, 2023):
        assert published_form(report_of("lang-son", year)) == in_memory(make.events, year)
    assert years_with_data() == [2023, 2022]


def test_a_system_with_dots_in_its_name_is_stored_as_it_is(bus, make):
    approve(make, application("P3", "DN", 0, [support("HT-09", system="$Global G.A.P. v6.0")]))
    consume(bus, make.events)

    (project,) = report_of("lang-son", 2022).projects
    assert project.systems == {"$Global G.A.P. v6.0": 1}


def test_the_queries_of_a_report_use_indexes(bus, year_2022):
    consume(bus, year_2022.events)
    db = database_of("reporting")

    for collection, criteria in {
        "applications": {"year": 2022},
        "activities": {"year": 2022},
        "certificates": {"year": 2022},
        "stamp_batches": {"project_id": {"$in": ["2022-P5"]}},
        "traced_products": {"project_id": {"$in": ["2022-P5"]}},
    }.items():
        plan = str(db[collection].find(criteria).explain()["queryPlanner"]["winningPlan"])
        assert "IXSCAN" in plan, f"{collection}: {plan}"
