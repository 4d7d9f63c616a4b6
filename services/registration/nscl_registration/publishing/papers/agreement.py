"""The support agreement (hợp đồng hỗ trợ)."""

from __future__ import annotations

from typing import Any

from nscl_registration.publishing.papers.content import (
    SUPPORT_HEADER,
    SUPPORT_WIDTHS,
    Paper,
    both,
    day,
    money,
    support_lines,
)
from nscl_registration.publishing.papers.frame import DOTS, OPEN_DATE, new_paper, ruled, signed
from nscl_shared.documents.layout import body, heading
from nscl_shared.documents.letterhead import OPEN


def agreement_paper(paper: Paper) -> Any:
    """Return the agreement; before it is entered, a draft by the decision's amount."""
    about = f"Thực hiện dự án {paper.project['code']}: {paper.project['topic']}"
    document = new_paper(paper.agency, "HĐ-NSCL", "HỢP ĐỒNG HỖ TRỢ", about)
    _parties(document, paper)
    heading(document, "Điều 1. Nội dung hỗ trợ")
    ruled(document, SUPPORT_HEADER, support_lines(paper), SUPPORT_WIDTHS)
    _money(document, paper)
    _schedule(document, paper)
    _commitments(document)
    return signed(document, ("ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"))


def amounts(paper: Paper) -> tuple[int, int]:
    """Return cost and support, of the agreement or else of the decision."""
    case = paper.application
    agreed = case["agreement"]
    if agreed:
        return agreed["total_cost_vnd"], agreed["support_vnd"]
    return case["estimated_cost_vnd"], (case["approval"] or {}).get("support_vnd", 0)


def _parties(document: Any, paper: Paper) -> None:
    case, approval = paper.application, paper.application["approval"]
    if approval:
        number = approval["decision_number"] or OPEN
        body(
            document,
            f"Căn cứ Quyết định số {number} {day(approval['decided_on'])} về việc phê duyệt hỗ "
            f"trợ hồ sơ {case['case_number']}; hai bên thống nhất ký hợp đồng hỗ trợ:",
        )
    heading(document, f"BÊN A: {paper.agency['name']}")
    body(document, f"Đại diện: {DOTS} Chức vụ: {DOTS}")
    heading(document, f"BÊN B: {case['firm_name']}")
    body(document, f"Địa chỉ: {paper.firm['address'] or DOTS}")
    body(document, f"Mã số thuế: {paper.firm['tax_code'] or DOTS}")
    body(document, f"Đại diện: {DOTS} Chức vụ: {DOTS}")
    body(document, f"Tài khoản: {DOTS} tại {DOTS}")


def _money(document: Any, paper: Paper) -> None:
    cost, support = amounts(paper)
    heading(document, "Điều 2. Kinh phí")
    body(document, f"1. Tổng kinh phí thực hiện: {both(cost)}.")
    body(document, f"2. Ngân sách nhà nước hỗ trợ: {both(support)}.")
    body(document, f"3. Đơn vị đối ứng: {both(cost - support)}.")
    basis = (paper.application["agreement"] or {}).get("legal_basis")
    if basis:
        body(document, f"4. Mức hỗ trợ theo {basis}.")


def _schedule(document: Any, paper: Paper) -> None:
    advance = amounts(paper)[1] * paper.advance_percent // 100
    heading(document, "Điều 3. Thời gian và thanh toán")
    body(document, f"1. Thời gian thực hiện: từ {OPEN_DATE} đến {OPEN_DATE}.")
    body(
        document,
        f"2. Tạm ứng không quá {paper.advance_percent}% kinh phí hỗ trợ, tương ứng "
        f"{money(advance)}; phần còn lại thanh toán theo kết quả được nghiệm thu, trên cơ sở "
        "hồ sơ, chứng từ hợp lệ.",
    )


def _commitments(document: Any) -> None:
    heading(document, "Điều 4. Cam kết của các bên")
    for text in (
        "1. Bên A hướng dẫn, kiểm tra, nghiệm thu và thanh toán theo hợp đồng.",
        (
            "2. Bên B thực hiện đúng nội dung, tiến độ; bảo đảm phần kinh phí đối ứng; sử dụng kinh "
            "phí đúng mục đích; không nhận hỗ trợ trùng lặp từ nguồn ngân sách khác cho cùng nội dung."
        ),
        (
            "3. Bên B báo cáo tiến độ và kết quả; nộp trả kinh phí không sử dụng hoặc sử dụng không "
            "đúng mục đích."
        ),
        (
            "4. Hợp đồng có hiệu lực kể từ ngày ký; được lập thành 04 bản có giá trị như nhau, mỗi "
            "bên giữ 02 bản./."
        ),
    ):
        body(document, text)
