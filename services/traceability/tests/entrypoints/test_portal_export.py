"""The export for the national portal: the fields of the circular, a row a lot."""

import csv
import io

EXPORT = "/api/traceability/portal-export"


def rows_of(officer):
    text = officer.get(f"{EXPORT}.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def all_items(officer):
    cursor, items = None, []
    while True:
        page = officer.get(EXPORT, params={"cursor": cursor} if cursor else {}).json()
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items


def test_every_lot_is_told_with_the_fields_of_the_circular(officer, register):
    product = register.product(name="Thạch đen Tràng Định")
    register.lot(product["id"], lot_number="TD-7", produced_on="2022-09-02")
    (item,) = [one for one in all_items(officer) if one["product_name"] == "Thạch đen Tràng Định"]
    assert item == {
        "product_name": "Thạch đen Tràng Định",
        "brand": None,
        "image": None,
        "producer_name": "HTX Na Chi Lăng",
        "producer_address": None,
        "produced_on": "2022-09-02",
        "expires_on": "2099-08-31",
        "lot_number": "TD-7",
        "standards": [],
        "trace_code": f"(01){product['gtin']}(10)TD-7",
        "element_string": f"^01{product['gtin']}10TD-7",
        "trace_link": f"https://nscl.langson.example/01/{product['gtin']}/10/TD-7",
        "location_code": None,
    }


def test_the_csv_says_the_same_and_runs_no_formula(officer, register):
    product = register.product(name='=1+1, hạt "tím"')
    register.lot(product["id"], lot_number="F-1")
    rows = rows_of(officer)
    assert len(rows) == len(all_items(officer))
    (row,) = [one for one in rows if one["lot_number"] == "F-1"]
    assert row["product_name"] == '\'=1+1, hạt "tím"'
    assert row["brand"] == ""


def test_only_officers_and_administrators_may_export(service):
    for role, status in (("officer", 200), ("admin", 200), ("firm", 403), ("auditor", 403)):
        with service.client(role) as client:
            assert client.get(EXPORT).status_code == status
            assert client.get(f"{EXPORT}.csv").status_code == status
    with service.anyone() as nobody:
        assert nobody.get(EXPORT).status_code == 401
