"""Products, lots, traces and recalls over REST, with the real service."""

import io
import json
from contextlib import ExitStack
from xml.etree import ElementTree as ET  # ours

import docx
import pytest
from PIL import Image

from nscl_contracts.registration import FirmRegistered
from nscl_shared.kernel import new_id
from nscl_shared.testing.producer import announce, example_event

API = "/api/traceability"
BEGIN = {"reason": "Dư lượng", "risk": "high", "instruction": "Không dùng"}
FACTS = {"name": "Na Chi Lăng", "ocop_stars": 5, "description": "Hái tay"}


def photo(width=1200, height=900, kind="JPEG"):
    """A picture taken with a telephone: it says where."""
    image = Image.effect_noise((width, height), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825)[2] = (21.0, 51.0, 0.0)
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def of(lot, quantity=10, unit="hộp"):
    return {"lot": lot, "quantity": quantity, "unit": unit}


@pytest.fixture
def chain(register):
    """Three lots, each made of the one before; ``(lot ids, products)``."""
    lots, products, inputs = [], [], []
    for place in range(3):
        firm = {"firm_id": new_id(), "name": f"HTX {place}", "org_type": "HTX"}
        made = register.product(name=f"Sản phẩm {place}", firm=firm)
        lots.append(register.lot(made["id"], lot_number=f"L{place}", inputs=inputs))
        products.append(made)
        inputs = [of(lots[-1])]
    return lots, products


@pytest.fixture
def firm(service, eventually):
    """A client that acts for a unit, once the service knows it."""
    clients = ExitStack()

    def make(firm_id, client):
        account = new_id()
        given = {"firm_id": firm_id, "owner_account_id": account, "org_type": "HTX", "name": "HTX"}
        announce(service.amqp_uri, example_event(FirmRegistered, **given))
        made = clients.enter_context(service.client("firm", account, **{"Accept-Language": "vi"}))
        url = f"{API}/products/{client}"
        eventually(lambda: made.get(url).status_code == 200, "the service knows the firm")
        return made

    with clients:
        yield make


def test_a_product_is_changed_by_who_has_read_it(officer, register):
    url = f"{API}/products/{register.product()['id']}"
    place = {"unit_code": "06253", "detail": "Thôn Than Muội", "on": "2024-01-01"}
    details = {"ingredients": "Na", "standards": ["TCVN 1"], "place": place}
    read = officer.get(url)
    assert "picture" in read.json()["missing"]
    body = {**FACTS, "details": details}
    assert officer.put(url, json=body).status_code == 428
    done = officer.put(url, json=body, headers={"If-Match": read.headers["etag"]})
    assert done.status_code == 200, done.text
    late = officer.put(url, json=FACTS, headers={"If-Match": read.headers["etag"]})
    assert (late.status_code, late.json()["code"]) == (412, "changed-meanwhile")
    shown = officer.get(url).json()
    assert (shown["ocop_stars"], shown["details"]["standards"]) == (5, ["TCVN 1"])
    assert "Than Muội" in shown["details"]["place"]["written"]
    assert "standards" not in shown["missing"]


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"place": {"unit_code": "99999"}}, "place-unit"),
        ({"place": {"latitude": "21,8"}}, "place-coordinates"),
        ({"place": {"latitude": 91, "longitude": 10}}, "place-coordinates"),
    ],
)
def test_a_place_that_is_none_is_refused(officer, register, details, code):
    answer = officer.post(f"{API}/products", json=register.body(details=details))
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_picture_loses_where_it_was_taken_and_comes_in_widths(officer, consumer, register):
    url = f"{API}/products/{register.product()['id']}"
    files = {"file": ("ảnh.jpg", photo(), "image/jpeg")}
    made = officer.post(f"{url}/pictures", files=files, data={"alt": "Quả na"})
    assert made.status_code == 201, made.text
    [picture] = officer.get(url).json()["pictures"]
    assert [size["width"] for size in picture["sizes"]] == [320, 800, 1200]
    for size in picture["sizes"]:
        answer = consumer.get(size["url"])
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        with Image.open(io.BytesIO(answer.content)) as image:
            assert image.size == (size["width"], size["height"])
            assert dict(image.getexif()) == {}
            assert not {"exif", "icc_profile", "comment"} & set(image.info)
    assert consumer.get(picture["sizes"][0]["url"].replace("320", "321")).status_code == 404
    assert officer.delete(f"{url}/pictures/{picture['picture_id']}").status_code == 204
    assert consumer.get(picture["sizes"][0]["url"]).status_code == 404


def bomb():
    """A small file that would fill the memory when it is unpacked."""
    image, out = Image.new("1", (30_000, 30_000)), io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"GIF89a" + b"\0" * 100, "picture-type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-type"),
        (photo()[:5000], "picture-broken"),
        (bomb(), "picture-size"),
        (b"\xff\xd8\xff" + b"\0" * (10 * 1024 * 1024), "attachment-too-large"),
    ],
)
def test_a_file_that_is_no_good_picture_is_refused(officer, register, data, code):
    url = f"{API}/products/{register.product()['id']}"
    answer = officer.post(f"{url}/pictures", files={"file": ("x.jpg", data, "image/jpeg")})
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["field"] == "file"
    assert officer.get(url).json()["pictures"] == []


def test_certificates_are_entered_with_their_file(officer, consumer, register):
    url = f"{API}/products/{register.product()['id']}"
    data = {"number": "VG-1", "scheme": "vietgap", "issuer": "Vinacert", "expires_on": "2024-01-01"}
    files = {"file": ("chứng nhận.pdf", b"%PDF-1.7 x", "application/pdf")}
    made = officer.post(f"{url}/certificates", data=data, files=files)
    assert made.status_code == 201, made.text
    file = officer.get(made.headers["location"])
    assert (file.content, file.headers["cache-control"]) == (b"%PDF-1.7 x", "no-store")
    assert consumer.get(made.headers["location"]).status_code in {303, 401}
    [held] = officer.get(url).json()["certificates"]
    assert (held["number"], held["file_name"]) == ("VG-1", "chứng nhận.pdf")
    wrong = officer.post(f"{url}/certificates", data={**data, "issued_on": "2025-01-01"})
    assert wrong.json()["code"] == "certificate-dates"
    refused = officer.post(f"{url}/certificates", json=data)
    assert refused.status_code == 415
    assert "`Content-Type: multipart/form-data`" in refused.json()["detail"]
    officer.delete(f"{url}/certificates/{made.json()['id']}")
    assert officer.get(url).json()["certificates"] == []


def test_a_lot_keeps_its_tests_and_their_reports(officer, register):
    lot = f"{API}/lots/{register.lot(register.product()['id'])}"
    data = {"laboratory": "Quatest 1", "tested_on": "2022-08-02", "subject": "Pb", "result": "0,01"}
    files = {"file": ("kq.pdf", b"%PDF-1.7 y", "application/pdf")}
    made = officer.post(f"{lot}/tests", data={**data, "passed": "true"}, files=files)
    assert officer.get(made.headers["location"]).content == b"%PDF-1.7 y"
    [test] = officer.get(lot).json()["tests"]
    assert (test["passed"], test["file_name"]) == (True, "kq.pdf")
    late = officer.post(f"{lot}/tests", data={**data, "tested_on": "2999-01-01"})
    assert late.json()["code"] == "test-in-future"
    assert officer.delete(f"{lot}/tests/{test['test_id']}").status_code == 204
    assert officer.get(lot).json()["tests"] == []


def test_a_trace_goes_both_ways_and_has_a_picture(officer, chain):
    lots, products = chain
    told = officer.get(f"{API}/lots/{lots[1]}/trace").json()
    assert [(node["level"], node["number"]) for node in told["nodes"]] == [
        (-1, "L0"),
        (0, "L1"),
        (1, "L2"),
    ]
    assert [edge["quantities"] for edge in told["edges"]] == [{"hộp": "10"}] * 2
    back = officer.get(f"{API}/lots/{lots[1]}/trace", params={"direction": "backward"}).json()
    assert len(back["nodes"]) == 2
    answer = officer.get(f"{API}/lots/{lots[1]}/trace.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ET.fromstring(answer.text)
    assert len(drawn.findall(".//{*}rect")) == 3
    assert products[0]["id"] not in answer.text


def test_the_balance_is_told(officer, chain):
    lots, _ = chain
    told = officer.get(f"{API}/lots/{lots[0]}/balance").json()
    assert (told["produced"], told["used"], told["exceeded"]) == ("1000", "10", False)


def test_a_quantity_with_decimals_comes_back_as_it_was_sent(officer, register):
    lot = f"{API}/lots/{register.lot(register.product()['id'], quantity=1.125)}"
    assert officer.get(lot).json()["exact_quantity"] == "1.125"
    page = officer.get(f"/traceability/lots/{lot.rpartition('/')[2]}/edit").text
    assert 'value="1,125"' in page
    facts = {"version": "1", "lot_number": "L2022-01", "produced_on": "01/08/2022", "unit": "tấn"}
    sent = {**facts, "quantity": "1.001,125"}
    done = officer.post(lot.replace("/api", ""), data=sent)
    assert done.status_code == 303, done.text
    assert officer.get(lot).json()["exact_quantity"] == "1001.125"


def test_a_lot_that_is_used_up_twice_stands_on_the_officers_list(officer, register):
    first = register.lot(register.product()["id"], quantity=5)
    register.lot(register.product()["id"], inputs=[of(first, "5.5")])
    rows = officer.get(f"{API}/overdrawn-lots").json()["items"]
    [row] = [row for row in rows if row["id"] == first]
    assert (row["balance"]["produced"], row["balance"]["used"]) == ("5", "5.5")


def test_a_recall_reaches_consumers_and_firms_and_ends_with_a_report(
    officer, chain, register, events
):
    lots, _products = chain
    register.stamps(lots[2], 10)
    opened = officer.post(f"{API}/lots/{lots[1]}/recalls", json=BEGIN)
    assert opened.status_code == 201, opened.text
    url = opened.headers["location"]
    assert officer.get(f"{API}/lots/{lots[2]}").json()["recall"]["reason"] == "Dư lượng"
    shown = officer.get(url).json()
    assert (shown["lot_count"], shown["stamp_count"], shown["answered"]) == (2, 10, 0)
    firm_id = shown["firms"][1]["firm_id"]
    figures = {"firm_id": firm_id, "stock": 7, "returned": 2.5, "unit": "hộp"}
    assert officer.post(f"{url}/answers", json=figures).status_code == 200
    assert officer.post(f"{url}/close", json={"note": ""}).json()["code"] == "recall-note"
    assert officer.post(f"{url}/close", json={"note": "Đã thu hồi"}).json()["state"] == "closed"
    report = officer.get(f"{url}/report.docx")
    text = "\n".join(
        cell.text
        for table in docx.Document(io.BytesIO(report.content)).tables
        for row in table.rows
        for cell in row.cells
    )
    assert "2,5" in text
    assert "HTX 2" in text
    found = events.of(opened.json()["id"], 6)
    types = sorted(event.type.rpartition(".recall-")[2] for event in found)
    assert types == ["closed.v1", *["notice-issued.v1"] * 4, "opened.v1"]


def test_a_firm_asks_for_a_recall_answers_and_sees_only_its_own(officer, chain, firm):
    lots, products = chain
    ids = [officer.get(f"{API}/products/{one['id']}").json()["firm_id"] for one in products]
    asked = firm(ids[0], products[0]["id"])
    other = firm(ids[2], products[2]["id"])
    made = asked.post(f"{API}/lots/{lots[0]}/recalls", json=BEGIN)
    url = made.headers["location"]
    assert made.json()["state"] == "requested"
    assert other.post(f"{API}/lots/{lots[0]}/recalls", json=BEGIN).status_code == 403
    assert other.get(url).status_code == 404
    assert asked.post(f"{url}/open", json={}).status_code == 403
    assert officer.post(f"{url}/open", json={"note": "Khẩn"}).json()["state"] == "open"
    shown = other.get(url).json()
    assert [lot["number"] for lot in shown["lots"]] == ["L2"]
    assert (shown["steps"], shown["outside"]) == ([], [])
    answer = {"firm_id": ids[2], "stock": 3, "unit": "hộp"}
    assert asked.post(f"{url}/answers", json=answer).json()["code"] == "firm-not-yours"
    assert other.post(f"{url}/answers", json=answer).status_code == 200
    assert url.rpartition("/")[2] in json.dumps(other.get(f"{API}/recalls").json())


def test_a_firm_sees_who_has_its_goods_one_step_on_and_no_further(officer, chain, firm):
    lots, products = chain
    firm_id = officer.get(f"{API}/products/{products[0]['id']}").json()["firm_id"]
    told = firm(firm_id, products[0]["id"]).get(f"{API}/lots/{lots[0]}/trace").json()
    assert [node["firm_name"] for node in told["nodes"]] == ["HTX 0", "HTX 1", None]
