"""The table shows what was published beside what the platform reports."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from nscl_example_lang_son_2022 import generate, load_published, with_revoked_certificate
from nscl_example_lang_son_2022.figures import figures
from nscl_example_lang_son_2022.table import report_table


def shown(report):
    out = StringIO()
    Console(file=out, width=140, no_color=True).print(report_table(report))
    return [" ".join(line.replace("│", " ").split()) for line in out.getvalue().splitlines()]


def test_agreeing_figures_are_ticked():
    rows = shown(figures(generate()))
    assert "Đơn vị được hỗ trợ (không tính trùng) 62 62 ✓" in rows
    assert "Chứng nhận hợp chuẩn, hợp quy 44 44 ✓" in rows
    assert not any("✗" in row for row in rows)


def test_figures_that_were_not_published_have_no_mark():
    rows = shown(figures(generate()))
    assert "chưa phân loại – 9" in rows
    assert "Lượt hỗ trợ sản phẩm – 75" in rows


def test_a_difference_is_crossed():
    rows = shown(figures(with_revoked_certificate(generate())))
    assert "Giấy chứng nhận đã cấp 7 6 ✗" in rows


def test_a_project_without_report_is_crossed_in_every_line():
    report = {**figures(generate()), "projects": []}
    rows = shown(report)
    published = len([line for line in load_published()["projects"] if line["id"] == "P2"])
    assert published == 1
    assert rows.count("Doanh nghiệp 3 – ✗") == 3


def test_every_project_is_one_group():
    headings = [row for row in shown(figures(generate())) if row[:2] in {f"P{n}" for n in range(9)}]
    assert [heading[:2] for heading in headings] == ["P1", "P2", "P3", "P4", "P5", "P6"]
