"""The registration form as on the paper, with a QR code of its case; to be signed by the unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from nscl_registration.publishing.papers.content import money
from nscl_shared.documents import layout
from nscl_shared.documents.qr import add_code

NAME = "ĐƠN ĐĂNG KÝ HỖ TRỢ NÂNG CAO NĂNG SUẤT, CHẤT LƯỢNG"
DOTS = "……………………"
COMMITMENT = (
    "Đơn vị cam kết nội dung đăng ký là đúng sự thật; chưa và không nhận hỗ trợ từ nguồn ngân sách "
    "nhà nước khác cho cùng một nội dung; bảo đảm phần kinh phí đối ứng."
)


@dataclass(frozen=True)
class FormPaper:
    """A draft or application with its unit and project, as the queries give them.

    ``items`` are the words of support items by code, ``papers`` those of the kinds of
    attachments, ``address`` that of the case on the platform, ending with its number.
    """

    application: Mapping[str, Any]
    firm: Mapping[str, Any]
    project: Mapping[str, Any]
    agency: Mapping[str, str]
    items: Mapping[str, str]
    papers: Sequence[str]
    address: str


def form_paper(paper: FormPaper) -> Any:
    """Return the form as a document; what is not stated yet is left open for the pen."""
    document = layout.new_document()
    document.core_properties.title = f"{NAME} {paper.application['case_number']}"
    document.core_properties.author = paper.firm["name"]
    _head(document, paper)
    _unit(document, paper)
    _wishes(document, paper)
    _money(document, paper)
    layout.heading(document, "IV. Hồ sơ kèm theo")
    for words in paper.papers:
        layout.body(document, f"☐ {words}")
    layout.heading(document, "V. Cam kết")
    layout.body(document, COMMITMENT)
    _sign(document)
    return document


def page_foot(paper: FormPaper) -> str:
    """Return what every printed page says of the case it belongs to."""
    return f"Hồ sơ {paper.application['case_number']}"


def _head(document: Any, paper: FormPaper) -> None:
    left, right = layout.bare_table(document, (4.0, 12.5))
    add_code(left.paragraphs[0], paper.address, 2.8)
    layout.paragraph(left, paper.application["case_number"], size=layout.SMALL, bold=True)
    title = right.paragraphs[0]
    title.alignment = layout.CENTER
    layout.style(title.add_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), size=13, bold=True)
    motto = "Độc lập - Tự do - Hạnh phúc"
    layout.paragraph(right, motto, align=layout.CENTER, size=13, bold=True)
    layout.rule_below(right, 5.4, 12.5)
    layout.paragraph(document, NAME, align=layout.CENTER, bold=True, before=12)
    about = f"Dự án {paper.project['code']} năm {paper.project['year']}: {paper.project['topic']}"
    layout.paragraph(document, about, align=layout.CENTER, size=13)
    layout.paragraph(document, f"Kính gửi: {paper.agency['name']}", align=layout.CENTER, before=8)


def _unit(document: Any, paper: FormPaper) -> None:
    firm = paper.firm
    layout.heading(document, "I. Thông tin đơn vị")
    for words, value in (
        ("Tên đơn vị", firm["name"]),
        ("Mã số thuế", firm["tax_code"]),
        ("Địa chỉ trụ sở", firm["address"]),
        ("Người đại diện theo pháp luật", firm.get("representative_name")),
    ):
        layout.body(document, f"{words}: {value or DOTS}")


def _wishes(document: Any, paper: FormPaper) -> None:
    layout.heading(document, "II. Nội dung đề nghị hỗ trợ")
    rows = [
        [
            str(place),
            f"{line['item_code']} - {paper.items[line['item_code']]}",
            line["product_name"] or "",
            line["system"] or "",
        ]
        for place, line in enumerate(paper.application["supports"], 1)
    ]
    layout.table(
        document,
        ("STT", "Nội dung", "Sản phẩm", "Tiêu chuẩn, công cụ"),
        rows or [["", "", "", ""]] * 3,
        widths=(1.2, 7.3, 4.0, 4.0),
        aligns=(layout.CENTER, layout.LEFT, layout.LEFT, layout.LEFT),
    )


def _money(document: Any, paper: FormPaper) -> None:
    form, cost = paper.application["form"], paper.application["estimated_cost_vnd"]
    own = form.get("own_vnd")
    layout.heading(document, "III. Kinh phí và thời gian")
    layout.body(document, f"Tổng kinh phí dự kiến: {money(cost) if cost else DOTS}")
    layout.body(document, f"Kinh phí của đơn vị: {DOTS if own is None else money(own)}")
    asked = DOTS if own is None or not cost else money(cost - own)
    layout.body(document, f"Đề nghị ngân sách nhà nước hỗ trợ: {asked}")
    begin, end = _day(form.get("starts_on")), _day(form.get("ends_on"))
    layout.body(document, f"Thời gian thực hiện: từ {begin} đến {end}")


def _day(value: str | None) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}" if value else DOTS


def _sign(document: Any) -> None:
    _left, right = layout.bare_table(document, (7.5, 9.0))
    day = right.paragraphs[0]
    day.alignment = layout.CENTER
    layout.style(day.add_run("……, ngày …… tháng …… năm ……"), italic=True, size=13)
    layout.paragraph(right, "ĐẠI DIỆN ĐƠN VỊ", align=layout.CENTER, bold=True, size=13)
    note = "(Ký, ghi rõ họ tên, đóng dấu nếu có)"
    layout.paragraph(right, note, align=layout.CENTER, italic=True, size=layout.SMALL)
