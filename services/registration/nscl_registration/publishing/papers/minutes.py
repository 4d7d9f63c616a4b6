"""The minutes of the acceptance (nghiệm thu) and of the liquidation (thanh lý)."""

from __future__ import annotations

from typing import Any

from nscl_registration.publishing.papers.agreement import amounts
from nscl_registration.publishing.papers.content import (
    SUPPORT_HEADER,
    SUPPORT_WIDTHS,
    Paper,
    both,
    day,
    support_lines,
)
from nscl_registration.publishing.papers.frame import DOTS, new_paper, ruled, signed
from nscl_shared.documents.layout import body, heading


def acceptance_minutes(paper: Paper) -> Any:
    """Return the minutes of the acceptance."""
    document = new_paper(paper.agency, "BB-NT", "BIÊN BẢN NGHIỆM THU", about_case(paper))
    heading(document, "I. Nội dung thực hiện theo hợp đồng")
    ruled(document, SUPPORT_HEADER, support_lines(paper), SUPPORT_WIDTHS)
    heading(document, "II. Quá trình thực hiện")
    for report in paper.application["progress"] or [None]:
        body(document, _progress(report) if report else DOTS)
    heading(document, "III. Kết luận")
    accepted = [s for s in paper.application["history"] if s["state"] == "accepted"]
    note = accepted[-1]["note"] if accepted else None
    body(document, f"{note or DOTS}./.")
    return signed(document, ("ĐẠI DIỆN ĐƠN VỊ", "ĐẠI DIỆN CƠ QUAN"))


def liquidation_minutes(paper: Paper, paid_vnd: int) -> Any:
    """Return the liquidation of the agreement; ``paid_vnd`` is net of returns."""
    document = new_paper(paper.agency, "TL-HĐ", "BIÊN BẢN THANH LÝ HỢP ĐỒNG", about_case(paper))
    settled = paper.application["settlement"]["settled_vnd"]
    cost, support = amounts(paper)
    agreed = paper.application["agreement"]
    body(document, f"Hợp đồng số {agreed['number']} ký {day(agreed['signed_on'])}.")
    body(document, f"1. Tổng kinh phí theo hợp đồng: {both(cost)}.")
    body(document, f"2. Kinh phí hỗ trợ theo hợp đồng: {both(support)}.")
    body(document, f"3. Kinh phí hỗ trợ được quyết toán: {both(settled)}.")
    body(document, f"4. Đã chi, trừ phần thu hồi: {both(paid_vnd)}.")
    if paid_vnd > settled:
        body(document, f"5. Bên B phải nộp trả: {both(paid_vnd - settled)}.")
    else:
        body(document, f"5. Bên A còn phải thanh toán: {both(settled - paid_vnd)}.")
    body(document, "Hai bên thống nhất thanh lý hợp đồng theo các nội dung trên./.")
    return signed(document, ("ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"))


def about_case(paper: Paper) -> str:
    """Return the line that names case and unit."""
    return f"Hồ sơ {paper.application['case_number']} - {paper.application['firm_name']}"


def _progress(report: dict[str, object]) -> str:
    return f"- {report['text']} (hoàn thành {report['percent']}%)."
