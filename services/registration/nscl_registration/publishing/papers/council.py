"""The minutes of the appraisal council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_registration.publishing.papers.content import (
    SUPPORT_HEADER,
    SUPPORT_WIDTHS,
    Paper,
    support_lines,
)
from nscl_registration.publishing.papers.frame import new_paper, ruled, signed
from nscl_registration.publishing.papers.minutes import about_case
from nscl_shared.documents.layout import body, heading

SEATS = {"chair": "Chủ tịch", "secretary": "Thư ký", "member": "Ủy viên"}
RULES = {
    "in-province": "Trụ sở trên địa bàn tỉnh",
    "not-supported-before": "Chưa được hỗ trợ cùng nội dung",
    "in-priority": "Thuộc lĩnh vực ưu tiên",
}
OUTCOMES = {"passed": "Đạt", "failed": "Không đạt", "unknown": "Chưa đủ thông tin"}


def appraisal_minutes(paper: Paper, appraisal: Mapping[str, Any]) -> Any:
    """Return the minutes of the council with checks, scores and result."""
    document = new_paper(
        paper.agency, "BB-HĐTĐ", "BIÊN BẢN HỌP HỘI ĐỒNG THẨM ĐỊNH", about_case(paper)
    )
    heading(document, "I. Thành phần hội đồng")
    rows = [
        [str(place), member["name"], SEATS[member["seat"]], _taking_part(member, appraisal)]
        for place, member in enumerate(appraisal["members"], 1)
    ]
    header = ("STT", "Họ và tên", "Vai trò", "Tham gia")
    ruled(document, header, rows, (1.2, 6.0, 3.0, 6.3))
    heading(document, "II. Nội dung đề nghị hỗ trợ")
    ruled(document, SUPPORT_HEADER, support_lines(paper), SUPPORT_WIDTHS)
    _eligibility(document, appraisal)
    _scores(document, appraisal)
    _result(document, appraisal)
    return signed(document, ("THƯ KÝ", "CHỦ TỊCH HỘI ĐỒNG"))


def _taking_part(member: Mapping[str, Any], appraisal: Mapping[str, Any]) -> str:
    if member["conflict"]:
        return f"Không tham gia do xung đột lợi ích: {member['conflict']}"
    return "Đã chấm điểm" if member["account_id"] in appraisal["scores"] else "Vắng"


def _eligibility(document: Any, appraisal: Mapping[str, Any]) -> None:
    heading(document, "III. Kiểm tra điều kiện")
    rows = [
        [RULES[c["rule"]], OUTCOMES[c["outcome"]], c["source"], c["override"] or ""]
        for c in appraisal["checks"]
    ]
    header = ("Điều kiện", "Kết quả", "Căn cứ", "Lý do chấp nhận")
    ruled(document, header, rows, (4.5, 2.5, 5.0, 4.5))


def _scores(document: Any, appraisal: Mapping[str, Any]) -> None:
    criteria = appraisal["criteria"]
    heading(document, "IV. Kết quả chấm điểm")
    scores = list(appraisal["scores"].values())
    rows = [
        [c["name"], str(c["points"]), _mean([s["points"][c["code"]] for s in scores])]
        for c in criteria["criteria"]
    ]
    total = str(sum(c["points"] for c in criteria["criteria"]))
    last = ["Tổng điểm", total, _mean([sum(s["points"].values()) for s in scores])]
    header = ("Tiêu chí", "Điểm tối đa", "Điểm trung bình")
    ruled(document, header, rows, (9.5, 3.5, 3.5), numeric=(1, 2), total=last)
    basis = f"Bộ tiêu chí {criteria['version']} ({criteria['legal_basis']}); "
    body(document, f"{basis}điểm đạt từ {criteria['pass_points']} trở lên.")


def _mean(values: list[int]) -> str:
    return f"{sum(values) / len(values):.2f}".replace(".", ",") if values else "-"


def _result(document: Any, appraisal: Mapping[str, Any]) -> None:
    voters = [member for member in appraisal["members"] if not member["conflict"]]
    heading(document, "V. Kết luận")
    body(
        document,
        f"Số thành viên được tham gia: {len(voters)}; đã chấm điểm: {len(appraisal['scores'])}; "
        f"tỷ lệ tối thiểu {appraisal['criteria']['quorum']}.",
    )
    ended = appraisal["conclusion"]
    verdict = "đề nghị hỗ trợ" if ended and ended["passed"] else "không đề nghị hỗ trợ"
    points = f"{ended['mean_hundredths'] / 100:.2f}".replace(".", ",") if ended else ""
    text = f"Điểm trung bình {points}: Hội đồng {verdict}./." if ended else "……………………./."
    body(document, text)
