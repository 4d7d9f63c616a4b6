"""The report of a recall (.docx): a draft for the office to number, date and sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from nscl_shared import formats
from nscl_shared.documents.layout import (
    CENTER,
    LEFT,
    RIGHT,
    body,
    heading,
    new_document,
    paragraph,
    table,
)
from nscl_shared.documents.letterhead import OPEN, add_foot, add_head
from nscl_shared.documents.words import words_of
from nscl_shared.kernel.clock import VIETNAM

_ = words_of("nscl_traceability")


def recall_paper(
    recall: Mapping[str, Any], agency: Mapping[str, str], words: Mapping[str, str]
) -> bytes:
    """Return the report; ``words`` are the Vietnamese words of risks, states and steps."""
    document = new_document()
    document.core_properties.title = recall["number"]
    document.core_properties.author = agency["name"]
    add_head(document, agency, _("No.: …/{agency}", agency=agency["short"]))
    paragraph(document, _("REPORT"), align=CENTER, size=14, bold=True, before=14)
    about = _(
        "on the recall {number} of the lot {lot}", number=recall["number"], lot=recall["lot_number"]
    )
    paragraph(document, about, align=CENTER, bold=True, after=8)
    _facts(document, recall, words)
    _lots(document, recall)
    _firms(document, recall)
    _steps(document, recall, words)
    add_foot(document, [_("- Archive: VT, {unit}.", unit=OPEN)])
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _facts(document: Any, recall: Mapping[str, Any], words: Mapping[str, str]) -> None:
    heading(document, _("1. The recall"))
    body(
        document,
        _(
            "Product: {name} (GTIN {gtin}), lot {lot}, of {firm}.",
            name=recall["name"],
            gtin=recall["first"]["gtin"],
            lot=recall["lot_number"],
            firm=recall["firm_name"],
        ),
    )
    body(
        document,
        _("Reason: {reason}. Risk: {risk}.", reason=recall["reason"], risk=words[recall["risk"]]),
    )
    body(document, _("Instruction to consumers: {text}", text=recall["instruction"]))
    opened = recall["opened_on"]
    if opened:
        body(
            document,
            _("Opened on {day}. State: {state}.", day=opened, state=words[recall["state"]]),
        )


def _lots(document: Any, recall: Mapping[str, Any]) -> None:
    heading(
        document,
        _(
            "2. Lots recalled: {lots:number}; stamps: {stamps:number}",
            lots=recall["lot_count"],
            stamps=recall["stamp_count"],
        ),
    )
    rows = [
        [str(place), lot["name"], lot["number"], lot["firm_name"]]
        for place, lot in enumerate(recall["lots"], 1)
    ]
    header = [_("No."), _("Product"), _("Lot"), _("Producer")]
    table(document, header, rows, widths=(1.2, 6, 3.8, 5.5), aligns=(CENTER, LEFT, LEFT, LEFT))
    if recall["outside"]:
        body(
            document,
            _("Beyond the register: {n:number} lots or packages.", n=len(recall["outside"])),
        )
    if recall["cut"]:
        body(document, _("The search was cut at its limit: there may be more lots."))


def _firms(document: Any, recall: Mapping[str, Any]) -> None:
    heading(
        document,
        _(
            "3. Answers of the firms: {answered:number} of {firms:number}",
            answered=recall["answered"],
            firms=recall["firm_count"],
        ),
    )
    header = [_("Firm"), _("Stock found"), _("Returned"), _("Destroyed"), _("Unit"), _("Note")]
    totals = recall["totals"]
    last = _sum(totals[0]) if len(totals) == 1 else None
    rows = [_firm(firm) for firm in recall["firms"]]
    aligns = (LEFT, RIGHT, RIGHT, RIGHT, LEFT, LEFT)
    table(document, header, rows, widths=(5, 2.2, 2.2, 2.2, 1.9, 3), aligns=aligns, total=last)


def _firm(firm: Mapping[str, Any]) -> Sequence[str]:
    answer = firm["answer"]
    if answer is None:
        return [firm["name"], "", "", "", "", _("No answer yet")]
    figures = [_number(answer[name]) for name in ("stock", "returned", "destroyed")]
    return [firm["name"], *figures, answer["unit"], answer["note"]]


def _sum(line: Mapping[str, Any]) -> Sequence[str]:
    figures = [_number(line[name]) for name in ("stock", "returned", "destroyed")]
    return [_("Sum"), *figures, line["unit"], ""]


def _steps(document: Any, recall: Mapping[str, Any], words: Mapping[str, str]) -> None:
    if not recall["steps"]:
        return
    heading(document, _("4. Steps"))
    rows = [
        [
            f"{step['at'].astimezone(VIETNAM):%d/%m/%Y %H:%M}",
            words[step["kind"]],
            step["by"],
            step["note"],
        ]
        for step in recall["steps"]
    ]
    header = [_("When"), _("What"), _("By"), _("Note")]
    table(document, header, rows, widths=(3, 3.5, 4, 6), aligns=(LEFT, LEFT, LEFT, LEFT))


def _number(value: Decimal | None) -> str:
    return "" if value is None else formats.number(value, "vi")
