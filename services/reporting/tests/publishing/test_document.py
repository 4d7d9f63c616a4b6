"""The official document: form by Decree 30/2020/NĐ-CP, figures of the report."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from reporting_memory import facts_after
from reporting_year import Recorder, application, approve, record_year, support

from nscl_reporting.domain.annexes import annexes
from nscl_reporting.domain.yearly import yearly_report
from nscl_reporting.publishing.document import Content, yearly_document
from nscl_shared.documents.letterhead import place_and_date
from nscl_shared.i18n import use_language

AGENCY = {
    "parent": "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
    "name": "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    "short": "SKHCN",
    "place": "Lạng Sơn",
}


def document_of(events, year=2022, dated=None):
    facts = facts_after(events)
    content = Content(
        report=yearly_report("lang-son", year, facts),
        annexes=annexes(year, facts),
        agency=AGENCY,
        province="Lạng Sơn",
        dated=dated,
    )
    return Document(BytesIO(yearly_document(content)))


def cells_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def text_of(document):
    paragraphs = [p.text for p in document.paragraphs]
    cells = [text for table in document.tables for row in cells_of(table) for text in row]
    return "\n".join([*paragraphs, *cells])


def table_with(document, header):
    return next(t for t in map(cells_of, document.tables) if header in t[0])


@pytest.fixture(scope="module")
def document():
    return document_of(record_year(Recorder()))


def test_the_page_is_a4_with_the_margins_of_the_decree(document):
    section = document.sections[0]

    lengths = [section.page_width, section.page_height, section.top_margin,
               section.bottom_margin, section.left_margin, section.right_margin]  # fmt: skip
    assert [round(length.mm) for length in lengths] == [210, 297, 20, 20, 30, 15]


def test_the_type_is_times_new_roman_14_and_the_body_justified_and_indented(document):
    normal = document.styles["Normal"]
    body = next(p for p in document.paragraphs if p.text.startswith("- Chương trình quốc gia"))

    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert 1.0 <= body.paragraph_format.first_line_indent.cm <= 1.27
    assert body.runs[0].font.size == Pt(14)


def test_pages_are_numbered_in_the_middle_of_the_top_margin_but_not_the_first(document):
    section = document.sections[0]
    header = section.header.paragraphs[0]

    assert section.different_first_page_header_footer
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in header._p.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_head_names_the_agency_and_leaves_number_and_date_open(document):
    left, right = cells_of(document.tables[0])[0]

    assert left.startswith("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN\nSỞ KHOA HỌC VÀ CÔNG NGHỆ")
    assert re.search(r"Số: +/BC-SKHCN", left)
    assert right.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    assert right.endswith("Lạng Sơn, ngày …… tháng …… năm ……")


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2022, 2, 5), "Lạng Sơn, ngày 05 tháng 02 năm 2022"),
        (date(2022, 3, 25), "Lạng Sơn, ngày 25 tháng 3 năm 2022"),
        (date(2022, 11, 9), "Lạng Sơn, ngày 09 tháng 11 năm 2022"),
    ],
)
def test_a_given_date_has_zeros_where_the_decree_wants_them(day, line):
    assert place_and_date("Lạng Sơn", day) == line


def test_the_outline_stands_in_order(document):
    headings = [p.text for p in document.paragraphs if re.match(r"[IV]+\. ", p.text)]

    assert headings == [
        "I. CĂN CỨ PHÁP LÝ",
        "II. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC THỰC HIỆN",
        "III. KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ",
        "IV. KINH PHÍ THỰC HIỆN",
        "V. KHÓ KHĂN, VƯỚNG MẮC",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
        "VII. KẾ HOẠCH NĂM 2023",
    ]


def test_the_figures_of_the_report_stand_in_its_tables(document):
    general = [row[2] for row in table_with(document, "Chỉ tiêu")[1:]]
    projects = table_with(document, "HTX")
    supports = table_with(document, "Nội dung hỗ trợ")

    assert general == ["6", "62", "64", "65", "75", "7", "4", "16"]
    assert projects[1][2:] == ["13", "2", "15", "65"]
    assert projects[-1][2:5] == ["34", "30", "64"]
    assert [row[1] for row in supports[1:]] == ["44", "12", "19", "75"]


def test_contracted_and_issued_are_never_put_into_one_ratio(document):
    assert not re.search(r"7\s*/\s*44|15[,.]9\s*%", text_of(document))


def test_amounts_are_whole_dong_with_their_sum(document):
    money = table_with(document, "Mức hỗ trợ theo hợp đồng")

    assert money[1] == ["P1", "1.000.000.000", "600.000.000", "600.000.000", "600.000.000"]
    assert money[-1][1:] == ["6.000.000.000", "2.560.000.000", "2.560.000.000", "2.560.000.000"]


def test_what_only_a_person_can_say_is_left_open_and_marked(document):
    marked = [
        p.text
        for p in document.paragraphs
        for run in p.runs
        if run.font.highlight_color is not None
    ]

    assert len(marked) == 5
    assert all(re.fullmatch(r"\[.+\] …+", text) for text in marked)


def test_the_text_ends_with_the_closing_mark_before_recipients_and_signature(document):
    texts = [p.text for p in document.paragraphs]
    closing = next(i for i, text in enumerate(texts) if text.endswith("./."))
    foot = next(t for t in map(cells_of, document.tables) if t[0][0].startswith("Nơi nhận:"))

    assert all(text.strip() in {"", texts[closing]} for text in texts[closing : closing + 2])
    assert foot[0][0].splitlines()[2] == "- Ủy ban nhân dân tỉnh Lạng Sơn (để báo cáo);"
    assert foot[0][0].splitlines()[-1].startswith("- Lưu: VT")


def test_annexes_are_numbered_in_roman_and_say_what_they_belong_to(document):
    texts = [p.text for p in document.paragraphs]
    annexes = [i for i, text in enumerate(texts) if text.startswith("Phụ lục ")]

    assert [texts[i] for i in annexes] == [f"Phụ lục {n}" for n in ("I", "II", "III", "IV")]
    assert all(texts[i + 2].startswith("(Kèm theo Báo cáo số …/BC-SKHCN") for i in annexes)


def test_the_annexes_list_what_the_figures_count(document):
    rows = {
        "Loại hình": 64,
        "Số giấy chứng nhận": 7,
        "Hạng sao OCOP": 16,
    }
    for header, expected in rows.items():
        table = next(
            t for t in map(cells_of, document.tables) if header in t[0] and t[0][0] == "TT"
        )
        assert len(table) - 1 == expected


def test_other_kinds_of_organisations_get_a_column_only_when_there_are_any(make):
    approve(make, application("P1", "DN", 0, [support("CN-01", 1)]))
    assert "Khác" not in table_with(document_of(make.events), "HTX")[0]

    approve(make, application("P1", "THT", 1, []))
    table = table_with(document_of(make.events), "HTX")
    assert table[0][2:] == ["DN", "HTX", "Khác", "Cộng", "Sản phẩm"]
    assert table[1][2:6] == ["1", "0", "1", "2"]


def test_services_that_reported_nothing_are_named_instead_of_zeros(make):
    approve(make, application("P1", "DN", 0, [support("CN-01", 1)]))
    document = document_of(make.events)

    assert "Chưa có dịch vụ nào báo cáo số liệu về chứng nhận cho năm này." in text_of(document)
    general = {row[1]: row[2] for row in table_with(document, "Chỉ tiêu")}
    assert general["Giấy chứng nhận được cấp"] == "—"
    assert general["Lượt tham gia"] == "1"


def test_the_document_is_vietnamese_whatever_the_caller_reads(make):
    approve(make, application("P1", "DN", 0, []))
    with use_language("en"):
        assert "BÁO CÁO" in text_of(document_of(make.events))
