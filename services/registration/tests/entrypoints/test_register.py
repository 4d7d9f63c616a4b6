"""The register of units over the real process: whole entries, two editors, duplicates, rights."""

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest

from nscl_shared import units

from .conftest import API
from .firm_calls import problem, put, shown

WEB = "/registration"


def test_a_whole_entry_is_read_back_with_its_version(officer, entry, whole):
    answer = officer.get(f"{API}/firms/{entry}")
    assert answer.headers["ETag"] == '"1"'
    firm = answer.json()
    for name in ("short_name", "registration_number", "sector", "employees", "revenue_band"):
        assert firm[name] == whole[name]
    assert firm["address_written"] == "12 Trần Đăng Ninh, Phường Kỳ Lừa, Tỉnh Lạng Sơn"
    assert [c["consent_purpose"] for c in firm["contacts"]] == ["Nhận thông báo", None]
    assert firm["contact_email"] == "c@vidu.example"
    assert firm["systems"][0]["expires_on"] == "2027-01-31"


def test_the_second_of_two_editors_gets_412_and_the_first_keeps_ids_and_consent(
    officer, events, whole, entry
):
    before = officer.get(f"{API}/firms/{entry}").json()
    lines = [{"contact_id": c["contact_id"], "name": c["name"]} for c in before["contacts"]]
    body = {**whole, "employees": 30, "contacts": lines}
    changed = put(officer, entry, 1, body)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    problem(put(officer, entry, 1, {**whole, "employees": 99}), 412, "firm-changed-meanwhile")
    problem(officer.put(f"{API}/firms/{entry}", json=body), 428, "precondition-required")
    after = officer.get(f"{API}/firms/{entry}").json()
    assert after["employees"] == 30
    assert after["products"] == before["products"]
    assert after["contacts"][0]["contact_id"] == before["contacts"][0]["contact_id"]
    assert after["contacts"][0]["consent_on"] == "2025-08-01"
    _registered, told = events.of(entry, 2)
    assert told.type == "vn.nscl.registration.firm-updated.v1"
    assert (told.sequence, told.data["employees"]) == (2, 30)


def test_nothing_is_announced_when_nothing_changed(officer, entry, whole):
    lines = officer.get(f"{API}/firms/{entry}").json()["contacts"]
    kept = [{k: c[k] for k in ("contact_id", "name", "position", "email", "phone")} for c in lines]
    assert put(officer, entry, 1, {**whole, "contacts": kept}).json()["version"] == 1


def test_the_history_says_who_changed_what_and_keeps_no_personal_data(officer, entry, whole):
    put(officer, entry, 1, {**whole, "employees": 31, "contacts": [{"name": "Người Mới"}]})
    answer = officer.get(f"{API}/firms/{entry}/history")
    latest, first = answer.json()["items"]
    assert (first["kind"], latest["kind"], latest["by"]) == (
        "registered",
        "updated",
        "Nguyễn Văn A",
    )
    changes = {one["name"]: (one["before"], one["after"]) for one in latest["fields"]}
    assert changes == {"employees": ("25", "31"), "contacts": (None, None)}
    assert "Người Mới" not in answer.text


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"commune_code": "99999"}, "commune-unknown", "commune_code"),
        ({"commune_code": "06001x"}, "invalid-input", "commune_code"),
        ({"commune_code": "20"}, "commune-code-malformed", "commune_code"),
        ({"sector": "04"}, "sector-unknown", "sector"),
        ({"employees": "nhiều"}, "invalid-input", "employees"),
        ({"contacts": [{"name": "A", "consent": True}]}, "invalid-input", "contacts.0.consent_on"),
        ({"production": [{"unit_code": "99999"}]}, "commune-unknown", "production.0.unit_code"),
    ],
)
def test_a_wrong_value_is_refused_naming_its_field(officer, whole, change, code, field):
    told = problem(officer.post(f"{API}/firms", json={**whole, **change}), 422, code)
    assert field in [one["field"] for one in told["errors"]]


def test_a_commune_of_before_is_told_what_became_of_it(officer, whole):
    before, since = date(2025, 6, 30), date(2025, 7, 1)
    [city] = [u for u in units.children("20", before) if u.kind == "Thành phố"]
    gone = next(u for u in units.children(city.code, before) if not units.unit_on(u.code, since))
    heir = units.path_name(units.successors(gone.code)[0].new, since)
    told = officer.get(f"{API}/units/{gone.code}", params={"on": before.isoformat()}).json()
    assert told["successors"][0]["written"] == heir
    body = {**whole, "commune_code": gone.code}
    refused = officer.post(f"{API}/firms", json={**body, "address_on": since.isoformat()})
    assert heir in problem(refused, 422, "commune-ended")["detail"]
    made = officer.post(f"{API}/firms", json={**body, "address_on": before.isoformat()})
    assert made.status_code == 201, made.text


def test_a_firm_account_changes_its_own_entry_only(owner, stranger, as_owner):
    firm = as_owner.firm()
    body = {"name": "Tên mới", "org_type": "DN"}
    assert put(owner, firm["id"], 1, body).status_code == 200
    problem(put(stranger, firm["id"], 2, body), 404, "firm-not-found")
    assert stranger.get(f"{API}/firms/{firm['id']}/history").status_code == 404
    assert owner.get(f"{API}/firm-duplicates").status_code == 403


def form_of(page):
    """Return the fields of a page's form as a browser would send them."""
    fields = dict(
        re.findall(
            r'<input type="(?:text|hidden|date|email|tel|search)"[^>]*name="([^"]+)" value="([^"]*)"',
            page,
        )
    )
    for name, options in re.findall(
        r'<select id="[^"]+" name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return {name: value for name, value in fields.items() if name not in ("csrf_token", "_key")}


def test_the_form_changes_an_entry_and_keeps_what_it_shows(officer, browser, entry):
    fields = form_of(shown(browser.get(f"{WEB}/firms/{entry}/edit")))
    before = officer.get(f"{API}/firms/{entry}").json()
    answer = browser.post(f"{WEB}/firms/{entry}", data={**fields, "employees": "1.025"})
    assert answer.status_code == 303, answer.text
    after = officer.get(f"{API}/firms/{entry}").json()
    assert after == {**before, "employees": 1025, "version": 2}


def test_the_second_editor_sees_both_versions_and_takes_over_his_values(
    officer, browser, entry, whole
):
    fields = form_of(shown(browser.get(f"{WEB}/firms/{entry}/edit")))
    lines = officer.get(f"{API}/firms/{entry}").json()["contacts"]
    kept = [{k: c[k] for k in ("contact_id", "name", "position", "email", "phone")} for c in lines]
    theirs = {**whole, "contacts": kept, "employees": 77, "short_name": "THEIRS"}
    assert put(officer, entry, 1, theirs).status_code == 200
    mine = {**fields, "employees": "55", "address": "Số 9 đường Mới"}
    page = shown(browser.post(f"{WEB}/firms/{entry}", data=mine), 409)
    assert re.search(r'name="take.employees" value="now" checked', page)
    assert re.search(r'name="take.short_name" value="now" checked', page)
    assert re.search(r'name="take.head_office" value="mine" checked', page)
    assert "Số 9 đường Mới" in page
    assert officer.get(f"{API}/firms/{entry}").json()["employees"] == 77
    again = {**form_of(page), "take.employees": "mine", "take.short_name": "now"}
    done = browser.post(f"{WEB}/firms/{entry}", data={**again, "take.head_office": "mine"})
    assert done.status_code == 303, done.text
    firm = officer.get(f"{API}/firms/{entry}").json()
    assert (firm["employees"], firm["short_name"]) == (55, "THEIRS")
    assert firm["address"] == "Số 9 đường Mới"
    assert firm["version"] == 3


def test_a_commune_is_found_without_javascript_and_the_day_decides_the_level(browser):
    data = {"name": "HTX", "org_type": "HTX", "find": "commune_code", "commune_code_q": "dong kinh"}
    now = shown(browser.post(f"{WEB}/firms", data={**data, "address_on": "2025-07-01"}))
    assert "Phường Đông Kinh, Tỉnh Lạng Sơn" in now
    then = shown(browser.post(f"{WEB}/firms", data={**data, "address_on": "30/06/2025"}))
    assert "Phường Đông Kinh, Thành phố Lạng Sơn, Tỉnh Lạng Sơn" in then
    assert 'value="HTX"' in then


def test_more_lines_come_when_they_are_asked_for(browser):
    lines = {f"products.{n}.name": f"Sản phẩm {n}" for n in range(3)}
    page = shown(browser.post(f"{WEB}/firms", data={**lines, "find": "lines"}))
    assert 'name="products.5.name"' in page
    assert 'value="Sản phẩm 2"' in page


def test_consent_is_never_ticked_beforehand(browser, entry):
    for path in ("firms/new", f"firms/{entry}/edit"):
        page = shown(browser.get(f"{WEB}/{path}"))
        assert 'name="contacts.' in page
        assert not re.search(r'type="checkbox"[^>]*checked', page)


def test_a_taken_tax_code_leads_to_the_entry_that_has_it(browser, officer, register):
    firm = register.firm(name="Công ty Giữ Mã", tax_code="0100112444")
    data = {"name": "Công ty Khác", "org_type": "DN", "tax_code": "0100112444"}
    page = shown(browser.post(f"{WEB}/firms", data=data), 409)
    assert f'href="/registration/firms/{firm["id"]}"' in page


def test_the_filters_of_the_list_are_its_address(browser, officer, entry, commune, register):
    other = register.firm(name="Hộ Đứng Ngoài", org_type="HKD")
    params = {"section": "C", "commune_code": commune["code"], "org_type": "DN", "q": "xu lang"}
    rows = officer.get(f"{API}/firms", params=params).json()["items"]
    assert entry in [row["id"] for row in rows]
    assert other["id"] not in [row["id"] for row in rows]
    page = shown(browser.get(f"{WEB}/firms", params=params))
    assert "firms.xlsx?section=C" in page


def test_the_spreadsheet_holds_the_list_and_no_formula(browser, officer, register):
    register.firm(name="=1+1 Công thức", products=[{"name": "Na"}])
    answer = browser.get(f"{WEB}/firms.xlsx", params={"q": "cong thuc"})
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    with ZipFile(io.BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=1+1 Công thức" in sheet
    assert "<f>" not in sheet
    assert sheet.count("<row ") == 2


def test_units_are_told_by_day(officer):
    before = officer.get(f"{API}/units/91", params={"on": "2025-06-30"}).json()
    assert before["name"] == "Tỉnh Kiên Giang"
    assert officer.get(f"{API}/units/91").json()["name"] == "Tỉnh An Giang"
    problem(officer.get(f"{API}/units/89"), 404, "unit-not-found")
    assert len(officer.get(f"{API}/units", params={"limit": 200}).json()["items"]) == 65
