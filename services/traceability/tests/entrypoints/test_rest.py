"""REST as docs/guide/rest.md promises it, over the real process."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor

import openapi_spec_validator
import pytest

from nscl_shared.kernel import new_id

API = "/api/traceability"


@pytest.fixture
def refused():
    def problem(response, status, code):
        assert response.status_code == status, response.text
        assert response.headers["content-type"].startswith("application/problem+json")
        body = response.json()
        assert body["code"] == code
        return body

    return problem


def test_what_was_entered_can_be_read_again(officer, register, gtin):
    made = register.product(gtin=gtin[1:], ocop_stars=4, description="Na bở")
    lot_id = register.lot(made["id"])
    batch = register.stamps(lot_id, 7)
    shown = officer.get(f"{API}/products/{made['id']}").json()
    assert (shown["gtin"], shown["ocop_stars"], shown["description"]) == (gtin, 4, "Na bở")
    assert [lot["id"] for lot in shown["lots"]] == [lot_id]
    assert [row["id"] for row in shown["batches"]] == [batch["id"]]
    lot = officer.get(f"{API}/lots/{lot_id}").json()
    assert (lot["lot_number"], lot["expires_on"], lot["stamps_issued"]) == (
        "L2022-01",
        "2099-08-31",
        7,
    )
    seen = officer.get(f"{API}/stamp-batches/{batch['id']}").json()
    assert (seen["number"], seen["quantity"], seen["issued_on"]) == (
        batch["number"],
        7,
        "2022-08-05",
    )


def test_what_was_made_is_where_the_answer_says(officer, register):
    made = officer.post(f"{API}/products", json=register.body())
    shown = officer.get(made.headers["location"])
    assert (shown.json()["id"], shown.json()["gtin"]) == (made.json()["id"], made.json()["gtin"])


def test_the_address_of_a_stamp_is_a_gs1_digital_link(register, gtin):
    lot_id = register.lot(register.product(gtin=gtin)["id"], lot_number="a.b_c-9")
    url = register.stamps(lot_id)["first_url"]
    start = f"https://nscl.langson.example/01/{gtin}/10/a.b_c-9/21/"
    assert url.startswith(start)
    assert len(url.removeprefix(start)) == 20


def test_the_print_file_has_a_line_for_each_stamp(officer, register, gtin):
    lot_id = register.lot(register.product(gtin=gtin)["id"], quantity=1_201)
    batch = register.stamps(lot_id, 1_201)
    answer = officer.get(f"{API}/stamp-batches/{batch['id']}/stamps.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert f"stamps-{batch['number']}.csv" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert list(rows[0]) == ["index", "serial", "url"]
    assert [row["index"] for row in rows] == [str(n) for n in range(1, 1_202)]
    assert len({row["serial"] for row in rows}) == 1_201
    assert rows[0]["url"] == batch["first_url"]
    assert all(row["url"].endswith(f"/21/{row['serial']}") for row in rows)


def test_the_print_file_begins_before_it_is_finished(officer, register):
    lot_id = register.lot(register.product()["id"], quantity=2_000_000)
    batch = register.stamps(lot_id, 2_000_000)
    with officer.stream("GET", f"{API}/stamp-batches/{batch['id']}/stamps.csv") as answer:
        assert "content-length" not in answer.headers
        assert next(answer.iter_bytes()).startswith(b"index,serial,url\r\n")


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "chữ số cuối phải là 1"), ("en", "the last digit should be 1")]
)
def test_a_wrong_check_digit_names_field_and_right_digit(
    service, register, refused, language, said
):
    with service.client("officer", **{"Accept-Language": language}) as client:
        answer = client.post(f"{API}/products", json=register.body(gtin="8936000000012"))
    [error] = refused(answer, 422, "gtin-check-digit")["errors"]
    assert error["field"] == "gtin"
    assert said in error["remedy"]


@pytest.mark.parametrize(("language", "said"), [("vi", "số nguyên"), ("en", "whole number")])
def test_a_wrong_field_is_told_in_both_languages(service, register, refused, language, said):
    with service.client("officer", **{"Accept-Language": language}) as client:
        answer = client.post(f"{API}/products", json=register.body(ocop_stars="nhiều"))
    [error] = refused(answer, 422, "invalid-input")["errors"]
    assert (error["field"], said in error["detail"]) == ("ocop_stars", True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"name": {"$ne": 1}}, "name"),
        ({"firm": None}, "firm"),
        ({"firm": {"name": "HTX"}}, "firm.org_type"),
        ({"firm": {"name": "HTX", "org_type": "XX"}}, "firm.org_type"),
        ({"firm": {"firm_id": "f" * 101, "name": "HTX", "org_type": "HTX"}}, "firm.firm_id"),
        ({"firm": {"firm_id": {"$gt": ""}, "name": "A", "org_type": "HTX"}}, "firm.firm_id"),
        ({"ocop_stars": 3.7}, "ocop_stars"),
        ({"ocop_stars": True}, "ocop_stars"),
        ({"ocop_stars": 6}, "ocop_stars"),
        ({"project_id": "p" * 101}, "project_id"),
        ({"gtin": "12345"}, "gtin"),
        ({"gtin": 8936000000011}, "gtin"),
        ({"surplus": 1}, "surplus"),
    ],
)
def test_a_wrong_product_is_refused_naming_its_field(officer, register, change, field):
    answer = officer.post(f"{API}/products", json=register.body(**change))
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert answer.json()["errors"][0]["remedy"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lot_number": "lô 1"}, "lot_number"),
        ({"lot_number": ""}, "lot_number"),
        ({"produced_on": "01/08/2022"}, "produced_on"),
        ({"produced_on": "2022-02-30"}, "produced_on"),
        ({"expires_on": "2022-07-31"}, "expires_on"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 1.2345}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity": "ba"}, "quantity"),
        ({"quantity": 10**30}, "quantity"),
        ({"unit": " "}, "unit"),
    ],
)
def test_a_wrong_lot_is_refused_naming_its_field(officer, register, change, field):
    product_id = register.product()["id"]
    body = {"lot_number": "L", "produced_on": "2022-08-01", "quantity": 1, "unit": "hộp", **change}
    answer = officer.post(f"{API}/products/{product_id}/lots", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("quantity", [0, -1, 1.5, True, None, "ba", 10**30])
def test_a_wrong_number_of_stamps_is_refused(officer, register, refused, quantity):
    lot_id = register.lot(register.product()["id"])
    answer = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json={"quantity": quantity})
    assert refused(answer, 422, "invalid-input")["errors"][0]["field"] == "quantity"


def test_more_stamps_than_units_are_refused_with_what_is_left(officer, register, refused):
    lot_id = register.lot(register.product()["id"], quantity=1_500)
    register.stamps(lot_id, 300)
    answer = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json={"quantity": 1_201})
    [error] = refused(answer, 422, "stamps-above-quota")["errors"]
    assert "1,201" in error["detail"]
    assert "1,200" in error["remedy"]


def test_more_stamps_than_a_batch_can_number_are_refused_with_the_limit(officer, register, refused):
    lot_id = register.lot(register.product()["id"], quantity=40_000_000)
    answer = officer.post(f"{API}/lots/{lot_id}/stamp-batches", json={"quantity": 40_000_000})
    assert "33,554,431" in refused(answer, 422, "stamps-above-batch")["detail"]


@pytest.mark.parametrize(
    ("content", "status"), [(b"{", 400), (b"\xff", 400), (b"[]", 422), (b"null", 422)]
)
def test_a_body_that_is_no_json_object_is_refused(officer, content, status):
    headers = {"Content-Type": "application/json"}
    answer = officer.post(f"{API}/products", content=content, headers=headers)
    assert answer.status_code == status
    assert json.loads(answer.text)["detail"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("products/x", "product-not-found"),
        ("lots/x", "lot-not-found"),
        ("stamp-batches/x", "batch-not-found"),
        ("stamp-batches/x/stamps.csv", "batch-not-found"),
    ],
)
def test_what_does_not_exist_is_not_found(officer, refused, path, code):
    refused(officer.get(f"{API}/{path}"), 404, code)


def test_a_repeated_request_is_answered_like_the_first(officer, register):
    lot_id = register.lot(register.product()["id"])
    headers = {"Idempotency-Key": new_id()}
    url, body = f"{API}/lots/{lot_id}/stamp-batches", {"quantity": 100}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: officer.post(url, json=body, headers=headers), range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert officer.get(f"{API}/lots/{lot_id}").json()["stamps_issued"] == 100


def test_the_api_describes_itself(officer):
    document = officer.get(f"{API}/openapi.json").json()
    openapi_spec_validator.validate(document)
    assert f"{API}/stamp-batches/{{batch_id}}/stamps.csv" in document["paths"]
