"""The columns of the workbook that applications are imported from.

Headings are Vietnamese in every workbook; where a message names one it is as it stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from nscl_registration.entrypoints.labels import ITEMS, ORG_TYPES, choices
from nscl_registration.entrypoints.labels_form import WAYS
from nscl_shared.i18n import N_, _, use_language
from nscl_shared.kernel import search_key

LANGUAGE = "vi"
SEPARATOR = " · "
ITEM_COLUMNS = ("item_1", "item_2", "item_3")
Choices = Callable[[], list[tuple[str, str]]]

YES_NO: Mapping[str, str] = {"true": N_("Yes"), "false": N_("No")}
STATES: Mapping[str, str] = {"true": N_("Handed in"), "false": N_("Draft")}


@dataclass(frozen=True)
class Column:
    """A column: its heading, width in characters, what the instructions say, its choices."""

    title: str
    width: int
    hint: str
    needed: bool = False
    choices: Choices | None = None
    kind: str = "text"


def _kinds() -> list[tuple[str, str]]:
    return [(code, f"{code}{SEPARATOR}{words}") for code, words in choices(ORG_TYPES)]


def _items() -> list[tuple[str, str]]:
    return choices(ITEMS, with_code=True)


def _plain(labels: Mapping[str, str]) -> Choices:
    return lambda: choices(labels)


_ITEM = N_("Choose one of the list. One row holds all wishes of a unit, each in its own column.")

COLUMNS: Mapping[str, Column] = {
    "row_code": Column(
        N_("Row code"),
        14,
        N_(
            "Not necessary: a number of your own, such as that in your register of letters. A row "
            "is recognised by it when the workbook is sent again; without it by its unit."
        ),
    ),
    "tax_code": Column(
        N_("Tax code"),
        16,
        N_(
            "10 digits, 13 for a branch; a household may give the 12-digit personal number of its "
            "owner. Leave it empty only where the unit has none: then name and commune tell it."
        ),
    ),
    "name": Column(N_("Legal name"), 42, N_("As on the registration certificate."), needed=True),
    "org_type": Column(N_("Kind"), 22, N_("Choose one of the list."), needed=True, choices=_kinds),
    "address": Column(N_("Address"), 34, N_("House number, street, hamlet, without the commune.")),
    "commune": Column(
        N_("Commune or ward"),
        24,
        N_("Its name of today in this province, or its 5-digit code."),
    ),
    "contact_name": Column(
        N_("Contact person"), 24, N_("Personal data: only what is needed for this application.")
    ),
    "contact_phone": Column(N_("Telephone"), 16, N_("With its leading zero.")),
    "contact_email": Column(N_("E-mail"), 26, N_("Where letters about the application go.")),
    "sector": Column(N_("Sector (VSIC)"), 12, N_("A section A to U, or 2 to 5 digits.")),
    "employees": Column(N_("Employees"), 12, N_("A whole number."), kind="number"),
    **{name: Column(N_("Support item {n}"), 34, _ITEM, choices=_items) for name in ITEM_COLUMNS},
    "product": Column(
        N_("Product"), 30, N_("The product that the support is for; it is added to the unit's.")
    ),
    "system": Column(
        N_("Standard or tool"), 24, N_("Such as TCVN 11892-1:2017, ISO 9001:2015, 5S.")
    ),
    "cost": Column(N_("Estimated cost (đồng)"), 18, N_("A whole number of đồng."), kind="number"),
    "own": Column(
        N_("Own money (đồng)"), 18, N_("A whole number, not more than the cost."), kind="number"
    ),
    "starts_on": Column(N_("Begins on"), 14, N_("Day/month/year."), kind="date"),
    "ends_on": Column(N_("Ends on"), 14, N_("Day/month/year."), kind="date"),
    "received_on": Column(
        N_("Received on"),
        14,
        N_("The day the form came in: it decides whether it is late."),
        kind="date",
    ),
    "received_via": Column(
        N_("Received via"), 16, N_("Choose one of the list; empty: on paper."), choices=_plain(WAYS)
    ),
    "commitment": Column(
        N_("Commitment"),
        14,
        N_("Yes only if the unit signed that no other budget pays for the same."),
        choices=_plain(YES_NO),
    ),
    "handed_in": Column(
        N_("State of the form"),
        16,
        N_("Handed in: item, cost and commitment are needed. Draft, or empty: can be incomplete."),
        choices=_plain(STATES),
    ),
}
EXPECTED = ("tax_code", "name", "org_type", "commune", "item_1", "cost", "commitment", "handed_in")
"""Columns without which a sheet is not taken for the template's."""

NOTE = N_("What to mend")


@cache
def headings() -> Mapping[str, str]:
    """Return the heading of every column as the workbook has it."""
    with use_language(LANGUAGE):
        return {name: _numbered(name, column.title) for name, column in COLUMNS.items()}


def _numbered(name: str, title: str) -> str:
    return _(title, n=name[-1]) if name in ITEM_COLUMNS else _(title)


@cache
def written_choices(name: str) -> tuple[str, ...]:
    """Return what can be chosen in a column, as the workbook has it."""
    offered = COLUMNS[name].choices
    with use_language(LANGUAGE):
        return tuple(words for _code, words in offered()) if offered else ()


def code_of(name: str, text: str) -> str:
    """Return the code of what was chosen, or the text itself where nothing is like it."""
    return _codes(name).get(search_key(text), text)


@cache
def _codes(name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in ("en", LANGUAGE):
        with use_language(language):
            for code, words in (COLUMNS[name].choices or list)():
                for way in (code, words, words.partition(SEPARATOR)[2]):
                    found[search_key(way)] = code
    return found
