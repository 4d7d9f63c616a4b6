"""Print files over REST: what is in them, what is noted of them, what is refused."""

import hashlib
import subprocess

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from pymongo import MongoClient

from .conftest import code, done

API = "/api/traceability"


def test_a_download_has_a_manifest_and_is_audited(service, database, own, printed):
    client, _ = own
    url, _rows = printed
    raw = client.get(f"{url}/stamps.csv", params={"first": 11, "last": 20}).content
    client.get(f"{url}/stamps.csv", params={"first": 11, "last": 20})
    files = done(client.get(url))["print_files"]
    [file] = [f for f in files if f["first"] == 11]
    assert file["sha256"] == hashlib.sha256(raw).hexdigest()
    assert (file["form"], file["count"], file["size"]) == ("csv", 10, len(raw))
    assert (file["times"], file["made_by"] != "") == (2, True)
    batch_id = url.rpartition("/")[2]
    with MongoClient(database.mongodb_uri) as mongo:
        lines = list(mongo["nscl_traceability"]["audit"].find({"target": batch_id}))
    downloads = [line for line in lines if line["action"] == "stamps-downloaded"]
    assert [line["details"]["first"] for line in downloads] == [1, 11, 11]
    assert {line["action"] for line in lines} >= {
        "stamps-requested", "stamps-approved", "stamps-issued",
    }  # fmt: skip


def test_labels_carry_the_serials_of_the_print_file(own, printed):
    client, _ = own
    url, rows = printed
    answer = client.get(f"{url}/labels.pdf", params={"template": "a4-24", "level": "Q", "last": 30})
    assert answer.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    codes = []
    for page in document:
        seen = np.ascontiguousarray(page.render(scale=3, grayscale=True).to_numpy())
        codes += [code.text for code in zxingcpp.read_barcodes(seen)]
    wanted = [row["url"].replace("https://nscl.langson.example", "HTTPS://NSCL.LANGSON.EXAMPLE")
              for row in rows[:30]]  # fmt: skip
    assert sorted(codes) == sorted(wanted)
    zpl = client.get(f"{url}/labels.zpl", params={"first": 60}).text
    assert rows[59]["serial"] in zpl
    assert zpl.count("^XA") == 1


def test_pdf_is_well_formed_for_other_readers(own, printed, tmp_path):
    client, _ = own
    file = tmp_path / "labels.pdf"
    file.write_bytes(client.get(f"{printed[0]}/labels.pdf", params={"last": 5}).content)
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    assert "LiberationSans-Bold" in fonts
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    assert "HTX Na" in text.stdout
    assert (fonts + text.stderr).count("Error") == 0


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"template": "a5"}, "template"),
        ({"level": "X"}, "level"),
        ({"first": 0}, "first"),
        ({"last": 61}, "last"),
        ({"first": 2, "last": 1}, "last"),
    ],
)
def test_labels_of_no_kind_are_refused(own, printed, params, field):
    client, _ = own
    answer = client.get(f"{printed[0]}/labels.pdf", params=params)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_one_file_of_labels_is_bounded(officer, register):
    lot_id = register.lot(register.product()["id"], quantity=30_000)
    batch = register.stamps(lot_id, 30_000)
    answer = officer.get(f"{API}/stamp-batches/{batch['id']}/labels.pdf")
    assert code(answer) == (422, "labels-too-many")
    templates = done(officer.get(f"{API}/label-templates"))["items"]
    assert {row["name"]: row["per_page"] for row in templates}["a4-40"] == 40
