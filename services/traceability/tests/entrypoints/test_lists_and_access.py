"""Lists page by cursor; everybody sees and does what is theirs."""

import httpx
import pytest

from nscl_shared.kernel import new_id

API = "/api/traceability"


@pytest.fixture
def crowd(register):
    """120 products of equal name and producer."""
    name, firm = f"Hồng {new_id()}", {"firm_id": new_id(), "name": "HTX", "org_type": "HTX"}
    return name, {register.product(name=name, firm=firm)["id"] for _ in range(120)}


def test_lists_page_by_cursor_and_lose_none_of_equal_name(officer, crowd):
    name, made = crowd
    found, cursor, pages = [], None, 0
    while True:
        params = {"q": name, **({"cursor": cursor} if cursor else {})}
        answer = officer.get(f"{API}/products", params=params).json()
        found += [row["id"] for row in answer["items"]]
        pages, cursor = pages + 1, answer["next"]
        if cursor is None:
            break
    assert pages == 3
    assert len(found) == 120
    assert set(found) == made


@pytest.mark.parametrize("cursor", ["x", "' or 1=1", "na 123", "$gt", "\x00", "a" * 5_000])
@pytest.mark.parametrize(
    ("language", "said"), [("vi", "danh sách"), ("en", "no place in the list")]
)
def test_a_broken_cursor_is_refused_and_says_what_to_do(service, cursor, language, said):
    with service.client("officer", **{"Accept-Language": language}) as client:
        answer = client.get(f"{API}/products", params={"cursor": cursor})
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["field"] == "cursor"
    assert said in error["detail"]


def test_the_list_finds_without_accents_and_by_gtin(officer, register, gtin):
    made = register.product(name=f"Mắc ca {gtin}", gtin=gtin)
    for words in (f"MAC CA {gtin}", gtin):
        rows = officer.get(f"{API}/products", params={"q": words}).json()["items"]
        assert [row["id"] for row in rows] == [made["id"]]
    assert officer.get(f"{API}/products", params={"q": ".*"}).json()["items"] == []


def test_nobody_enters_without_logging_in(service):
    for path in (
        "products",
        "products/x",
        "lots/x",
        "stamp-batches/x",
        "stamp-batches/x/stamps.csv",
    ):
        assert httpx.get(f"{service.url}{API}/{path}").status_code == 401
    assert httpx.post(f"{service.url}{API}/products", json={}).status_code == 401


def test_a_token_of_another_key_is_refused(service):
    headers = {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}
    answer = httpx.get(f"{service.url}{API}/products", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid")


@pytest.mark.parametrize(
    ("role", "status"), [("admin", 200), ("auditor", 200), ("officer", 200), ("partner", 403)]
)
def test_who_may_look(service, role, status):
    with service.client(role) as client:
        assert client.get(f"{API}/products").status_code == status


@pytest.mark.parametrize("role", ["admin", "auditor", "partner"])
def test_who_only_looks_changes_nothing_and_prints_no_stamps(service, register, role):
    made = register.product()
    lot_id = register.lot(made["id"])
    batch_id = register.stamps(lot_id)["id"]
    with service.client(role) as client:
        for path in ("products", f"products/{made['id']}/lots", f"lots/{lot_id}/stamp-batches"):
            assert client.post(f"{API}/{path}", json={}).status_code == 403
        assert client.get(f"{API}/stamp-batches/{batch_id}/stamps.csv").status_code == 403
        page = client.get(f"/traceability/stamp-batches/{batch_id}/print")
        assert page.status_code == 403


def test_a_firm_enters_its_own_products_and_lots_and_prints_their_stamps(
    own_firm, registering, register
):
    client, firm = own_firm()
    mine = registering(client)
    product = mine.product(firm=firm, name="Na của tôi")
    lot_id = mine.lot(product["id"])
    assert client.post(f"{API}/lots/{lot_id}/stamp-batches", json={}).status_code == 403
    batch = register.stamps(lot_id)
    printed = client.get(f"{API}/stamp-batches/{batch['id']}/stamps.csv")
    assert batch["first_url"] in printed.text
    names = {row["name"] for row in client.get(f"{API}/products").json()["items"]}
    assert names == {"Thử", "Na của tôi"}


def test_a_firm_neither_sees_nor_touches_what_is_anothers(own_firm, registering, register):
    client, _firm = own_firm()
    made = register.product()
    lot_id = register.lot(made["id"])
    batch_id = register.stamps(lot_id)["id"]
    for path in (
        f"products/{made['id']}",
        f"lots/{lot_id}",
        f"stamp-batches/{batch_id}",
        f"stamp-batches/{batch_id}/stamps.csv",
    ):
        answer = client.get(f"{API}/{path}")
        assert (answer.status_code, answer.json()["code"]) == (403, "firm-not-yours")
    body = {"lot_number": "L9", "produced_on": "2022-08-01", "quantity": 1, "unit": "hộp"}
    answer = client.post(f"{API}/products/{made['id']}/lots", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "firm-not-yours")
    for firm_id in (made["id"], None, ""):
        firm = {"firm_id": firm_id, "name": "HTX", "org_type": "HTX"}
        answer = client.post(f"{API}/products", json=registering(client).body(firm=firm))
        assert answer.status_code in {403, 422}


def test_a_firm_without_a_unit_sees_an_empty_list(service):
    with service.client("firm", new_id()) as client:
        assert client.get(f"{API}/products").json() == {"items": [], "next": None}
