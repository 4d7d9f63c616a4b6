"""Events over the real broker become the report, once each, whatever goes wrong."""

from __future__ import annotations

import json
import random

from reporting_memory import facts_after
from reporting_year import Recorder, application, approve, record_year, support

from nscl_contracts import encode
from nscl_reporting.domain.published_form import published_form
from nscl_reporting.domain.yearly import yearly_report


def expected(events, year=2022):
    return published_form(yearly_report("lang-son", year, facts_after(events)))


def in_year(event, year):
    """The same event of another year's project, so that tests do not share facts."""
    body = encode(event).replace("2022", str(year))
    for prefix in ("event", "application"):
        body = body.replace(f'"{prefix}-', f'"{prefix}-{year}-')
    return (event.type, body)


def test_doubled_and_shuffled_events_give_the_published_report(platform):
    events = record_year(Recorder())
    delivered = events * 2
    random.Random(7).shuffle(delivered)

    platform.publish(delivered)
    platform.stack.flow_settled()

    assert platform.report() == expected(events)
    assert platform.report()["totals"]["distinct_beneficiaries"] == 62


def test_a_malformed_event_is_set_aside_with_its_reason_and_the_next_ones_are_kept(platform):
    make = Recorder()
    event = in_year(approve(make, application("P1", "DN", 1, [support("CN-01", 1)])), 2040)
    broken = json.loads(event[1])
    broken["id"], broken["data"]["year"] = "broken-1", "two thousand"

    platform.publish([(event[0], json.dumps(broken)), (event[0], "{not json"), event])
    flows = platform.stack.flow_settled()

    assert platform.report(2040)["totals"]["participations"] == 1
    assert flows["reporting"]["subscriptions"]["reporting--registration"]["dead"] == 2
    reasons = {
        platform.dead_letter("reporting--registration").headers["x-nscl-reason"] for _ in range(2)
    }
    assert any("year" in reason for reason in reasons)
    assert any("not JSON" in reason for reason in reasons)


def test_an_event_type_nobody_here_needs_does_not_reach_the_queue(platform):
    platform.publish([("vn.nscl.registration.firm-registered.v1", "{}")])

    flows = platform.stack.flow_settled()
    assert flows["reporting"]["subscriptions"]["reporting--registration"]["dead"] == 0


def test_a_killed_service_continues_where_it_was(platform):
    make = Recorder()
    for number in range(60):
        approve(make, application("P1", "DN", number, [support("CN-01", number)]))
    platform.publish([in_year(event, 2041) for event in make.events])

    platform.stack.kill_and_wait("reporting")
    platform.stack.flow_settled()

    assert platform.report(2041)["totals"]["participations"] == 60
