"""Labels as they come out of the printer: rendered, and every code read back.

``NSCL_LABELS_DECODED`` says how many labels of the commonest sheet are read.
"""

import os
import re
import struct
import zlib
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pypdfium2
import pytest
import zxingcpp

from nscl_shared.kernel import Unavailable
from nscl_traceability.domain.serials import ALPHABET
from nscl_traceability.publishing.labels import font, logo
from nscl_traceability.publishing.labels.drawing import LabelText
from nscl_traceability.publishing.labels.qr import LEVELS, code_of, modules, shouted
from nscl_traceability.publishing.labels.sheets import Job, pdf_of
from nscl_traceability.publishing.labels.templates import TEMPLATES
from nscl_traceability.publishing.labels.zpl import RESOLUTIONS, zpl_of

DECODED = int(os.environ.get("NSCL_LABELS_DECODED", "200"))
URL = "https://nscl.langson.example/01/08936000000011/10/L2022-01/21/"
SHOUTED = "HTTPS://NSCL.LANGSON.EXAMPLE/01/08936000000011/10/L2022-01/21/"
TEXT = LabelText("Hồng vành khuyên “Văn Lãng”", "Hợp tác xã Nông sản Đồng Đăng", "L2022-01", 4)
# ĂÂĐÊÔƠƯ with every tone: all a name can have
VIETNAMESE = "ĂẰẮẲẴẶ ÂẦẤẨẪẬ Đ ÊỀẾỂỄỆ ÔỒỐỔỖỘ ƠỜỚỞỠỢ ƯỪỨỬỮỰ ỲÝỶỸỴ ỈĨỊ ẢÃẠ ẺẼẸ ỎÕỌ ỦŨỤ"


def serials(first, last):
    """Serials of all letters, different at every index."""
    return ["".join(ALPHABET[(index * 7 + place * 11) % 32] for place in range(14)) + f"{index:06d}"
            for index in range(first, last + 1)]  # fmt: skip


def job(template="a4-40", **over):
    given = {"text": TEXT, "level": "M", "url_prefix": URL, "first": 1, "last": 50}
    return Job(template=TEMPLATES[template], **{**given, **over})


def opened(wanted):
    return pypdfium2.PdfDocument(b"".join(pdf_of(wanted, serials)))


def decoded(document, scale):
    for page in document:
        seen = page.render(scale=scale, grayscale=True).to_numpy()
        yield from (code.text for code in zxingcpp.read_barcodes(np.ascontiguousarray(seen)))


def expected(wanted):
    prefix = shouted(wanted.url_prefix)
    return sorted(prefix + serial for serial in serials(wanted.first, wanted.last))


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_code_of_every_size_is_read_back(template):
    wanted = job(template, last=2 * min(TEMPLATES[template].per_page, 3))
    assert sorted(decoded(opened(wanted), 4)) == expected(wanted)


def test_every_code_of_a_print_run_is_read_back():
    wanted = job(first=3, last=DECODED + 2)
    assert sorted(decoded(opened(wanted), 3)) == expected(wanted)


@pytest.mark.parametrize("level", LEVELS)
def test_the_code_has_the_chosen_error_correction(level):
    document = opened(job("roll-50x30", level=level, last=1))
    seen = document[0].render(scale=6, grayscale=True).to_numpy()
    [code] = zxingcpp.read_barcodes(np.ascontiguousarray(seen))
    assert code.ec_level == level


def test_a_path_with_small_letters_stays_as_it_is():
    """A lot is case sensitive: only scheme and host may change their case."""
    wanted = job(url_prefix=URL.replace("L2022-01", "lo_na-7"), last=3)
    assert sorted(decoded(opened(wanted), 3)) == expected(wanted)
    assert shouted(wanted.url_prefix) == SHOUTED.replace("L2022-01", "lo_na-7")
    assert shouted(URL) == SHOUTED
    assert shouted("http://localhost:8000/Thử/01/") == "HTTP://LOCALHOST:8000/Thử/01/"


def test_capitals_make_the_code_smaller():
    text = SHOUTED + "0" * 20
    assert code_of(text, "M").size < code_of(text.lower(), "M").size


def test_the_rectangles_are_the_modules_that_are_dark():
    text = SHOUTED + "ABCDEFGHJK0123456789"
    code, dark = code_of(text, "Q"), modules(text, "Q")
    drawn = np.zeros_like(dark)
    for x, y, width, height in re.findall(rb"(\d+) (\d+) (\d+) (\d+) re\n", code.path):
        assert height == b"1"
        row = drawn[code.size - 1 - int(y)]
        assert not row[int(x) : int(x) + int(width)].any()
        row[int(x) : int(x) + int(width)] = True
    assert (drawn == dark).all()


def test_words_and_serial_can_be_read_and_copied():
    text = opened(job("a4-24", last=1))[0].get_textpage()
    words = text.get_text_range().split()
    assert {*TEXT.product.split(), "Đồng", "Đăng", "Lô", "L2022-01", "OCOP"} <= set(words)
    [serial] = serials(1, 1)
    assert [serial[n : n + 5] for n in range(0, 20, 5)] == words[-4:]


def test_the_font_has_every_vietnamese_letter():
    face = font.face_with(f"{VIETNAMESE}{VIETNAMESE.lower()}Na")
    assert face.shown(VIETNAMESE + VIETNAMESE.lower()) == VIETNAMESE + VIETNAMESE.lower()
    assert face.shown("Na 木") == "Na ?"


def test_a_long_name_is_cut_and_harms_no_code():
    wanted = job(text=replace(TEXT, product="Rất dài " * 60, firm="Ô" * 300), last=40)
    document = opened(wanted)
    assert sorted(decoded(document, 3)) == expected(wanted)
    assert "…" in document[0].get_textpage().get_text_range()


def test_the_same_file_is_the_same_each_time():
    assert b"".join(pdf_of(job(), serials)) == b"".join(pdf_of(job(), serials))


def test_a_page_has_its_size_and_the_last_one_what_is_left():
    document = opened(job("a4-24", last=25))
    assert len(document) == 2
    assert [round(length / 72 * 25.4) for length in document[0].get_size()] == [210, 297]
    assert len(list(decoded(document, 3))) == 25


def test_no_font_is_a_fault_that_names_the_package(monkeypatch, tmp_path):
    monkeypatch.setattr(font, "FOLDERS", (tmp_path,))
    font._face.cache_clear()
    with pytest.raises(Unavailable) as refused:
        next(pdf_of(job(), serials))
    assert refused.value.params == {"package": "fonts-liberation2"}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda template: template.name)
def test_labels_lie_on_the_page_apart_from_each_other(template):
    corners, (width, height) = list(template.corners()), template.label
    assert len(corners) == template.per_page
    for x, y in corners:
        assert x >= 0
        assert y >= 0
        assert x + width <= template.page[0] + 0.01
        assert y + height <= template.page[1] + 0.01
    xs, ys = sorted({x for x, _ in corners}), sorted({y for _, y in corners})
    for places, length in ((xs, width), (ys, height)):
        assert all(b - a >= length - 0.01 for a, b in pairwise(places))


@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_zpl_has_a_format_a_row_with_code_and_serial(dpi):
    wanted = job("roll-3x32x20", last=7)
    text = b"".join(zpl_of(wanted, serials, dpi)).decode("ascii")
    formats = text.strip().split("\n")
    assert [row.count("^BQN") for row in formats] == [3, 3, 1]
    assert all(row.startswith("^XA") and row.endswith("^XZ") for row in formats)
    assert f"^PW{round(100 * dpi / 25.4)}^LL{round(22 * dpi / 25.4)}" in text
    codes = re.findall(r"\^FDMA,([^^]+)\^FS", text)
    assert codes == [SHOUTED + serial for serial in serials(1, 7)]
    assert re.search(r"\^FDHong vanh [a-z ]*\\&[^^]+\^FS", text)


def zpl(template, **over):
    wanted = job(template, last=1, text=replace(TEXT, **over))
    return b"".join(zpl_of(wanted, serials, 203)).decode("ascii")


def test_a_name_takes_a_second_line_of_a_thermal_label_that_has_room():
    text = zpl("roll-50x30", product="Hồng vành khuyên sấy", firm="HTX Na")
    field = r"\^FO\d+,(\d+)\^A0N,(\d+),\d+(\^FB\d+,2,0,L)?\^FH\^FD([^^]+)"
    name, firm = re.findall(field, text)[:2]
    assert name[2:] == (f"^FB{round(22 * 203 / 25.4)},2,0,L", r"Hong vanh khuyen\&say")
    assert int(firm[0]) == int(name[0]) + 2 * int(name[1])
    assert firm[2:] == ("", "HTX Na")


def test_what_two_lines_of_a_thermal_label_have_no_room_for_is_cut_and_shows_it():
    text = zpl("roll-50x30", product="Hồng vành khuyên sấy dẻo Văn Lãng ngon")
    assert r"^FDHong vanh khuyen\&say deo Van Lan..^FS" in text
    assert "^FDNghiengNghiengN..^FS" in zpl("roll-50x30", product="Nghieng" * 9)
    assert r"^FDa/b a/b a/b a/b\&a/b" in zpl("roll-50x30", product=r"a\b " * 5)


def test_a_thermal_label_without_room_keeps_names_on_one_line():
    text = zpl("roll-30x40", product="Hồng vành khuyên sấy dẻo thơm")
    assert "^FB" not in text
    assert re.search(r"\^FDHong [a-z ]*\.\.\^FS", text)


def test_what_begins_a_command_of_the_printer_is_not_printed_as_one():
    wanted = job("roll-50x30", last=1, text=replace(TEXT, product="^XZ~JA_5E"))
    text = b"".join(zpl_of(wanted, serials, 203)).decode("ascii")
    assert text.count("^XZ") == 1
    assert "~" not in text
    assert "_5EXZ_7EJA_5F5E" in text


def png(colour=2, depth=8, interlaced=0, extra=b"", size=(30, 20)):
    """A red picture."""

    def chunk(kind, content):
        sum_ = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, interlaced)
    rows = b"".join(b"\0" + b"\xd0\x10\x10" * size[0] for _ in range(size[1]))
    body = chunk(b"IDAT", zlib.compress(rows))
    return logo.PNG + chunk(b"IHDR", head) + extra + body + chunk(b"IEND", b"")


@pytest.fixture
def mark(tmp_path):
    """The mark of a province whose folder has this file."""

    def read(data, name="label-logo.png"):
        (tmp_path / name).write_bytes(data)
        logo.logo_in.cache_clear()
        return logo.logo_in(tmp_path)

    return read


def test_a_provinces_own_mark_is_on_its_labels(mark):
    wanted = job("a4-24", last=2, logo=mark(png()))
    document = opened(wanted)
    seen = document[0].render(scale=4).to_numpy()[:, :, ::-1]
    red = (seen[:, :, 0] > 180) & (seen[:, :, 1] < 60) & (seen[:, :, 2] < 60)
    assert red.sum() > 2 * (6 * 4 * 72 / 25.4) * (4 * 4 * 72 / 25.4) * 0.9
    assert sorted(decoded(document, 4)) == expected(wanted)


def test_a_jpeg_goes_in_as_it_is(mark):
    photo = b"\xff\xd8\xff\xe0\x00\x04JF\xff\xc0\x00\x11\x08\x00\x14\x00\x1e\x03" + b"\0" * 12
    made = mark(photo, "label-logo.jpg")
    assert (made.width, made.height) == (30, 20)
    assert photo in made.item


@pytest.mark.parametrize(
    "data",
    [
        png(colour=6),
        png(depth=16),
        png(interlaced=1),
        png(extra=b"\0\0\0\0tRNS\0\0\0\0"),
        b"GIF89a",
        b"",
        logo.PNG,
        png() + b"\0" * logo.MAX_BYTES,
    ],
)
def test_a_mark_that_does_not_fit_into_a_pdf_is_refused(mark, data):
    with pytest.raises(Unavailable) as refused:
        mark(data)
    assert refused.value.code == "label-logo-unusable"


def test_without_a_mark_there_is_none(tmp_path):
    assert logo.logo_in(tmp_path) is None
