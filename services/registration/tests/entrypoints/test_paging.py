"""Lists that grow are read page by page; together the pages are the whole list."""

import pytest

from .conftest import API, CALL, PROPOSAL, created


def pages(client, path, **query):
    """Return the pages of a list, two rows each, and check that each goes on where one ended."""
    found, cursor = [], None
    for _ in range(60):
        params = {**query, "limit": 2, **({"cursor": cursor} if cursor else {})}
        answer = client.get(f"{API}/{path}", params=params)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found.append([row.get("id", row.get("code", row.get("version"))) for row in page["items"]])
        cursor = page["next"]
        if cursor is None:
            return found
    pytest.fail(f"{path} does not end")


def check(found, expected):
    """Others may have rows in the same list; those expected come once and in their order."""
    assert [len(page) for page in found[:-1]] == [2] * (len(found) - 1)
    assert [row for page in found for row in page if row in set(expected)] == expected


def test_plans_of_a_year(officer):
    plan = {"kind": "yearly_plan", "signed_on": "2019-04-04", "issuer": "UBND", "title": "Kế hoạch",
            "period_from": 2019, "period_to": 2019}  # fmt: skip
    numbers = [f"{n}/KH-TRANG" for n in (3, 1, 5, 4, 2)]
    made = {number: created(officer.post(f"{API}/plans", json={**plan, "number": number}))["id"]
            for number in numbers}  # fmt: skip
    check(pages(officer, "plans", year=2019), [made[number] for number in sorted(numbers)])


def test_activities_of_a_year(officer):
    body = {"kind": "training", "audience": "enterprise", "title": "Lớp 5S", "year": 2018}
    made = [created(officer.post(f"{API}/activities", json=body))["id"] for _ in range(5)]
    check(pages(officer, "activities", year=2018), sorted(made))


def test_the_page_of_activities_counts_all_and_shows_some(officer, browser):
    body = {"kind": "training", "audience": "enterprise", "title": "Lớp Kaizen", "year": 2017,
            "participants": 30}  # fmt: skip
    for _ in range(3):
        created(officer.post(f"{API}/activities", json=body))
    known = officer.get(f"{API}/activities", params={"year": 2017, "limit": 200}).json()["items"]
    page = browser.get("/registration/activities", params={"year": 2017, "limit": 2}).text
    assert page.count("Lớp Kaizen") <= 2
    assert f">{sum(row['participants'] or 0 for row in known)}<" in page
    assert "cursor=" in page


def test_proposals_to_a_call_and_own_ones(officer, owner):
    call = created(officer.post(f"{API}/calls", json=CALL))["id"]
    both = [created(client.post(f"{API}/calls/{call}/proposals", json=PROPOSAL))["id"]
            for client in (officer, owner, officer, owner, owner)]  # fmt: skip
    check(pages(officer, f"calls/{call}/proposals"), both)
    check(pages(owner, f"calls/{call}/proposals"), [both[1], both[3], both[4]])


def test_administrative_units_of_a_district(officer):
    query = {"on": "2024-01-01", "within": "178"}
    whole = officer.get(f"{API}/units", params={**query, "limit": 200}).json()
    assert whole["next"] is None
    check(pages(officer, "units", **query), [unit["code"] for unit in whole["items"]])


def test_entries_that_are_alike(officer, register):
    made = {register.firm(name=f"Hợp tác xã Thạch Đen Tràng Định {n}")["id"] for n in range(5)}
    found = pages(officer, "firms/alike", name="HTX thach den Trang Dinh")
    rows = [row for page in found for row in page]
    assert made <= set(rows)
    assert len(rows) == len(set(rows))


def test_the_history_of_a_unit(officer, register):
    firm, name = register.firm()["id"], f"Công ty Lịch Sử {next(register.names)}"
    for version in range(1, 5):
        body = {"name": name, "org_type": "DN", "employees": version}
        tag = {"If-Match": f'"{version}"'}
        officer.put(f"{API}/firms/{firm}", json=body, headers=tag).raise_for_status()
    check(pages(officer, f"firms/{firm}/history"), [5, 4, 3, 2, 1])


@pytest.mark.parametrize("wrong", ["limit=", "limit=0", "limit=201", "year=", "limit=1&limit=2"])
def test_a_page_of_no_size_is_refused_by_its_field(officer, browser, wrong):
    answer = officer.get(f"{API}/activities?{wrong}")
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] in ("limit", "year")


def test_filters_of_a_page_may_be_left_empty(browser):
    assert browser.get("/registration/activities?year=&limit=").status_code == 200
