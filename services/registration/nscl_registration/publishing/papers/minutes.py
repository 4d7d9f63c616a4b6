"""The minutes of the acceptance (nghiệm thu) and of the liquidation (thanh lý)."""

from __future__ import annotations

from nscl_registration.publishing.papers import layout
from nscl_registration.publishing.papers.agreement import DOTS, amounts
from nscl_registration.publishing.papers.content import (
    SUPPORT_HEADER,
    SUPPORT_WIDTHS,
    Paper,
    both,
    day,
    support_lines,
)


def acceptance_minutes(paper: Paper) -> bytes:
    """Return the minutes of the acceptance."""
    document = layout.new_paper()
    layout.head(document, paper.agency, "BB-NT")
    layout.title(document, "BIÊN BẢN NGHIỆM THU", about_case(paper))
    layout.heading(document, "I. Nội dung thực hiện theo hợp đồng")
    layout.table(document, SUPPORT_HEADER, support_lines(paper), SUPPORT_WIDTHS)
    layout.heading(document, "II. Quá trình thực hiện")
    for report in paper.application["progress"] or [None]:
        layout.body(document, _progress(report) if report else DOTS)
    layout.heading(document, "III. Kết luận")
    accepted = [s for s in paper.application["history"] if s["state"] == "accepted"]
    note = accepted[-1]["note"] if accepted else None
    layout.body(document, f"{note or DOTS}./.")
    layout.signatures(document, ("ĐẠI DIỆN ĐƠN VỊ", "ĐẠI DIỆN CƠ QUAN"))
    return layout.written(document)


def liquidation_minutes(paper: Paper, paid_vnd: int) -> bytes:
    """Return the liquidation of the agreement; ``paid_vnd`` is net of returns."""
    document = layout.new_paper()
    layout.head(document, paper.agency, "TL-HĐ")
    layout.title(document, "BIÊN BẢN THANH LÝ HỢP ĐỒNG", about_case(paper))
    settled = paper.application["settlement"]["settled_vnd"]
    cost, support = amounts(paper)
    agreed = paper.application["agreement"]
    layout.body(document, f"Hợp đồng số {agreed['number']} ký {day(agreed['signed_on'])}.")
    layout.body(document, f"1. Tổng kinh phí theo hợp đồng: {both(cost)}.")
    layout.body(document, f"2. Kinh phí hỗ trợ theo hợp đồng: {both(support)}.")
    layout.body(document, f"3. Kinh phí hỗ trợ được quyết toán: {both(settled)}.")
    layout.body(document, f"4. Đã chi, trừ phần thu hồi: {both(paid_vnd)}.")
    if paid_vnd > settled:
        layout.body(document, f"5. Bên B phải nộp trả: {both(paid_vnd - settled)}.")
    else:
        layout.body(document, f"5. Bên A còn phải thanh toán: {both(settled - paid_vnd)}.")
    layout.body(document, "Hai bên thống nhất thanh lý hợp đồng theo các nội dung trên./.")
    layout.signatures(document, ("ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"))
    return layout.written(document)


def about_case(paper: Paper) -> str:
    """Return the line that names case and unit."""
    return f"Hồ sơ {paper.application['case_number']} - {paper.application['firm_name']}"


def _progress(report: dict[str, object]) -> str:
    return f"- {report['text']} (hoàn thành {report['percent']}%)."
