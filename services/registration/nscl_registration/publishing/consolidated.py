"""The consolidated list of proposals: a draft letter (.docx) and a workbook (.xlsx)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from nscl_shared import formats
from nscl_shared.documents.layout import (
    CENTER,
    LEFT,
    RIGHT,
    body,
    new_document,
    paragraph,
    style,
    table,
)
from nscl_shared.documents.letterhead import OPEN, add_foot, add_head, sentence_case
from nscl_shared.documents.sheet import list_sheet
from nscl_shared.documents.words import words_of

_ = words_of("nscl_registration")

WIDTHS = (1.1, 5.2, 4.0, 4.6, 2.4, 3.4, 3.6)
STATE_SOURCES = ("central_budget", "provincial_budget")


@dataclass(frozen=True, kw_only=True)
class Consolidated:
    """A call with all its proposals and the agency that sends the list."""

    call: Mapping[str, Any]
    proposals: Sequence[Mapping[str, Any]]
    agency: Mapping[str, str]
    province: str

    @property
    def included(self) -> list[Mapping[str, Any]]:
        """Return the proposals that were taken into the list."""
        return [one for one in self.proposals if one["state"] == "included"]


def list_letter(content: Consolidated) -> Any:
    """Return the draft: number, date and signature are open."""
    document = new_document()
    document.core_properties.title = content.call["title"]
    document.core_properties.author = content.agency["name"]
    number = _("No.: …/{agency}", agency=content.agency["short"])
    add_head(document, content.agency, number, about=_("Re: list of proposed tasks"))
    _addressees(document, content.call["recipients"])
    _letter(document, content)
    add_foot(document, _copies(content))
    _annex(document, content)
    return document


def list_workbook(content: Consolidated) -> bytes:
    """Return every proposal, also those left out or withdrawn, with state and reason."""
    header = [
        *_header(),
        _("Number of the proposal"),
        _("Came in on"),
        _("In time"),
        _("Result"),
        _("Reason"),
    ]
    rows = [_full_row(place, one) for place, one in enumerate(content.proposals, 1)]
    widths = (6, 36, 28, 36, 12, 18, 18, 16, 14, 12, 16, 36)
    return list_sheet(content.call["title"], header, rows, widths=widths, name=_("Proposals"))


def _addressees(document: Any, recipients: Sequence[str]) -> None:
    to = paragraph(document, align=CENTER, before=14, after=8)
    first = recipients[0] if len(recipients) == 1 else ""
    style(to.add_run(_("To: {whom}", whom=first)))
    if len(recipients) > 1:
        for place, name in enumerate(recipients, 1):
            end = "." if place == len(recipients) else ";"
            paragraph(document, f"- {name}{end}", align=CENTER)
        paragraph(document, size=6)


def _letter(document: Any, content: Consolidated) -> None:
    call, basis = content.call, content.call["basis"]
    body(
        document,
        _(
            "By document No. {number} of {day} of {issuer} on “{title}”, the department "
            "collected proposals until {deadline}.",
            number=basis["number"],
            day=date.fromisoformat(basis["signed_on"]),
            issuer=basis["issuer"],
            title=call["title"],
            deadline=date.fromisoformat(call["deadline"]),
        ),
    )
    late = sum(one["late"] for one in content.proposals)
    body(
        document,
        _(
            "{all:number} proposals came in, of which {late:number} after the deadline; after "
            "checking and appraisal {included:number} are put forward in the list enclosed.",
            all=len(content.proposals),
            late=late,
            included=len(content.included),
        ),
    )
    body(document, _("The department respectfully submits the list for consideration./."))


def _copies(content: Consolidated) -> list[str]:
    parent = sentence_case(content.agency["parent"], content.province)
    lines = [_("- As above;"), _("- {parent} (to report);", parent=parent)]
    return [*lines, _("- Archive: VT, {unit}.", unit=OPEN)]


def _annex(document: Any, content: Consolidated) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.different_first_page_header_footer = False
    paragraph(document, _("LIST OF PROPOSED TASKS"), align=CENTER, bold=True)
    enclosed = _("(Enclosed with letter No. …/{agency})", agency=content.agency["short"])
    paragraph(document, enclosed, align=CENTER, italic=True, after=6)
    rows = [
        [str(cell) if cell is not None else "" for cell in _row(place, one, _grouped)]
        for place, one in enumerate(content.included, 1)
    ]
    amounts = [_amounts(one) for one in content.included]
    total = ["", _("Sum"), "", "", "", *(_grouped(sum(a[i] for a in amounts)) for i in (0, 1))]
    aligns = (CENTER, LEFT, LEFT, LEFT, CENTER, RIGHT, RIGHT)
    table(document, _header(), rows, widths=WIDTHS, aligns=aligns, total=total)


def _header() -> list[str]:
    return [
        _("No."),
        _("Title of the task"),
        _("Lead unit"),
        _("Expected results"),
        _("Period"),
        _("State budget (đồng)"),
        _("Other sources (đồng)"),
    ]


def _row(place: int, one: Mapping[str, Any], shown: Any) -> list[Any]:
    first, last = one["period_from"], one["period_to"]
    period = str(first) if first == last else f"{first} - {last}"
    state, other = _amounts(one)
    names = (one["title"], one["lead_unit"], one["expected_results"])
    return [place, *names, period, shown(state), shown(other)]


def _full_row(place: int, one: Mapping[str, Any]) -> list[Any]:
    results = {
        "submitted": _("Not decided"),
        "included": _("Put forward"),
        "excluded": _("Left out"),
        "withdrawn": _("Withdrawn"),
    }
    came_in = formats.day(one["submitted_on"], "vi")
    in_time = _("Late") if one["late"] else _("In time")
    reason = one["decision"]["reason"] if one["decision"] else ""
    own = _row(place, one, lambda amount: amount)
    return [*own, one["number"], came_in, in_time, results[one["state"]], reason]


def _amounts(one: Mapping[str, Any]) -> tuple[int, int]:
    state = sum(b["amount_vnd"] for b in one["budget"] if b["source"] in STATE_SOURCES)
    return state, one["total_vnd"] - state


def _grouped(amount: int) -> str:
    return formats.number(amount, "vi")
