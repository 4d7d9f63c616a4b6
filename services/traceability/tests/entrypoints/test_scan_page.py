"""The page behind a stamp: for anyone, without login, honest about forgeries."""

from contextlib import ExitStack
from dataclasses import replace

import pytest

from nscl_contracts.certification import CertificateGranted, CertificateRevoked
from nscl_shared.kernel import new_id
from nscl_shared.runtime.database import Database
from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import owned
from nscl_shared.testing.fixtures import supervised
from nscl_shared.testing.producer import announce, example_event
from nscl_traceability.domain.serials import ALPHABET

API = "/api/traceability"
VIETNAMESE = {"Accept-Language": "vi"}


@pytest.fixture(scope="session")
def stamp(register):
    """The path of a genuine stamp."""
    return register.stamp(name="Na <b>Chi Lăng</b>", ocop_stars=4, description="Hái tay")


def changed(path):
    """Return the path with another last letter of its serial."""
    return path[:-1] + ALPHABET[(ALPHABET.index(path[-1]) + 1) % 32]


def test_a_genuine_stamp_tells_what_it_is_on(consumer, stamp):
    answer = consumer.get(stamp)
    assert answer.status_code == 200
    for text in ("Genuine product", "HTX Na Chi Lăng", "L2022-01", "★★★★", "Hái tay", stamp[-20:]):
        assert text in answer.text
    assert "Na &lt;b&gt;Chi Lăng" in answer.text
    assert "<b>Chi" not in answer.text


def test_the_page_is_vietnamese_for_who_asks_for_nothing_else(service, stamp):
    with service.anyone(Accept="text/html") as phone:
        page = phone.get(stamp).text
    assert 'lang="vi"' in page
    assert "Sản phẩm chính hãng" in page


@pytest.mark.parametrize("kind", ["genuine", "forged"])
def test_the_page_sets_no_cookie_and_runs_nothing_foreign(consumer, stamp, kind):
    answer = consumer.get(stamp if kind == "genuine" else changed(stamp))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert "<script" not in answer.text
    assert "style=" not in answer.text


def test_a_forged_serial_is_unknown_and_what_was_typed_is_escaped(consumer, stamp):
    answer = consumer.get(changed(stamp))
    assert answer.status_code == 404
    assert "Unknown stamp" in answer.text
    assert "Genuine" not in answer.text
    assert "HTX Na" not in answer.text
    answer = consumer.get("/01/<i>x/10/L/21/<script>alert(1)")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "<i>x" not in answer.text


def test_a_forged_stamp_says_so_in_vietnamese(consumer, stamp):
    answer = consumer.get(changed(stamp), headers=VIETNAMESE)
    assert answer.status_code == 404
    assert "không" in answer.text
    assert "Unknown" not in answer.text


@pytest.mark.parametrize("change", [str.lower, lambda s: s[1:]])
def test_what_is_no_serial_is_unknown(consumer, stamp, change):
    path, serial = stamp[:-20], stamp[-20:]
    assert consumer.get(path + change(serial)).status_code == 404


@pytest.mark.parametrize("change", [lambda s: s + "0", lambda _: "ô"])
def test_what_gs1_allows_in_no_serial_is_refused(consumer, stamp, change):
    path, serial = stamp[:-20], stamp[-20:]
    assert consumer.get(path + change(serial)).status_code == 400


def test_a_genuine_serial_on_another_product_is_unknown(consumer, register, stamp):
    other = register.stamp()
    assert consumer.get(other[:-20] + stamp[-20:]).status_code == 404


def test_an_expired_product_is_told_in_both_languages(consumer, register):
    path = register.stamp(lot={"expires_on": "2022-08-31"})
    assert "past its expiry date" in consumer.get(path).text
    assert "hạn" in consumer.get(path, headers=VIETNAMESE).text
    verdict = consumer.get(path, headers={"Accept": "application/json"}).json()["verdict"]
    assert verdict == "expired"


def test_programs_get_json(service, register):
    path = register.stamp()
    with service.anyone() as program:
        first, second = program.get(path).json(), program.get(path).json()
        forged = program.get(changed(path))
    assert (first["verdict"], first["scans"], second["scans"]) == ("genuine", 1, 2)
    assert first["lot"]["expires_on"] == "2099-08-31"
    assert forged.status_code == 404
    assert forged.json() == {
        "verdict": "unknown",
        "product": None,
        "lot": None,
        "certificates": [],
        "scans": 0,
    }


def test_the_page_counts_scans_of_this_stamp_only(consumer, officer, register):
    batch = register.stamps(register.lot(register.product()["id"]))
    printed = officer.get(f"{API}/stamp-batches/{batch['id']}/stamps.csv").text.splitlines()
    paths = [line.split("langson.example")[1] for line in printed[1:3]]
    for _ in range(3):
        last = consumer.get(paths[0])
    assert "Scanned 3 times" in last.text
    assert "Scanned 1 times" in consumer.get(paths[1]).text


@pytest.fixture
def firm():
    """A unit that certification speaks about."""
    return {"firm_id": new_id(), "name": "HTX Có Chứng Nhận", "org_type": "HTX"}


def test_certificates_in_force_are_shown_until_they_are_revoked(
    service, consumer, register, firm, eventually
):
    path = register.stamp(firm=firm, name="Đá 1x2")
    given = {"firm_id": firm["firm_id"], "certificate_id": new_id(), "number": "VD-7788"}
    given["expires_on"] = "2099-01-01"
    assert "VD-7788" not in consumer.get(path).text
    announce(service.amqp_uri, example_event(CertificateGranted, products=[], **given))
    eventually(lambda: "VD-7788" in consumer.get(path).text, "the certificate is shown")
    page = consumer.get(path).text
    assert "QCVN 16:2019/BXD" in page
    revoked = example_event(CertificateRevoked, products=[], **given)
    announce(service.amqp_uri, later(revoked))
    eventually(lambda: "VD-7788" not in consumer.get(path).text, "it is shown no longer")
    assert "Genuine product" in consumer.get(path).text


def test_a_certificate_that_comes_after_its_revocation_is_not_shown(
    service, consumer, register, firm, eventually
):
    path = register.stamp(firm=firm)
    given = {"firm_id": firm["firm_id"], "certificate_id": new_id(), "expires_on": "2099-01-01"}
    revoked = later(example_event(CertificateRevoked, products=[], number="VD-OLD", **given))
    granted = example_event(CertificateGranted, products=[], number="VD-OLD", **given)
    mark = {**given, "certificate_id": new_id()}
    last = example_event(CertificateGranted, products=[], number="VD-MARK", **mark)
    announce(service.amqp_uri, revoked, granted, granted, last)
    eventually(lambda: "VD-MARK" in consumer.get(path).text, "the last event is seen")
    assert "VD-OLD" not in consumer.get(path).text


def later(event):
    """Return the event as the second of its certificate."""
    return replace(event, sequence=2)


def test_forged_serials_are_refused_while_the_database_is_away(
    broker, tmp_path, serve, registering
):
    layout = Layout(tmp_path / "database")
    with ExitStack() as held, ExitStack() as running:
        server = Database(layout, held.enter_context(owned(layout, base=0)))
        running.enter_context(supervised(layout, server.parts()))
        folder = tmp_path / "service"
        service = held.enter_context(serve(folder, broker.amqp_uri, server.mongodb_uri))
        path = registering(held.enter_context(service.client("officer"))).stamp()
        phone = held.enter_context(service.anyone(Accept="text/html"))
        assert phone.get(path).status_code == 200
        running.close()
        assert phone.get(changed(path)).status_code == 404
        away = phone.get(path)
    assert away.status_code == 503
    assert away.headers["retry-after"]
