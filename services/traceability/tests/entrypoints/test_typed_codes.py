"""What people type of a label: it leads to the page of the stamp, or they are told why not."""

from __future__ import annotations

import re

import pytest

from nscl_shared.runtime.ports import LOOPBACK

FORM = "/verify/report"


@pytest.fixture(scope="module")
def stamp(register):
    """The path of a genuine stamp."""
    return register.stamp(name="Na Chi Lăng")


@pytest.mark.parametrize(
    "typed",
    ["https://elsewhere.example{path}", " {path}", "  {printed} ", "\x1d{carried}"],
)
def test_a_code_that_is_typed_leads_to_its_page(consumer, stamp, typed):
    gtin, lot, serial = stamp.split("/")[2::2]
    code = typed.format(
        path=stamp,
        printed=f"(01){gtin} (10){lot} (21){serial}",
        carried=f"01{gtin}10{lot}\x1d21{serial}",
    )
    answer = consumer.get("/verify/", params={"code": code})
    assert (answer.status_code, answer.headers["location"]) == (303, stamp)


@pytest.mark.parametrize(
    "change", [str, str.lower, lambda s: s.replace("0", "O").replace("1", "l")]
)
def test_the_serial_that_the_label_shows_leads_to_its_page(consumer, stamp, change):
    serial = stamp[-20:]
    shown = " ".join(serial[start : start + 5] for start in range(0, 20, 5))
    answer = consumer.get("/verify/", params={"code": change(shown)})
    assert (answer.status_code, answer.headers["location"]) == (303, stamp)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Đối chiếu số sê-ri trên với số sê-ri in trên tem."),
        ("en", "Compare the serial above with the one printed on the stamp."),
    ],
)
def test_a_forged_serial_is_answered_as_its_link_is(consumer, stamp, language, words):
    forged = "0" * 20
    for path, members in ((stamp[:-20] + forged, {}), ("/verify/", {"code": forged})):
        answer = consumer.get(path, params={**members, "lang": language})
        assert answer.status_code == 404
        assert words in answer.text
        assert not re.search("address (above|with)|địa chỉ (in|trên)", answer.text)
        assert "00000 00000</span> <span>00000 00000" in answer.text
    assert f'href="{FORM}?link={forged}"' in answer.text


@pytest.mark.parametrize("form", ["element_string", "trace_code", "trace_link", "serial"])
@pytest.mark.parametrize("name", ["stamp", "lot"])
def test_every_form_that_programs_are_told_can_be_typed(consumer, stamp, name, form):
    told = consumer.get(stamp, headers={"Accept": "application/json"}).json()["trace"]
    serial = told["serial"]
    cut = {"element_string": f"21{serial}", "trace_code": f"(21){serial}"}
    lot = name == "lot" and form != "serial"
    code = told[form].removesuffix(cut.get(form, f"/21/{serial}")) if lot else told[form]
    answer = consumer.get("/verify/", params={"code": code})
    wanted = stamp.partition("/21/")[0] if lot else stamp
    assert (answer.status_code, answer.headers["location"]) == (303, wanted)


@pytest.mark.parametrize("typed", ["hello", "<script>", "(01)1(10)2(21)3", "https://[", "//"])
def test_what_is_no_code_is_said_to_be_none(consumer, typed):
    answer = consumer.get("/verify/", params={"code": typed})
    assert answer.status_code == 400
    assert "neither the serial of a stamp" in answer.text
    assert "<script>" not in answer.text


def test_a_phone_shows_the_serial_in_whole_groups_and_a_copy_can_be_typed(
    service, consumer, stamp, browser
):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"http://{LOOPBACK}:{service.scan_port}{stamp}")
    lines = page.locator(".serial > span")
    assert [len(text) for text in lines.all_inner_texts()] == [11, 11]
    # an unbroken line is 1.5 times as high as its letters
    assert all(line.bounding_box()["height"] < 30 for line in lines.all())
    copied = page.locator(".serial").evaluate(
        "told => { getSelection().selectAllChildren(told); return getSelection().toString() }"
    )
    page.close()
    answer = consumer.get("/verify/", params={"code": copied})
    assert answer.headers["location"] == stamp


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["This code is no GS1 Digital Link. (01) GTIN of the product may not be",
                "“08936000000012”: its check digit does not match, so a digit is wrong.",
                "type the serial printed on the stamp"]),
        ("vi", ["Mã này không phải là GS1 Digital Link. (01) mã GTIN của sản phẩm không thể là",
                "“08936000000012”: chữ số kiểm tra không khớp, vậy có chữ số bị sai.",
                "nhập số sê-ri in trên tem"]),
    ],
)  # fmt: skip
def test_page_and_document_say_what_is_wrong_in_the_callers_language(consumer, language, said):
    asked = {"Accept-Language": language}
    page = consumer.get("/01/08936000000012", headers=asked).text
    asked["Accept"] = "application/json"
    document = consumer.get("/01/08936000000012", headers=asked).json()["detail"]
    assert all(words in document and words in page for words in said)
