"""Signals from real scans, and a case from its opening to its outcome, over REST."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from nscl_shared.kernel import new_id

API = "/api/traceability"
WEB = "/traceability"
CASES = f"{API}/counterfeit-cases"
LANG_SON, HA_NOI = "06187", "00070"


@pytest.fixture(scope="module")
def stamps(officer, register):
    """A product, and the paths of ten printed stamps of it that are not in use."""
    product = register.product(name=f"Na {new_id()}")
    lot_id = register.lot(product["id"])
    body = {"quantity": 10, "issued_on": "2022-08-05", "activate": False}
    batch = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json=body).json()
    rows = officer.get(f"{API}/stamp-batches/{batch['id']}/stamps.csv").text.split()[1:]
    paths = [row.rpartition(",")[2].partition(".example")[2] for row in rows]
    return product["id"], batch, paths


@pytest.fixture
def scan(service):
    """Scans a stamp in a commune, as its network tells; returns what is said."""

    def at(path, commune=None):
        headers = {"X-Commune": commune} if commune else {}
        with service.anyone(**headers) as phone:
            return phone.get(path).json()

    return at


@pytest.fixture
def raised(officer, eventually):
    """Looks until there are signals of a product; returns them."""

    def find(product_id, count, **filters):
        def found():
            assert officer.post(f"{API}/signals/look").status_code == 200
            query = {"product_id": product_id, **filters}
            items = officer.get(f"{API}/signals", params=query).json()["items"]
            return items if len(items) >= count else None

        return eventually(found, f"{count} signals")

    return find


@pytest.fixture
def noticed(stamps, scan, raised):
    """The signals of five stamps that are scanned in one commune before they are in use."""
    product_id, _batch, paths = stamps
    for path in paths[:5]:
        assert scan(path, LANG_SON)["verdict"] == "suspicious"
    return raised(product_id, 6)


@pytest.fixture
def case(officer, register, scan, raised):
    """A case about a stamp that was scanned before it was in use: id, product, path."""
    product_id = register.product()["id"]
    lot_id = register.lot(product_id)
    body = {"quantity": 2, "issued_on": "2022-08-05", "activate": False}
    batch = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json=body).json()
    officer.get(f"{API}/stamp-batches/{batch['id']}/stamps.csv")
    path = batch["first_url"].partition(".example")[2]
    scan(path)
    [signal] = raised(product_id, 1)
    opened = {"title": "Tem lạ ở chợ", "signal_ids": [signal["id"]], "note": "Tin báo"}
    answer = officer.post(CASES, json=opened)
    assert answer.status_code == 201, answer.text
    return answer, path, signal["id"]


def another_serial(path):
    """Return the path of a stamp that nobody made."""
    return path[:-1] + ("0" if path[-1] != "0" else "1")


def test_scans_before_activation_are_raised_and_announced_with_their_cluster(
    events, noticed, officer, stamps
):
    product_id, batch, _paths = stamps
    kinds = [one["kind"] for one in noticed]
    assert sorted(kinds) == ["before-activation"] * 5 + ["cloned-cluster"]
    assert {one["commune_name"] for one in noticed} == {"Phường Kỳ Lừa, Tỉnh Lạng Sơn"}
    rows = officer.get(f"{API}/suspicious-stamps", params={"product_id": product_id}).json()
    assert {one["stamp"] for one in rows["items"]} == {
        f"{batch['number']}/{n}" for n in range(1, 6)
    }
    event = events.named("counterfeit-signal-raised.v1")
    assert event.data["product_id"] == product_id


def test_a_stamp_in_two_provinces_at_once_is_raised(register, scan, raised):
    product_id = register.product()["id"]
    url = register.stamps(register.lot(product_id))["first_url"]
    path = url.partition(".example")[2]
    assert scan(path, HA_NOI)["verdict"] == scan(path, LANG_SON)["verdict"] == "genuine"
    [found] = raised(product_id, 1)
    assert (found["kind"], found["minutes"]) == ("impossible-travel", 0)
    assert 120 < found["km"] < 140


def test_the_heat_counts_scans_by_commune_and_forged_serials(
    officer, noticed, stamps, scan, eventually
):
    _product, _batch, paths = stamps

    def figures():
        answer = officer.get(f"{API}/scan-heat").json()
        lines = [one for one in answer["items"] if one["commune"] == LANG_SON]
        return {name: sum(one[name] for one in lines) for name in ("scans", "suspicious", "forged")}

    before = figures()
    assert before["suspicious"] >= 5
    assert scan(another_serial(paths[0]), LANG_SON)["verdict"] == "unknown"
    eventually(lambda: figures()["forged"] == before["forged"] + 1, "the tally is written")


def test_a_burst_of_forged_serials_is_raised(officer, stamps, service, eventually):
    product_id, _batch, paths = stamps
    forged, gtin = another_serial(paths[0]), paths[0].split("/")[2]
    with service.anyone(**{"X-Commune": "06196"}) as phone:
        # who asks for a product lets the scan server know that it is one
        assert phone.get(forged.partition("/10/")[0]).status_code == 307
        # enough for one of two hours, should the hour end meanwhile
        assert {phone.get(forged).status_code for _ in range(60)} == {404}

    def found():
        officer.post(f"{API}/signals/look")
        asked = {"kind": "bad-serials", "commune": "06196"}
        return officer.get(f"{API}/signals", params=asked).json()["items"]

    [signal] = eventually(found, "the burst is raised")
    assert signal["stamp"] is None
    assert 30 <= signal["product_count"] <= signal["count"] <= 60
    assert (signal["product_id"], signal["gtin"], signal["lot_id"]) == (
        product_id, gtin, None,
    )  # fmt: skip
    heat = officer.get(f"{API}/scan-heat").json()
    [line] = [one for one in heat["items"] if one["commune"] == "06196"]
    assert line["forged_products"][0]["gtin"] == gtin
    assert gtin in {one["gtin"] for one in heat["forged_products"]}
    assert gtin in sheet_text(officer.get(f"{WEB}/signals.xlsx"))
    told = sheet_text(officer.get(f"{WEB}/signals/list.xlsx", params={"kind": "bad-serials"}))
    assert f"{signal['product_count']} of them for this product" in told


def sheet_text(answer):
    sheet = load_workbook(BytesIO(answer.content)).active
    return " ".join(str(cell.value) for row in sheet for cell in row)


def test_nobody_needs_to_ask(officer, register, scan, eventually):
    product_id = register.product()["id"]
    body = {"quantity": 1, "issued_on": "2022-08-05", "activate": False}
    lot_id = register.lot(product_id)
    batch = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json=body).json()
    scan(batch["first_url"].partition(".example")[2])
    asked = {"product_id": product_id}

    def found():
        return officer.get(f"{API}/signals", params=asked).json()["kinds"]

    assert eventually(found, "the service has looked by itself") == {"before-activation": 1}
    metrics = officer.get("/metrics").text
    assert 'nscl_traceability_signals_total{kind="before-activation"}' in metrics
    # every kind from the start, so that its first one is an increase
    assert 'nscl_traceability_signals_total{kind="cloned-cluster"}' in metrics


def test_a_case_ends_with_its_stamps_void_and_the_consumer_is_warned(
    officer, case, scan, events, eventually
):
    answer, path, signal_id = case
    here, body = answer.headers["location"], answer.json()
    assert body["number"].startswith("VV-")
    headers = {"If-Match": answer.headers["etag"]}
    voided = officer.post(f"{here}/void-stamps", json={"note": "Tem giả"}, headers=headers)
    assert (voided.status_code, voided.json()["voided"]) == (200, 1)
    eventually(lambda: "voided" in scan(path)["reasons"], "the consumer is warned")
    ended = {"outcome": "counterfeit", "note": "Đã lập biên bản"}
    headers = {"If-Match": voided.headers["etag"]}
    assert officer.post(f"{here}/close", json=ended, headers=headers).status_code == 200
    shown = officer.get(here).json()
    assert (shown["outcome"], shown["voided"]) == ("counterfeit", 1)
    assert [step["kind"] for step in shown["steps"]] == ["opened", "voided", "closed"]
    assert [one["id"] for one in shown["signals"]] == [signal_id]
    told = events.named("counterfeit-case-closed.v1")
    assert (told.data["outcome"], told.data["voided"]) == ("counterfeit", 1)


def test_a_change_names_the_version_it_is_made_to(officer, case):
    answer, _path, _signal = case
    here = answer.headers["location"]
    note = {"note": "Đã gọi cho cơ sở"}
    assert officer.post(f"{here}/notes", json=note).status_code == 428
    headers = {"If-Match": answer.headers["etag"]}
    done = officer.post(f"{here}/notes", json=note, headers=headers)
    assert (done.status_code, done.headers["etag"]) == (200, '"2"')
    late = officer.post(f"{here}/notes", json=note, headers=headers)
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")


def test_what_cannot_be_done_is_refused_in_words(officer, case):
    answer, _path, signal_id = case
    here, headers = answer.headers["location"], {"If-Match": answer.headers["etag"]}
    for url, body, status, code, field in (
        (CASES, {"title": "x"}, 422, "case-without-evidence", "signal_ids"),
        (CASES, {"title": "x", "signal_ids": [signal_id]}, 409, "signal-in-case", "signal_ids"),
        (CASES, {"title": "x", "report_ids": ["none"]}, 404, "report-not-found", None),
        (f"{here}/reopen", {"note": "x"}, 409, "case-open", None),
        (f"{CASES}/none/notes", {"note": "x"}, 404, "case-not-found", None),
    ):
        refused = officer.post(url, json=body, headers=headers)
        problem = refused.json()
        assert (refused.status_code, problem["code"]) == (status, code)
        assert [error.get("field") for error in problem["errors"]] == ([field] if field else [])
    blank = officer.post(f"{here}/close", json={"outcome": "guilty", "note": " "}, headers=headers)
    assert {error["field"] for error in blank.json()["errors"]} == {"outcome", "note"}
    assert officer.get(here).json()["version"] == 1


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("signals", {"first": "2026-03-02", "last": "2026-03-01"}, "last"),
        ("signals", {"last": "0001-01-01"}, "last"),
        ("problem-reports", {"first": "9999-12-31"}, "first"),
        ("signals", {"kind": "guess"}, "kind"),
        ("signals", {"cursor": "x"}, "cursor"),
        ("problem-reports", {"cursor": "$gt"}, "cursor"),
        ("counterfeit-cases", {"state": "lost"}, "state"),
        ("scan-heat", {"first": "2026-01-01", "last": "2026-03-01"}, "first"),
        ("scan-heat", {"measure": "heat"}, "measure"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(officer, path, query, field):
    answer = officer.get(f"{API}/{path}", params=query)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_page_whose_filters_are_left_empty_shows_all(service, noticed):
    html = {"Accept": "text/html", "Accept-Language": "vi"}
    with service.client("officer", **html) as browser:
        for path in ("list?kind=&taken=&first=&last=", "reports?kind=&taken=", "cases?state="):
            assert browser.get(f"{WEB}/signals/{path}").status_code == 200


def test_firms_see_nothing_and_auditors_change_nothing(service, case):
    here = case[0].headers["location"]
    with service.client("firm", new_id()) as firm, service.client("auditor") as auditor:
        for path in ("signals", "suspicious-stamps", "problem-reports", "scan-heat"):
            assert firm.get(f"{API}/{path}").status_code == 403
            assert auditor.get(f"{API}/{path}").status_code == 200
        assert firm.get(here).status_code == 403
        assert auditor.get(here).status_code == 200
        for path in (CASES, f"{here}/notes", f"{here}/close", f"{API}/signals/look"):
            assert auditor.post(path, json={}).status_code == 403


def test_every_list_is_handed_out_as_a_spreadsheet(officer, noticed, case):
    for path in ("signals", "signals/list", "signals/stamps", "signals/reports", "signals/cases"):
        answer = officer.get(f"{WEB}/{path}.xlsx")
        assert answer.status_code == 200, answer.text
        sheet = load_workbook(BytesIO(answer.content)).active
        assert sheet.max_row > 3 or path == "signals/reports"
        assert all(cell.value for cell in sheet[3])


def test_who_only_looks_on_is_offered_no_step(service, case):
    here = f"{WEB}/signals/cases/{case[0].json()['id']}"
    html = {"Accept": "text/html", "Accept-Language": "vi"}
    with service.client("auditor", **html) as auditor:
        for page in (f"{WEB}/signals", f"{WEB}/signals/list", f"{WEB}/signals/reports", here):
            answer = auditor.get(page)
            assert answer.status_code == 200
            assert 'method="post" action="/traceability' not in answer.text
        assert auditor.post(f"{here}/close", data={"note": "x"}).status_code == 403


def test_a_form_made_of_an_older_version_is_refused_and_keeps_what_was_typed(service, case):
    here = f"{WEB}/signals/cases/{case[0].json()['id']}"
    html = {"Accept": "text/html", "Accept-Language": "vi"}
    with service.client("officer", **html) as browser:
        note = {"_form": "note", "note": "Đã gọi cho cơ sở", "version": "1"}
        assert browser.post(f"{here}/notes", data=note).status_code == 303
        late = browser.post(f"{here}/notes", data={**note, "note": "Ghi chú thứ hai"})
    assert late.status_code == 412
    assert "Ghi chú thứ hai" in late.text


def test_the_words_of_a_report_are_deleted_with_a_reason(officer, service, consumer, stamps):
    report = {"link": stamps[2][9], "kind": "other", "words": f"Gọi tôi {new_id()}"}
    assert consumer.post("/verify/report", data=report).status_code == 303
    listed = officer.get(f"{API}/problem-reports").json()["items"]
    [found] = [one["id"] for one in listed if one["words"] == report["words"]]
    unsaid = officer.post(f"{API}/problem-reports/erase", json={"report_ids": [found]})
    assert [error["field"] for error in unsaid.json()["errors"]] == ["note"]
    html = {"Accept": "text/html", "Accept-Language": "vi"}
    with service.client("officer", **html) as browser:
        here = f"{WEB}/signals/reports"
        form = {"report_ids": found, "note": "Có số điện thoại"}
        assert browser.post(f"{here}/erase", data=form).status_code == 303
        page = browser.get(here).text
    assert report["words"] not in page
    assert "Nội dung đã xóa ngày" in page
