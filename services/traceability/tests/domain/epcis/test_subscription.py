"""A subscription moves on when a report is taken, waits longer each time, and gives up in the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nscl_shared.kernel import Conflict
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.perseverance import Perseverance
from nscl_traceability.domain.epcis.schedule import Schedule, SubscriptionControls
from nscl_traceability.domain.epcis.subscription import (
    Position,
    Report,
    Subscription,
    SubscriptionState,
)

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
PATIENCE = Perseverance([5, 300], timedelta(days=5))


def subscription(**over: Any) -> Subscription:
    given: dict[str, Any] = {
        "query": "q", "parameters": {}, "account_id": "a", "firm_only": False,
        "dest": "https://a.vn/", "token": None, "schedule": None, "report_if_empty": False,
        "initial_record_time": NOW, "created_at": NOW, "position": Position(5),
    }  # fmt: skip
    one = Subscription(id="s-1", **{**given, **over})
    one.begin()
    return one


def report(events: int = 1, place: int = 6, *, final: bool = False, at: datetime = NOW) -> Report:
    return Report(id="r-1", made_at=at, end=Position(place), events=events, final=final)


def outcome(status: int = 204, **over: Any) -> Outcome:
    error = "" if status == 204 else str(status)
    return Outcome(**{"at": NOW, "status": status, "duration_ms": 5, "error": error, **over})


def test_a_stream_is_due_when_something_was_captured_behind_its_position() -> None:
    one = subscription()
    assert not one.due(NOW, latest=4)
    assert one.due(NOW, latest=5)


def test_it_moves_on_when_the_report_is_taken_and_not_before() -> None:
    one = subscription()
    one.plan(report())
    one.note("r-1", outcome(500), PATIENCE)
    assert (one.position, one.report, one.failures) == (Position(5), report(), 1)
    assert one.next_try_at == NOW + timedelta(seconds=5)
    assert not one.due(NOW, latest=9)
    one.note("r-1", outcome(), PATIENCE)
    assert (one.position, one.report, one.failures) == (Position(6), None, 0)
    assert (one.notified_at, one.last_error, one.next_try_at) == (NOW, "", None)


def test_events_that_it_does_not_ask_for_are_passed_over_without_a_report() -> None:
    one = subscription()
    one.plan(report(events=0))
    assert (one.position, one.report) == (Position(6), None)


def test_a_second_plan_changes_nothing_while_a_report_is_on_its_way() -> None:
    one = subscription()
    one.plan(report())
    one.plan(report(events=7, place=99))
    assert one.report == report()


def test_what_came_of_another_report_changes_nothing() -> None:
    one = subscription()
    one.plan(report())
    one.note("r-0", outcome(), PATIENCE)
    assert one.report == report()


def test_after_the_last_wait_it_is_disabled_and_resuming_goes_on_where_it_stopped() -> None:
    one = subscription()
    one.plan(report())
    for _ in range(3):
        one.note("r-1", outcome(503), PATIENCE)
    assert (one.state, one.disabled_reason) == (SubscriptionState.DISABLED, "failing")
    assert not one.due(NOW + timedelta(days=9), latest=9)
    one.resume()
    assert (one.state, one.report, one.failures) == (SubscriptionState.ACTIVE, report(), 0)
    assert one.due(NOW, latest=5)
    with pytest.raises(Conflict, match="epcis-subscription-active"):
        one.resume()


def test_a_receiver_that_is_gone_is_not_tried_again() -> None:
    one = subscription()
    one.plan(report())
    one.note("r-1", outcome(410, gone=True), PATIENCE)
    assert (one.state, one.disabled_reason) == (SubscriptionState.DISABLED, "gone")


def test_a_receiver_that_cannot_take_so_much_gets_smaller_reports() -> None:
    one = subscription()
    one.plan(report(events=9))
    one.note("r-1", outcome(413), PATIENCE)
    assert (one.report_events, one.report, one.failures) == (4, None, 0)
    one.plan(report(events=1))
    one.note("r-1", outcome(413), PATIENCE)
    assert (one.report_events, one.failures) == (4, 1)  # one event cannot be divided


def test_a_schedule_runs_when_its_time_has_come_and_once() -> None:
    one = subscription(schedule=Schedule({"hour": "16"}))  # 09:00 UTC
    assert one.next_run_at == NOW + timedelta(minutes=30)
    assert not one.due(NOW, latest=9)
    later = NOW + timedelta(hours=1)
    assert one.due(later, latest=0)
    one.begin_run(9, later)
    one.plan(report(place=10, final=True, at=later))
    one.note("r-1", outcome(), PATIENCE)
    assert (one.run, one.position) == (None, Position(10))
    assert one.next_run_at == NOW + timedelta(days=1, minutes=30)
    assert not one.due(later, latest=99)


@pytest.mark.parametrize("wanted", [True, False])
def test_an_empty_run_is_reported_where_that_is_wanted(*, wanted: bool) -> None:
    one = subscription(schedule=Schedule({"hour": "16"}), report_if_empty=wanted)
    one.begin_run(4, NOW)
    one.plan(report(events=0, place=5, final=True))
    assert (one.report is not None) is wanted
    assert (one.run is None) is not wanted


def test_a_run_that_reported_something_ends_without_an_empty_report() -> None:
    one = subscription(schedule=Schedule({"hour": "16"}), report_if_empty=True)
    one.begin_run(9, NOW)
    one.plan(report(place=6))
    one.note("r-1", outcome(), PATIENCE)
    one.plan(report(events=0, place=10, final=True))
    assert (one.report, one.run, one.position) == (None, None, Position(10))


@pytest.mark.parametrize("name", ["maxEventCount", "eventCountLimit", "orderBy", "orderDirection"])
def test_a_query_for_one_answer_cannot_be_subscribed_to(name: str) -> None:
    with pytest.raises(SubscriptionControls, match="epcis-subscription-order"):
        subscription(parameters={name: ("1",)})
