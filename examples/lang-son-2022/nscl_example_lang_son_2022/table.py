"""The report beside the published figures, as a table for people (in Vietnamese)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.table import Table

from nscl_example_lang_son_2022.published import Line, Path, lines, load_published

LABELS = {
    "projects": "Dự án",
    "distinct_beneficiaries": "Đơn vị được hỗ trợ (không tính trùng)",
    "participations": "Lượt tham gia",
    "products": "Sản phẩm",
    "product_supports": "Lượt hỗ trợ sản phẩm",
    "certificates_granted": "Giấy chứng nhận đã cấp",
    "firms_with_certificate": "Đơn vị được cấp chứng nhận",
    "traceability_products": "Sản phẩm truy xuất nguồn gốc",
    "DN": "Doanh nghiệp",
    "HTX": "Hợp tác xã",
    "certification_hop_chuan_hop_quy": "Chứng nhận hợp chuẩn, hợp quy",
    "self_declaration_hop_chuan": "Công bố hợp chuẩn tự đánh giá",
    "company_standard_tccs": "Tiêu chuẩn cơ sở (TCCS)",
}
HEADINGS = {"totals": "Toàn chương trình", "activities": "Tập huấn"}
TITLE = "Kết quả chương trình năng suất chất lượng năm {year}"
AGREES, DIFFERS = "[green]✓[/]", "[bold red]✗[/]"

Row = tuple[str, str, str, str]


def report_table(report: Mapping[str, Any], published: Mapping[str, Any] | None = None) -> Table:
    """Return the figures of ``report`` beside the published ones.

    ``published`` defaults to the figures that come with this package. What was
    not published has no mark.
    """
    table = Table("Chỉ tiêu", title=TITLE.format(year=report["year"]))
    for header in ("Đã công bố", "Hệ thống tính"):
        table.add_column(header, justify="right")
    table.add_column("", justify="center")
    for heading, rows in _grouped(report, published or load_published()).items():
        table.add_section()
        table.add_row(f"[bold]{heading}[/]")
        for row in rows:
            table.add_row(*row)
    return table


def _grouped(report: Mapping[str, Any], published: Mapping[str, Any]) -> dict[str, list[Row]]:
    topics = {project["id"]: project["topic"] for project in report["projects"]}
    groups: dict[str, list[Row]] = {}
    for line in lines(report, published):
        if line.path[0] in {*HEADINGS, "projects"} and isinstance(_value(line), int):
            groups.setdefault(_heading(line.path, topics), []).append(_row(line))
    return groups


def _value(line: Line) -> object:
    return line.published if line.reported is None else line.reported


def _heading(path: Path, topics: Mapping[str, str]) -> str:
    if path[0] != "projects":
        return HEADINGS[path[0]]
    return f"{path[1]} – {topics.get(path[1], '')}"


def _row(line: Line) -> Row:
    name = line.path[1] if line.path[0] == "activities" else line.path[-1]
    mark = "" if line.published is None else AGREES if line.agrees else DIFFERS
    return f"  {LABELS.get(name, name)}", _shown(line.published), _shown(line.reported), mark


def _shown(figure: object) -> str:
    return "–" if figure is None else str(figure)
