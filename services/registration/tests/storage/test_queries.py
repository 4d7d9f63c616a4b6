"""Lists find by words without accents, page by cursor, and show only one's own."""

import pytest

from nscl_registration.domain.codes import OrgType
from nscl_registration.queries.applications import list_applications, show_application
from nscl_registration.queries.firms import list_firms, show_firm
from nscl_registration.queries.programme import list_projects, with_counts
from nscl_registration.queries.programme_tree import programme_tree
from nscl_shared.kernel import NotFound


@pytest.fixture
def firms(keep, make):
    names = ["Công ty TNHH khai thác mỏ Huyền Sơn", "HTX Đồng Tâm", "Hợp tác xã Sơn Hà"]
    made = [make.firm(name=name, tax_code=None, owner_account_id=name[:3]) for name in names]
    keep(firms=made)
    return made


def names(found):
    return [row["name"] for row in found["items"]]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("huyen son", 1),
        ("Sơn", 2),
        ("SON HA", 1),
        ("dong tam htx", 1),
        ("khai thac", 1),
        ("uyen", 0),
        ("", 3),
        (".*", 0),
    ],
)
def test_words_are_found_without_accents_in_any_order(firms, text, count):
    assert len(names(list_firms(q=text))) == count


def test_firms_come_by_name_and_page_by_page(firms):
    first = list_firms(limit=2)
    rest = list_firms(limit=2, cursor=first["next"])
    assert names(first) + names(rest) == [
        "Công ty TNHH khai thác mỏ Huyền Sơn",
        "Hợp tác xã Sơn Hà",
        "HTX Đồng Tâm",
    ]
    assert rest["next"] is None


def test_an_owner_sees_only_its_own(firms):
    assert len(names(list_firms(owner="HTX"))) == 1
    assert show_firm(firms[1].id, owner="HTX")["name"] == "HTX Đồng Tâm"
    with pytest.raises(NotFound, match="firm-not-found"):
        show_firm(firms[0].id, owner="HTX")


def test_a_personal_number_is_masked_in_lists_and_cannot_be_searched(keep, make):
    household = make.firm(org_type=OrgType.HOUSEHOLD, tax_code="020088001234")
    keep(firms=[household])
    [row] = list_firms()["items"]
    assert row["tax_code"] == "•••••••••234"
    assert show_firm(household.id)["tax_code"] == "020088001234"
    assert list_firms(q="020088001234")["items"] == []


@pytest.fixture
def applications(keep, make):
    plan = make.plan()
    units = [make.firm(name=f"Công ty {n}", tax_code=None) for n in range(5)]
    projects = [make.project(code=code, plan=plan) for code in ("P1", "P2")]
    made = [
        make.application(unit, project=projects[n % 2], case_number=f"{projects[n % 2].id}-{n:04}")
        for n, unit in enumerate(units)
    ]
    made[0].submit(make.day, make.officer)
    keep(plans=[plan], projects=projects, firms=units, applications=made)
    return made


def test_applications_are_filtered_by_state_project_year_and_firm(applications):
    assert len(list_applications(state="draft")["items"]) == 4
    assert len(list_applications(project_id="2022-P1")["items"]) == 3
    assert len(list_applications(year=2022, project_id="2022-P2", state="draft")["items"]) == 2
    assert list_applications(year=2021)["items"] == []
    assert len(list_applications(firm_id=applications[3].firm_id)["items"]) == 1


def test_applications_are_found_by_case_number_and_unit(applications):
    assert len(list_applications(q="2022-p1-0004")["items"]) == 1
    assert len(list_applications(q="cong ty 3")["items"]) == 1


def test_newest_applications_come_first_page_by_page(applications):
    seen, cursor = [], None
    while True:
        found = list_applications(limit=2, cursor=cursor)
        seen += [row["id"] for row in found["items"]]
        cursor = found["next"]
        if cursor is None:
            break
    assert seen == [application.id for application in reversed(applications)]


def test_an_unknown_application_is_not_found(db):
    with pytest.raises(NotFound, match="application-not-found"):
        show_application("nothing")


def test_projects_show_the_number_of_applications_by_state(applications):
    rows = {row["id"]: row for row in with_counts(list_projects()["items"])}
    assert rows["2022-P1"]["counts"] == {"submitted": 1, "draft": 2}
    assert (rows["2022-P2"]["total"], rows["2022-P2"]["granted_vnd"]) == (2, 0)


def test_the_tree_holds_plans_below_plans_and_projects_below_them(keep, make):
    from datetime import date

    from nscl_registration.domain.codes import PlanKind

    top = make.plan(
        kind=PlanKind.NATIONAL_PROGRAMME,
        number="1322/QĐ-TTg",
        signed_on=date(2020, 8, 31),
        period_from=2021,
        period_to=2030,
    )
    below = make.plan(parent=top)
    keep(plans=[top, below], projects=[make.project(plan=below)])
    [root] = programme_tree()["items"]
    assert root["children"][0]["projects"][0]["id"] == "2022-P1"
