"""What the papers have in common, on the layout of official documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nscl_shared.documents.layout import CENTER, LEFT, RIGHT, new_document, paragraph, table
from nscl_shared.documents.letterhead import OPEN, add_head, add_signatures

DOTS = "……………………"
OPEN_DATE = f"ngày {OPEN} tháng {OPEN} năm {OPEN}"


def new_paper(agency: Mapping[str, str], number_of: str, name: str, about: str) -> Any:
    """Return a document with head and title; ``number_of`` ends its open number."""
    document = new_document()
    document.core_properties.title, document.core_properties.author = name, agency["name"]
    add_head(document, agency, f"Số: {OPEN}/{number_of}")
    paragraph(document, name, align=CENTER, bold=True, before=18)
    paragraph(document, about, align=CENTER, bold=True, after=6)
    return document


def ruled(
    document: Any,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    numeric: Sequence[int] = (),
    total: Sequence[str] | None = None,
) -> None:
    """Add a ruled table; ``widths`` in cm, columns in ``numeric`` to the right."""
    aligns = [RIGHT if column in numeric else LEFT for column in range(len(header))]
    table(document, header, rows, widths=widths, aligns=aligns, total=total)


def signed(document: Any, titles: Sequence[str]) -> Any:
    """Add places to sign, side by side, and return the document."""
    add_signatures(document, titles)
    return document
