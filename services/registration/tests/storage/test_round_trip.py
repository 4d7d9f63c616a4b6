"""What is stored comes back the same."""

from datetime import date

import pytest

from nscl_registration.domain.activity import Activity, ActivityFacts
from nscl_registration.domain.agreement import Agreement, Approval
from nscl_registration.domain.codes import ActivityKind, OrgType
from nscl_registration.domain.firm_parts import Contact
from nscl_registration.domain.unit_year import UnitYear
from nscl_registration.storage.work import RegistrationUnitOfWork
from nscl_shared.persistence import in_transaction


def stored(name, aggregate):
    def save():
        work = RegistrationUnitOfWork()
        getattr(work, name).add(aggregate)
        work.flush()

    in_transaction("registration", save)
    return getattr(RegistrationUnitOfWork(), name).get(aggregate.id)


def test_a_plan_comes_back(db, make):
    plan = make.plan()
    assert stored("plans", plan) == plan


def test_a_project_comes_back(db, make):
    project = make.project(budget_vnd=2_000_000_000)
    assert stored("projects", project) == project


def test_an_activity_without_date_and_count_comes_back(db):
    activity = Activity.hold(
        ActivityFacts(
            kind=ActivityKind.COMMUNICATION,
            audience="HTX",
            title="Phóng sự",
            held_on=None,
            year=2022,
            participants=None,
        )
    )
    assert stored("activities", activity) == activity


@pytest.mark.parametrize(
    ("org_type", "tax_code"),
    [
        (OrgType.ENTERPRISE, "0100109106-001"),
        (OrgType.HOUSEHOLD, "020088001234"),
        (OrgType.COOPERATIVE_GROUP, None),
    ],
)
def test_a_firm_comes_back(db, make, org_type, tax_code):
    contact = Contact("Nguyễn Văn A", "a@vidu.example", "0200000001")
    firm = make.firm(org_type=org_type, tax_code=tax_code, contacts=(contact,), address="Lạng Sơn")
    assert stored("firms", firm) == firm


def test_an_application_comes_back_with_its_whole_way(db, make):
    application = make.application()
    grant = make.rules().maximum(80_000_000, make.day, application.org_type, application.supports)
    application.submit(make.day, make.officer)
    application.receive(make.day, make.officer, "Đủ hồ sơ")
    application.appraise(make.day, make.officer, None)
    application.approve(Approval(40_000_000, make.day, "12/QĐ"), grant, make.officer, None)
    agreement = Agreement("01/HĐ", 80_000_000, 40_000_000, "748/QĐ-UBND", date(2022, 6, 1))
    application.sign(agreement, grant, make.officer)
    assert stored("applications", application) == application


def test_a_unit_year_comes_back(db):
    year = UnitYear.begin("firm-1", 2022)
    year.apply("2022-P1", "2022-P1-0001")
    year.grant("2022-P1-0001", 10**12)
    assert stored("unit_years", year) == year


def test_an_aggregate_and_its_outbox_row_appear_together(db, make):
    stored("firms", make.firm())
    [row] = db["outbox"].find()
    assert (row["type"], row["sequence"]) == ("vn.nscl.registration.firm-registered.v1", 1)
    assert db["outbox_sent"].count_documents({}) == 0


def test_internal_events_are_not_announced(db, make):
    stored("applications", make.application())
    assert db["outbox"].count_documents({}) == 0
