"""Use cases over in-memory repositories: what is refused, what is answered, who may."""

from __future__ import annotations

from datetime import date

import pytest

from nscl_registration.domain.codes import OrgType
from nscl_registration.domain.form import Form
from nscl_registration.domain.steps import Actor
from nscl_registration.domain.supports import Wish
from nscl_registration.handlers import (
    appraisal_commands,
    case_commands,
    commands,
    firm_commands,
    form_commands,
    import_commands,
    programme_commands,
)
from nscl_registration.handlers.table import HANDLERS
from nscl_shared.kernel import Conflict, InvalidInput, NotFound, RuleViolation

OWNER = Actor("account-owner", "Chủ", for_firm=True)
STRANGER = Actor("account-stranger", "Người lạ", for_firm=True)
DAY = date(2022, 4, 20)


@pytest.fixture
def work(make):
    work = make.work(make.rules())
    plan = make.plan()
    work.plans.add(plan)
    for code in ("P1", "P2"):
        work.projects.add(make.project(code=code, plan=plan))
    return work


@pytest.fixture
def do(work):
    return lambda command: HANDLERS[type(command)](command, work)


@pytest.fixture
def officer(make):
    return make.officer


@pytest.fixture
def firm(make, work):
    firm = make.firm(owner_account_id=OWNER.account_id)
    work.firms.add(firm)
    return firm


@pytest.fixture
def file(do, firm, officer):
    def filed(**over):
        given = {
            "by": officer,
            "firm_id": firm.id,
            "project_id": "2022-P1",
            "supports": (Wish("CN-01", firm.products[0].product_id),),
            "estimated_cost_vnd": 80_000_000,
            "form": Form(committed=True),
            "on": DAY,
        }
        return do(commands.FileApplication(**{**given, **over}))

    return filed


@pytest.fixture
def appraised(do, file, officer):
    def bring(**over):
        made = file(**over)
        do(commands.SubmitApplication(by=officer, application_id=made["id"], submitted_on=DAY))
        do(commands.ReceiveApplication(by=officer, application_id=made["id"], on=DAY))
        do(commands.AppraiseApplication(by=officer, application_id=made["id"], on=DAY))
        return made["id"]

    return bring


@pytest.fixture
def approve(do, officer):
    def approved(application_id, vnd, day=DAY):
        return do(
            commands.ApproveApplication(
                by=officer, application_id=application_id, support_vnd=vnd, decided_on=day
            )
        )

    return approved


def test_every_command_has_a_handler():
    rooms = (
        appraisal_commands,
        case_commands,
        commands,
        firm_commands,
        form_commands,
        import_commands,
        programme_commands,
    )
    declared = {value for room in rooms for value in vars(room).values() if isinstance(value, type)}
    ours = {value for value in declared if value.__module__ in {room.__name__ for room in rooms}}
    bases = {commands.Edit, commands.CaseCommand, appraisal_commands.CouncilCommand}
    assert set(HANDLERS) == ours - bases


def test_case_numbers_count_up_within_the_project(file, make, work):
    other = make.firm(tax_code=None)
    work.firms.add(other)
    assert file()["case_number"] == "2022-P1-0001"
    second = file(firm_id=other.id, supports=(Wish("HT-01"),))
    assert second["case_number"] == "2022-P1-0002"
    assert file(project_id="2022-P2")["case_number"] == "2022-P2-0001"


def test_a_refused_application_takes_no_case_number(file, work):
    with pytest.raises(RuleViolation):
        file(supports=(Wish("CN-01", "not-mine"),))
    assert work.counters == {}


def test_an_unknown_project_names_the_field(file):
    with pytest.raises(InvalidInput) as refused:
        file(project_id="2022-P9")
    assert (refused.value.code, refused.value.field) == ("project-unknown", "project_id")


def test_a_firm_account_cannot_apply_for_another_unit(file):
    with pytest.raises(InvalidInput, match="firm-unknown"):
        file(by=STRANGER)
    assert file(by=OWNER)["state"] == "draft"


def test_a_stranger_does_not_even_learn_that_the_application_exists(do, file):
    made = file()
    command = commands.SubmitApplication(by=STRANGER, application_id=made["id"], submitted_on=DAY)
    with pytest.raises(NotFound, match="application-not-found"):
        do(command)


def test_a_unit_applies_once_to_a_project(file):
    file()
    with pytest.raises(Conflict) as refused:
        file()
    assert refused.value.params["case_number"] == "2022-P1-0001"


def test_after_withdrawing_the_unit_may_apply_again(do, file):
    made = file()
    do(
        commands.WithdrawApplication(
            by=OWNER, application_id=made["id"], reason="Đổi ý", withdrawn_on=DAY
        )
    )
    assert file()["case_number"] == "2022-P1-0002"


def test_an_item_without_a_rule_in_the_year_cannot_be_asked_for(file, make, work):
    work.support_rules = make.rules(make.rule(item_code="TX-01"))
    with pytest.raises(RuleViolation) as refused:
        file()
    assert refused.value.code == "item-not-supported"


def test_the_cap_counts_what_the_unit_was_granted_for_other_projects(appraised, approve):
    first, second = appraised(), appraised(project_id="2022-P2")
    approve(first, 40_000_000)
    with pytest.raises(RuleViolation) as refused:
        approve(second, 10_000_001)
    assert refused.value.params["limit"] == 10_000_000
    assert approve(second, 10_000_000)["state"] == "approved"


def test_a_withdrawn_grant_is_free_again(do, appraised, approve, officer):
    first, second = appraised(), appraised(project_id="2022-P2")
    approve(first, 40_000_000)
    do(
        commands.WithdrawApplication(
            by=officer, application_id=first, reason="Rút", withdrawn_on=DAY
        )
    )
    assert approve(second, 40_000_000)["state"] == "approved"


def test_the_agreement_answers_its_legal_basis(do, appraised, approve, officer):
    application_id = appraised()
    approve(application_id, 40_000_000)
    answer = do(
        commands.SignAgreement(
            by=officer,
            application_id=application_id,
            number="01/HĐ-NSCL",
            total_cost_vnd=70_000_000,
            support_vnd=35_000_000,
            signed_on=date(2022, 6, 1),
        )
    )
    assert answer == {
        "id": application_id,
        "state": "agreement-signed",
        "legal_basis": "01/QĐ-UBND",
        "version": 6,
    }


def test_a_lower_cost_in_the_agreement_lowers_the_limit(do, appraised, approve, officer):
    application_id = appraised()
    approve(application_id, 40_000_000)
    command = commands.SignAgreement(
        by=officer,
        application_id=application_id,
        number="01/HĐ-NSCL",
        total_cost_vnd=70_000_000,
        support_vnd=35_000_001,
        signed_on=date(2022, 6, 1),
    )
    with pytest.raises(RuleViolation, match="grant-above-cap"):
        do(command)


def test_approving_a_draft_says_that_it_is_a_draft(file, approve, make, work):
    made = file()
    work.support_rules = make.rules(make.rule(valid_from=date(2030, 1, 1)))
    with pytest.raises(Conflict, match="application-is-draft"):
        approve(made["id"], 1)


def test_a_tax_code_belongs_to_one_unit_and_the_refusal_names_it(do, firm, officer):
    command = commands.RegisterFirm(
        by=officer, name="Khác", org_type=OrgType.ENTERPRISE, tax_code="0100-109-106"
    )
    with pytest.raises(Conflict) as refused:
        do(command)
    assert (refused.value.code, refused.value.params["firm_name"]) == (
        "tax-code-taken",
        firm.name,
    )


def test_a_firm_account_becomes_the_owner_and_an_officer_does_not(do, work, officer):
    own = do(commands.RegisterFirm(by=OWNER, name="A", org_type=OrgType.COOPERATIVE))
    paper = do(commands.RegisterFirm(by=officer, name="B", org_type=OrgType.COOPERATIVE))
    assert work.firms.get(own["id"]).owner_account_id == OWNER.account_id
    assert work.firms.get(paper["id"]).owner_account_id is None


def test_plans_and_projects_are_entered_once(do, make):
    plan = make.yearly_plan()
    with pytest.raises(Conflict, match="plan-exists"):
        do(plan)
    with pytest.raises(Conflict, match="project-exists"):
        do(commands.OpenProject(code="P1", year=2022, topic="x", plan_id="73-KH-UBND-2022"))


def test_an_unknown_plan_names_the_field(do):
    with pytest.raises(InvalidInput) as refused:
        do(commands.OpenProject(code="P9", year=2022, topic="x", plan_id="nothing"))
    assert (refused.value.code, refused.value.field) == ("plan-unknown", "plan_id")
