"""Activities under a project or plan: over REST, on the pages, in the events."""

import re

import pytest

API, WEB = "/api/registration", "/registration"
ACTIVITY = {
    "kind": "training",
    "audience": "DN, HTX",
    "title": "Tập huấn 5S theo dự án",
    "year": 2022,
    "participants": 30,
}


def refused(response, status, code, field):
    assert response.status_code == status, response.text
    body = response.json()
    assert (body["code"], [error["field"] for error in body["errors"]]) == (code, [field])


def test_a_client_enters_and_finds_what_is_held_under_a_project(
    officer, project, programme, events
):
    response = officer.post(f"{API}/activities", json={**ACTIVITY, "project_id": project})
    response.raise_for_status()
    one = response.json()["id"]
    event = events.named("activity-recorded.v1")
    assert (event.data["project_id"], event.data["plan_id"]) == (project, programme)
    for asked in ({"project_id": project}, {"plan_id": programme, "year": 2022}):
        found = officer.get(f"{API}/activities", params={**asked, "limit": 200}).json()["items"]
        assert one in [row["id"] for row in found]
    assert officer.get(f"{API}/activities/{one}").json()["plan_id"] == programme
    [node] = [
        row
        for row in officer.get(f"{API}/plans/{programme}").json()["projects"]
        if row["id"] == project
    ]
    assert (node["activities"], node["participants"]) == (1, 30)


@pytest.mark.parametrize(
    ("over", "code", "field"),
    [
        ({"plan_id": "none"}, "activity-plan-differs", "plan_id"),
        ({"plan_id": "none", "project_id": None}, "plan-unknown", "plan_id"),
        ({"project_id": "none"}, "project-unknown", "project_id"),
        ({"year": 2021}, "activity-outside-project", "year"),
    ],
)
def test_a_client_is_told_what_does_not_fit(officer, project, over, code, field):
    body = {**ACTIVITY, "project_id": project, **over}
    refused(officer.post(f"{API}/activities", json=body), 422, code, field)


def test_an_officer_chooses_the_project_and_sees_it_on_every_page(browser, project, programme):
    form = {key: str(value) for key, value in ACTIVITY.items()}
    made = browser.post(f"{WEB}/activities", data={**form, "project_id": project, "plan_id": ""})
    assert made.status_code == 303
    page = browser.get(made.headers["location"]).text
    assert f'href="{WEB}/projects/{project}"' in page
    assert f'href="{WEB}/plans/{programme}"' in page
    listed = browser.get(f"{WEB}/activities", params={"project_id": project}).text
    assert ACTIVITY["title"] in listed
    assert [int(n) for n in re.findall(r"<dd>(\d+)</dd>", listed)] == [1, 30, 0]
    edit = browser.get(f"{made.headers['location']}/edit").text
    assert f'<option value="{project}" selected>' in edit
    assert f"activities?project_id={project}" in browser.get(f"{WEB}/projects/{project}").text
    other = browser.post(f"{WEB}/activities", data={**form, "project_id": project, "year": "2021"})
    assert other.status_code == 422
    assert project in other.text
