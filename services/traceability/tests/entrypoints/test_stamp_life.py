"""Stamps from request to void over REST: who may, what is refused, what is noted."""

import io

import openpyxl
import pytest

from nscl_shared.kernel import new_id

from .conftest import code, done

API = "/api/traceability"


def test_a_firm_asks_and_an_officer_grants_less(officer, own, lot_id):
    client, _ = own
    asked = {"quantity": 80, "note": "Vụ hè thu"}
    batch = done(client.post(f"{API}/lots/{lot_id}/stamp-requests", json=asked))
    assert (batch["state"], batch["quantity"]) == ("requested", 80)
    over = client.post(f"{API}/lots/{lot_id}/stamp-requests", json={"quantity": 21})
    assert code(over) == (422, "stamps-above-quota")
    url = f"{API}/stamp-batches/{batch['id']}"
    assert code(client.get(f"{url}/stamps.csv")) == (409, "batch-not-issued")
    assert code(officer.post(f"{url}/issue", json={})) == (409, "batch-not-approved")
    assert done(officer.post(f"{url}/approve", json={"quantity": 60}))["quantity"] == 60
    assert code(officer.post(f"{url}/approve", json={})) == (409, "batch-not-requested")
    issued = done(officer.post(f"{url}/issue", json={"issued_on": "2022-08-05"}))
    seen = done(client.get(url))
    assert (issued["state"], seen["requested"], seen["quantity"]) == ("issued", 80, 60)
    assert (seen["note"], seen["issued_on"]) == ("Vụ hè thu", "2022-08-05")
    assert done(client.get(f"{API}/lots/{lot_id}"))["stamps_left"] == 40


def test_a_request_is_refused_with_a_reason(officer, own, lot_id):
    client, _ = own
    batch = done(client.post(f"{API}/lots/{lot_id}/stamp-requests", json={"quantity": 100}))
    url = f"{API}/stamp-batches/{batch['id']}"
    assert officer.post(f"{url}/refuse", json={"reason": "  "}).status_code == 422
    done(officer.post(f"{url}/refuse", json={"reason": "Sản lượng chưa được xác nhận."}))
    assert done(client.get(url))["refusal"] == "Sản lượng chưa được xác nhận."
    assert done(client.get(f"{API}/lots/{lot_id}"))["stamps_left"] == 100


def test_only_officers_decide_and_others_do_not_see(service, own, printed, lot_id):
    client, _ = own
    url, _rows = printed
    for act in ("approve", "refuse", "issue"):
        assert client.post(f"{url}/{act}", json={"reason": "x"}).status_code == 403
    with service.client("firm", new_id()) as stranger:
        assert code(stranger.get(url)) == (403, "firm-not-yours")
        for act, body in (
            ("activate", {"first": 1, "last": 2}),
            ("void", {"first": 1, "reason": "lost"}),
        ):
            assert code(stranger.post(f"{url}/{act}", json=body)) == (403, "firm-not-yours")
        assert code(stranger.post(f"{url}/scrap", files=listed("1"))) == (403, "firm-not-yours")
        for file in ("stamps.csv", "labels.pdf", "labels.zpl"):
            assert code(stranger.get(f"{url}/{file}")) == (403, "firm-not-yours")
        asked = stranger.post(f"{API}/lots/{lot_id}/stamp-requests", json={"quantity": 1})
        assert code(asked) == (403, "firm-not-yours")
        assert stranger.get(f"{API}/stamp-batches").json()["items"] == []
    with service.client("auditor") as auditor:
        assert auditor.get(url).status_code == 200
        assert auditor.get(f"{url}/labels.pdf").status_code == 403
        assert auditor.post(f"{url}/void", json={}).status_code == 403


def test_the_queue_shows_requests_with_what_the_lot_has_left(officer, own, lot_id):
    client, _ = own
    for quantity in (30, 50):
        done(client.post(f"{API}/lots/{lot_id}/stamp-requests", json={"quantity": quantity}))
    mine = client.get(f"{API}/stamp-batches", params={"state": "requested"}).json()["items"]
    rows = [row for row in mine if row["lot_id"] == lot_id]
    assert [row["quantity"] for row in rows] == [30, 50]
    assert {row["stamps_left"] for row in rows} == {20}
    assert rows[0]["firm_name"] == "HTX Na"
    everybodys = officer.get(f"{API}/stamp-batches", params={"state": "requested"}).json()
    assert {row["id"] for row in rows} <= {row["id"] for row in everybodys["items"]}
    assert officer.get(f"{API}/stamp-batches", params={"state": "x"}).status_code == 422


def listed(text, name="scrap.csv"):
    raw = text if isinstance(text, bytes) else text.encode()
    return {"file": (name, raw, "application/octet-stream")}


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_stamps_come_into_use_without_what_the_printer_spoilt(officer, own, printed, consumer):
    client, _ = own
    url, rows = printed
    spoilt = f"index,serial,url\r\n{rows[4]['index']},{rows[4]['serial']},{rows[4]['url']}\r\n"
    assert done(client.post(f"{url}/scrap", files=listed(spoilt)))["scrapped"] == 1
    sheet = workbook([["serial"], [rows[5]["serial"]], [rows[6]["url"]], [8], ["9-10"]])
    assert done(client.post(f"{url}/scrap", files=listed(sheet, "s.xlsx")))["scrapped"] == 5
    text = f"{rows[4]['serial'].lower()}\n{rows[10]['url']}\n"
    assert done(client.post(f"{url}/scrap", files=listed(text, "s.txt")))["scrapped"] == 1
    used = done(client.post(f"{url}/activate", json={"first": 1, "last": 40}))
    assert used["activated"] == 40 - 7
    void = {"serial": rows[0]["serial"], "reason": "lost", "note": "Rơi khi vận chuyển"}
    assert done(client.post(f"{url}/void", json=void))["voided"] == 1
    pair = {"first": 59, "last": 60, "reason": "damaged"}
    assert done(officer.post(f"{url}/void", json=pair))["voided"] == 2
    seen = done(client.get(url))
    assert seen["figures"] == {
        "printed": 60, "activated": 32, "in_stock": 18, "voided": 2, "lost": 1, "scrapped": 7,
    }  # fmt: skip
    assert seen["ranges"]["scrapped"] == [[5, 11]]
    assert [act["kind"] for act in seen["acts"]][:3] == ["voided", "voided", "activated"]


@pytest.mark.parametrize(
    ("sent", "refused", "words"),
    [
        (listed(""), "scrap-list-empty", "names no stamp"),
        (listed("serial\n\n"), "scrap-list-empty", "names no stamp"),
        (listed("3\n61\n"), "scrap-list-line", "Line 2: “61”"),
        (listed("3\n12-9\n"), "scrap-list-line", "Line 2: “12-9”"),
        (listed("0ABCDEFGHJKMNPQRSTVW\n"), "scrap-list-line", "Line 1"),
        (listed("tem số ba\n"), "scrap-list-line", "Line 1: “tem số ba”"),
        (listed(b"\xff\xfe\x00"), "scrap-list-unreadable", "cannot be read"),
        (listed("no workbook", "s.xlsx"), "scrap-list-unreadable", "cannot be read"),
        (listed("1\n" * 200_001), "scrap-list-too-long", "200,000"),
        ({"other": ("x.csv", b"1")}, "scrap-list-missing", "No list"),
    ],
)
def test_a_list_with_a_fault_is_refused_wholly(own, printed, sent, refused, words):
    client, _ = own
    url, _rows = printed
    answer = client.post(f"{url}/scrap", files=sent)
    assert code(answer) == (422, refused)
    assert words in answer.json()["detail"]
    assert done(client.get(url))["figures"]["scrapped"] == 0


def test_a_list_that_is_too_large_is_refused(own, printed):
    client, _ = own
    answer = client.post(f"{printed[0]}/scrap", files=listed(b"1\n" * 4_300_000))
    assert answer.status_code in (413, 422)
    assert done(client.get(printed[0]))["figures"]["scrapped"] == 0


@pytest.mark.parametrize(
    ("act", "body", "refused"),
    [
        ("activate", {"first": 5, "last": 4}, (422, "stamp-range")),
        ("activate", {"first": 1, "last": 61}, (422, "stamp-range")),
        (
            "void",
            {"serial": "0ABCDEFGHJKMNPQRSTVW", "reason": "lost"},
            (422, "serial-not-of-batch"),
        ),
        ("void", {"reason": "lost"}, (422, "serial-or-range")),
        ("void", {"first": 1, "serial": "x", "reason": "lost"}, (422, "serial-or-range")),
        ("void", {"first": 1, "reason": "stolen"}, (422, "invalid-input")),
    ],
)
def test_a_wrong_range_or_serial_is_refused(own, printed, act, body, refused):
    client, _ = own
    assert code(client.post(f"{printed[0]}/{act}", json=body)) == refused
    assert done(client.get(printed[0]))["figures"]["in_stock"] == 60


def test_a_serial_of_another_batch_is_not_of_this_one(own, officer, registering, printed):
    client, _ = own
    other = registering(officer).stamp()
    answer = client.post(f"{printed[0]}/void", json={"serial": other, "reason": "lost"})
    assert code(answer) == (422, "serial-not-of-batch")


def test_what_is_repeated_with_its_key_is_done_once(own, printed):
    client, _ = own
    url, _rows = printed
    key = {"Idempotency-Key": new_id()}
    bodies = [
        done(client.post(f"{url}/activate", json={"first": 1, "last": 9}, headers=key))
        for _ in range(2)
    ]
    assert bodies[0] == bodies[1]
    again = client.post(f"{url}/activate", json={"first": 9, "last": 12})
    assert code(again) == (409, "stamps-activated")
    assert "from 9 on" in again.json()["detail"]


def test_every_way_is_described(service):
    with service.anyone() as anyone:
        document = anyone.get(f"{API}/openapi.json").json()["paths"]
    batch = f"{API}/stamp-batches/{{batch_id}}"
    for path in ("approve", "refuse", "issue", "activate", "scrap", "void"):
        assert document[f"{batch}/{path}"]["post"]["responses"]["200"]
    for path in ("labels.pdf", "labels.zpl", "stamps.csv"):
        assert {p["name"] for p in document[f"{batch}/{path}"]["get"]["parameters"]} >= {"first"}
