"""What registration terminates or takes back leaves the report, and comes back to it."""

from datetime import date

from reporting_memory import facts_after
from reporting_year import application, support

from nscl_contracts import registration as r
from nscl_contracts import registration_cases as cases
from nscl_reporting.domain.yearly import yearly_report


def participations(events):
    return yearly_report("lang-son", 2022, facts_after(events)).totals.participations


def test_a_termination_told_as_such_does_not_count_and_its_counter_step_does(year_2022):
    data = application("P4", "HTX", 0, [support("NN-01")])
    year_2022(cases.ApplicationTerminated, 7, **data, reason="x", terminated_on=date(2022, 9, 1),
              net_vnd=0)  # fmt: skip
    assert participations(year_2022.events) == 63
    year_2022(cases.ApplicationStepUndone, 8, **data, undone="terminated", state="in-progress",
              reason="x", undone_on=date(2022, 9, 2), approved_vnd=20_000_000,
              agreed_vnd=20_000_000, agreed_cost_vnd=40_000_000)  # fmt: skip
    assert participations(year_2022.events) == 64


def test_an_approval_taken_back_takes_its_money_out_of_the_report(year_2022):
    data = application("P4", "HTX", 0, [support("NN-01")])
    stated = {"support_vnd": 20_000_000, "decided_on": date(2022, 5, 20)}
    year_2022(r.ApplicationApproved, 7, **data, **stated)
    before = facts_after(year_2022.events).applications
    year_2022(cases.ApplicationStepUndone, 8, **data, undone="approved", state="appraised",
              reason="x", undone_on=date(2022, 9, 2), approved_vnd=None, agreed_vnd=None,
              agreed_cost_vnd=None)  # fmt: skip
    after = facts_after(year_2022.events).applications
    approved = [sum(a.approved_vnd or 0 for a in applications) for applications in (before, after)]
    assert approved[0] - approved[1] == 20_000_000
    assert participations(year_2022.events) == 63
