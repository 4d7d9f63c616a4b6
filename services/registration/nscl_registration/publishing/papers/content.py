"""What papers are made of, and how figures are written in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nscl_registration.publishing.papers.numerals import in_words

FEBRUARY = 2


@dataclass(frozen=True)
class Paper:
    """An application with its unit and project, as the queries give them.

    ``items`` are the words of the support items by code; ``advance_percent`` the
    limit of advances.
    """

    application: Mapping[str, Any]
    firm: Mapping[str, Any]
    project: Mapping[str, Any]
    agency: Mapping[str, str]
    items: Mapping[str, str]
    advance_percent: int


def money(amount_vnd: int) -> str:
    """Return an amount in figures.

    >>> money(50_000_000)
    '50.000.000 đồng'
    """
    return f"{amount_vnd:,}".replace(",", ".") + " đồng"


def both(amount_vnd: int) -> str:
    """Return an amount in figures and words."""
    return f"{money(amount_vnd)} (bằng chữ: {in_words(amount_vnd)})"


def day(value: date) -> str:
    """Return a date in words; days below 10 and the first two months with a zero.

    >>> day(date(2022, 2, 5))
    'ngày 05 tháng 02 năm 2022'
    """
    month = f"{value.month:02d}" if value.month <= FEBRUARY else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def support_lines(paper: Paper) -> list[list[str]]:
    """Return the supports as rows: number, item, product, standard or tool."""
    return [
        [
            str(place),
            f"{line['item_code']} - {paper.items[line['item_code']]}",
            line["product_name"] or "",
            line["system"] or "",
        ]
        for place, line in enumerate(paper.application["supports"], 1)
    ]


SUPPORT_HEADER = ("STT", "Nội dung hỗ trợ", "Sản phẩm", "Tiêu chuẩn, công cụ")
SUPPORT_WIDTHS = (1.2, 7.3, 4.0, 4.0)
