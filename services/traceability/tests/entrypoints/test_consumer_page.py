"""The consumer's page: light, plain, in words, for everybody."""

from __future__ import annotations

import gzip
import io
import os
import re
from pathlib import Path

import pytest
from PIL import Image

from nscl_shared.kernel import new_id
from nscl_shared.runtime.ports import LOOPBACK
from nscl_shared.testing.node import installed

from .conftest import API, PUBLIC_URL
from .outline import Outline

KIB = 1024
PICTURES = os.environ.get("NSCL_PICTURES", "")
FORM = "/verify/report"


@pytest.fixture(scope="module")
def stamp(register, officer):
    """The path of a genuine stamp on a product with everything there is to show."""
    details = {
        "brand": "Na Vàng",
        "producer_address": "Thôn Quán Thanh",
        "producer_code": "8936000000004",
        "standards": ["TCVN 11892-1:2017"],
        "place": {"unit_code": None, "detail": "Thung lũng Chi Lăng", "on": "2026-01-05"},
    }
    told = "Na bở trồng trên núi đá. " * 20
    made = register.product(name="Na Chi Lăng", ocop_stars=4, description=told, details=details)
    url = f"{API}/products/{made['id']}"
    held = {
        "number": "VG-7",
        "scheme": "vietgap",
        "issuer": "Trung tâm A",
        "expires_on": "2099-01-05",
    }
    for path, data, files in (
        ("pictures", {"alt": "Quả na"}, {"file": ("na.jpg", photo(), "image/jpeg")}),
        ("certificates", held, None),
        ("certificates", {**held, "number": "VG-6", "expires_on": "2022-01-05"}, None),
    ):
        answer = officer.post(f"{url}/{path}", data=data, files=files)
        assert answer.status_code == 201, answer.text
    issued = register.stamps(register.lot(made["id"]))
    return str(issued["first_url"]).removeprefix(PUBLIC_URL)


def photo():
    """A picture as a telephone takes it."""
    out = io.BytesIO()
    Image.effect_noise((900, 600), 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def pages(consumer, register, stamp, travelled):
    """Every kind of page."""
    expired = register.stamp(lot={"expires_on": "2022-08-31"})
    return {
        "genuine": stamp,
        "travelled": travelled,
        "expired": expired,
        "unknown": stamp[:-20] + "0" * 20,
        "malformed": "/01/123",
        "product": f"/verify{stamp.partition('/10/')[0]}",
        "start": "/verify/",
        "report": f"{FORM}?link={stamp}",
        "privacy": "/verify/privacy",
        "thanks": "/verify/thanks",
    }


NAMES = (
    "genuine", "travelled", "expired", "unknown", "malformed", "product", "start", "report",
    "privacy", "thanks",
)  # fmt: skip
needs_pages = pytest.mark.parametrize("name", NAMES)


@needs_pages
def test_a_page_is_light_and_needs_no_script_and_no_cookie(consumer, pages, name):
    answer = consumer.get(pages[name])
    assert len(answer.content) < 60 * KIB
    assert len(gzip.compress(answer.content)) < 14 * KIB  # what arrives in the first round trip
    assert "set-cookie" not in answer.headers
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert ("<script" in answer.text) == (name == "start")
    assert "<style>" in answer.text
    own = ("/verify/", "/traceability/products/")  # the latter are pictures, for anyone
    assert all(each.startswith(own) for each in Outline(answer.text).loaded)


@needs_pages
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_can_be_read_by_a_machine_that_speaks(consumer, pages, name, language):
    text = consumer.get(pages[name], headers={"Accept-Language": language}).text
    outline = Outline(text)
    assert f'<html lang="{language}">' in text
    for landmark in ("header", "nav", "main", "footer"):
        assert outline.tags.count(landmark) == 1
    assert outline.tags.count("h1") == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.named) <= set(outline.ids)
    assert {each.get("id") for each in outline.inputs} <= outline.labels
    assert re.search(r"<title>[^<·]+ · ", text)


@pytest.mark.parametrize(
    ("name", "language", "words", "tone"),
    [
        ("genuine", "en", "Genuine product", "good"),
        ("genuine", "vi", "Sản phẩm chính hãng", "good"),
        ("expired", "en", "Genuine, but past its expiry date", "warn"),
        ("unknown", "en", "Unknown stamp", "bad"),
        ("unknown", "vi", "Tem không xác định", "bad"),
    ],
)
def test_the_first_thing_said_is_the_verdict_in_words_colour_and_icon(
    consumer, pages, name, language, words, tone
):
    text = consumer.get(pages[name], headers={"Accept-Language": language}).text
    main = text.partition("<main>")[2].lstrip()
    assert main.startswith(f'<section class="verdict {tone}"')
    first = main.partition("</section>")[0]
    assert "<svg" in first
    assert f'<h1 id="verdict">{words}</h1>' in first


def test_everything_registered_of_the_product_is_shown(consumer, stamp):
    page = consumer.get(stamp).text
    for text in ("Na Vàng", "Thôn Quán Thanh", "Thung lũng Chi Lăng", "TCVN 11892-1:2017",
                 "VG-7", "stated by the producer", 'alt="Quả na"'):  # fmt: skip
        assert text in page
    assert "VG-6" not in page
    told = consumer.get(stamp, headers={"Accept": "application/json"}).json()["trace"]
    assert told["brand"] == "Na Vàng"
    assert told["producer_address"] == "Thôn Quán Thanh"
    assert told["location_code"] == "8936000000004"
    assert told["standards"] == ["TCVN 11892-1:2017"]
    picture = told["image"].removeprefix(PUBLIC_URL)
    assert f'src="{picture.replace("800", "320")}"' in page
    assert consumer.get(picture).headers["content-type"] == "image/jpeg"


def test_a_page_leads_to_itself_in_the_other_language(consumer, pages):
    text = consumer.get(f"{pages['genuine']}?x=1").text
    assert f'href="{pages["genuine"]}?x=1&amp;lang=vi"' in text
    assert 'lang="vi"' in consumer.get(f"{pages['genuine']}?x=1&lang=vi").text


@pytest.mark.parametrize("name", ["genuine", "unknown", "malformed", "product", "start"])
def test_no_page_is_a_dead_end(consumer, pages, name):
    text = consumer.get(pages[name]).text
    assert f'href="{FORM}' in text
    assert 'href="/verify/"' in text


def test_the_page_can_be_installed(consumer):
    manifest = consumer.get("/verify/manifest.webmanifest")
    assert manifest.headers["content-type"] == "application/manifest+json"
    told = manifest.json()
    assert told["start_url"] == "/verify/"
    icon = consumer.get(told["icons"][0]["src"])
    assert icon.headers["content-type"] == "image/svg+xml"
    assert "immutable" in icon.headers["cache-control"]
    worker = consumer.get("/verify/worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert len(worker.content) < 2 * KIB


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """The source of axe-core, which judges accessibility."""
    package = Path(__file__).with_name("axe")
    folder = installed(package, tmp_path_factory.mktemp("axe"))
    return (folder / "node_modules/axe-core/axe.min.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_would_shut_anybody_out(service, pages, browser, axe, scheme):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="vi-VN", color_scheme=scheme
    )
    page = context.new_page()
    for name, path in pages.items():
        page.goto(f"http://{LOOPBACK}:{service.scan_port}{path}")
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations")
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], name
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_a_phone_and_a_desk_without_javascript(
    service, pages, browser, width, tmp_path
):
    folder = Path(PICTURES or tmp_path)
    context = browser.new_context(
        viewport={"width": width, "height": 844}, java_script_enabled=False, locale="vi-VN"
    )
    page = context.new_page()
    for name, path in pages.items():
        page.goto(f"http://{LOOPBACK}:{service.scan_port}{path}")
        page.screenshot(path=folder / f"consumer-{name}-{width}.png", full_page=True)
        title = page.locator("h1").bounding_box()
        assert title["y"] + title["height"] < 844
        widest = page.locator("body").evaluate("body => body.scrollWidth")
        assert widest <= width, name
    assert context.cookies() == []
    context.close()


def told(gtin, day, step, place):
    """Return what happened to the lot on a day of August, as an event."""
    return {
        "type": "ObjectEvent", "action": "OBSERVE", "bizStep": step, "readPoint": {"id": place},
        "eventTime": f"2022-08-{day:02d}T07:00:00+07:00", "eventTimeZoneOffset": "+07:00",
        "quantityList": [{"epcClass": f"https://id.gs1.org/01/{gtin}/10/L2022-01", "quantity": 5}],
    }  # fmt: skip


@pytest.fixture(scope="module")
def travelled(register, officer):
    """The path of a stamp on a lot whose way events tell, from its firm to a town."""
    place = {"unit_code": "06463", "detail": "Thôn Làng Giai", "on": "2022-08-01", "latitude": "21.6512", "longitude": "106.5559"}  # fmt: skip
    firm = {"firm_id": new_id(), "name": "HTX Na Chi Lăng", "org_type": "HTX"}
    product = register.product(firm=firm, ocop_stars=4, details={"place": place})
    gtin, home = product["gtin"], f"{PUBLIC_URL}/traceability/places/{firm['firm_id']}"
    events = [
        told(gtin, 2, "packing", home),
        told(gtin, 3, "shipping", "geo:21.0285,105.8542"),
        told(gtin, 4, "receiving", "geo:20.8561,106.6822"),
        told(gtin, 5, "storing", "https://id.gs1.org/414/8936000000011"),
    ]
    body = {
        "@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2022-08-05T00:00:00Z",
        "epcisBody": {"eventList": events},
    }  # fmt: skip
    assert officer.post("/epcis/capture", json=body).status_code == 202
    stamps = register.stamps(register.lot(product["id"]))
    return str(stamps["first_url"]).removeprefix(PUBLIC_URL)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_way_of_a_lot_is_told_in_steps_and_drawn_with_the_same_numbers(
    consumer, travelled, language
):
    answer = consumer.get(travelled, headers={"Accept-Language": language})
    assert len(answer.content) < 60 * KIB
    assert "<script" not in answer.text
    way = answer.text.partition('<section id="journey"')[2].partition("</section>")[0]
    drawn, _, steps = way.partition("<ol")
    words = {"en": ["Produced", "Packed", "Shipped", "Received", "Stored"],
             "vi": ["Sản xuất", "Đóng gói", "Xuất hàng", "Nhận hàng", "Lưu kho"]}[language]  # fmt: skip
    assert re.findall(r"<strong>([^<]+)</strong>", steps) == words
    assert re.findall(r">(\d)</text>", drawn) == ["2", "3", "4"]
    assert 'role="img"' in drawn
    assert "Thôn Làng Giai" in steps
    assert "21.65" in steps
    assert "21.6512" not in way  # about a kilometre, no more
    assert steps.count("<li>") == 5
