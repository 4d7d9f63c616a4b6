"""What was laid out for .docx, drawn as PDF and read back."""

import shutil
from pathlib import Path

import pytest
import reportlab
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from nscl_shared.documents import layout
from nscl_shared.documents.letterhead import add_foot, add_head, add_signatures
from nscl_shared.documents.pdf import pdf_of
from nscl_shared.documents.pdf.fonts import FACES, register
from nscl_shared.documents.qr import add_code
from nscl_shared.kernel import Unavailable
from nscl_shared.testing.papers import read_pdf, scan_pdf

AGENCY = {"parent": "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "name": "CHI CỤC TĐC", "place": "Lạng Sơn"}
PANGRAM = "Ặ ẵ ẩ ậ ắ ằ Ễ ệ ị ỉ Ỗ ộ ở ỡ ợ Ự ữ ử ừ ỹ ỵ ỷ Đ đ – “ngoặc kép” … 5 ≤ 6"
HEADER = ("STT", "Nội dung")
POINTS = 72 / 25.4


def table(document, rows):
    layout.table(document, HEADER, rows, widths=(2.0, 14.5), aligns=(layout.CENTER, layout.LEFT))


@pytest.fixture
def document():
    return layout.new_document()


def test_the_letters_of_vietnamese_read_back_and_every_font_travels_with_the_paper(document):
    for emphasis in ({}, {"bold": True}, {"italic": True}, {"bold": True, "italic": True}):
        layout.paragraph(document, PANGRAM, **emphasis)
    [page] = read_pdf(pdf_of(document))
    assert page.text.split("\n") == [PANGRAM] * 4
    assert len(page.fonts) == 4
    assert all(page.fonts.values()), page.fonts


def test_letters_that_come_apart_are_drawn_as_one(document):
    layout.body(document, "Na\u0302ng cao")  # as some keyboards send it
    [page] = read_pdf(pdf_of(document))
    assert page.text == "Nâng cao"


def test_the_page_keeps_the_margins_of_the_decree(document):
    for _ in range(80):
        layout.body(document, "Nội dung dài để lấp đầy nhiều dòng của trang giấy khổ A4. " * 3)
    pages = read_pdf(pdf_of(document, foot="Hồ sơ 1"))
    assert len(pages) > 3
    for page in pages:
        left, bottom, right, top = page.inked
        assert page.size == pytest.approx((210 * POINTS, 297 * POINTS), abs=0.1)
        assert 30 <= round(left / POINTS, 1) <= 35
        assert 15 <= round(210 - right / POINTS, 1) <= 20
        assert 20 <= round(297 - top / POINTS, 1) <= 25
        assert bottom / POINTS >= 9  # the foot stands in the margin


def test_pages_of_a_form_say_which_of_how_many_they_are(document):
    table(document, [[str(place), "Hệ thống quản lý"] for place in range(60)])
    pages = read_pdf(pdf_of(document, foot="Hồ sơ 2022-DA-0001"))
    for place, page in enumerate(pages, 1):
        assert f"Trang {place}/{len(pages)}" in page.text
        assert "Hồ sơ 2022-DA-0001" in page.text


def test_pages_of_an_official_document_are_numbered_from_the_second_on(document):
    table(document, [["·", "Hệ thống quản lý"] for _ in range(60)])
    first, second, *_ = read_pdf(pdf_of(document))
    assert first.words[0] == "STT"
    assert "2" in (second.words[0], second.words[-1])
    assert "1" not in first.words


def test_a_long_table_repeats_its_heading_and_loses_no_row(document):
    layout.heading(document, "II. Nội dung")
    table(document, [[str(place), f"dòng-{place}"] for place in range(200)])
    pages = read_pdf(pdf_of(document))
    assert len(pages) > 3
    assert [page.text.count("STT") for page in pages] == [1] * len(pages)
    drawn = [word for page in pages for word in page.words if word.startswith("dòng-")]
    assert drawn == [f"dòng-{place}" for place in range(200)]
    assert "II. Nội dung" in pages[0].text


def test_a_row_taller_than_a_page_goes_on_at_the_next(document):
    table(document, [["1", " ".join(f"w{place}" for place in range(3_000))]])
    words = [w for page in read_pdf(pdf_of(document)) for w in page.words if w[0] == "w"]
    assert words == [f"w{place}" for place in range(3_000)]


def test_a_heading_is_never_the_last_of_its_page(document):
    for filler in range(20, 30):
        one = layout.new_document()
        for _ in range(filler):
            layout.body(one, "Nội dung")
        layout.heading(one, "III. Kết luận")
        layout.body(one, "Đạt yêu cầu.")
        for page in read_pdf(pdf_of(one)):
            assert ("III. Kết luận" in page.text) == ("Đạt yêu cầu." in page.text)


def test_a_code_is_drawn_by_squares_and_can_be_scanned(document):
    address = "https://nscl.example/registration/applications/1#2022-DA-0001"
    add_code(document.add_paragraph(), address, 2.8)
    drawn = pdf_of(document)
    assert scan_pdf(drawn) == [[address]]
    assert read_pdf(drawn)[0].bitmaps == 0


def test_head_and_signatures_stand_on_the_paper(document):
    add_head(document, AGENCY, "Số: ……/BC", about="V/v danh mục")
    add_signatures(document, ("ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"))
    add_foot(document, ("- Như trên;", "- Lưu: VT."))
    [page] = read_pdf(pdf_of(document))
    for words in ("CHI CỤC TĐC", "Độc lập - Tự do - Hạnh phúc", "ĐẠI DIỆN BÊN B", "- Lưu: VT."):
        assert words in page.text


def test_an_annex_across_has_a_page_of_its_own(document):
    layout.body(document, "Công văn")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    layout.body(document, "Phụ lục")
    upright, across = read_pdf(pdf_of(document))
    assert upright.size[0] < upright.size[1]
    assert across.size[0] > across.size[1]
    assert "Phụ lục" in across.text


def test_markup_in_what_people_typed_is_only_text(document):
    layout.body(document, '<b>Trà & "bánh"</b> <para>')
    [page] = read_pdf(pdf_of(document))
    assert page.text == '<b>Trà & "bánh"</b> <para>'


def test_without_the_font_the_error_names_the_package(tmp_path):
    with pytest.raises(Unavailable, match="fonts-liberation2"):
        register((tmp_path,), family="None Serif")


def test_a_font_without_vietnamese_is_not_taken(tmp_path):
    latin = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    for face in FACES:
        shutil.copy(latin, tmp_path / f"LiberationSerif-{face}.ttf")
    with pytest.raises(Unavailable, match="font-missing"):
        register((tmp_path,), family="Latin Serif")
