"""From the cells of a row to a unit and its application, by the schemas that read forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from marshmallow import ValidationError, fields
from werkzeug.datastructures import MultiDict

from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.form import Form, ReceivedVia
from nscl_registration.domain.import_rows import Fault, NewCase, SheetRow, fault_of, tax_digits
from nscl_registration.entrypoints.bodies_form import FormBody
from nscl_registration.entrypoints.firm_bodies import FirmBody, firm_input
from nscl_registration.entrypoints.import_columns import ITEM_COLUMNS, code_of
from nscl_registration.entrypoints.import_problems import ROW_PROBLEMS
from nscl_registration.entrypoints.problems import PROBLEMS
from nscl_registration.entrypoints.step_commands import form_changes, wishes
from nscl_shared import units
from nscl_shared.i18n import LANGUAGES, N_, _, use_language
from nscl_shared.kernel import DomainError, InvalidInput
from nscl_shared.kernel.clock import today
from nscl_shared.province import current_profile
from nscl_shared.web.forms import load
from nscl_shared.web.validation import field_problems, messages_of

SUGGESTED = 3
UNIT_FIELDS = {
    "name": "name",
    "org_type": "org_type",
    "address": "address",
    "contact_name": "contact_name",
    "contact_phone": "contact_phone",
    "contact_email": "contact_email",
    "sector": "sector",
    "employees": "employees",
    "product": "products.0.name",
}
FORM_FIELDS = {
    "cost": "estimated_cost_vnd",
    "own": "own_vnd",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "received_on": "received_on",
    "received_via": "received_via",
    "commitment": "commitment",
    "handed_in": "handed_in",
}
CHOSEN = ("org_type", "received_via", "commitment", "handed_in")
COLUMN_OF: Mapping[str, str] = {
    **{field: column for column, field in {**UNIT_FIELDS, **FORM_FIELDS}.items()},
    "tax_code": "tax_code",
    "commune_code": "commune",
    "supports": "item_1",
    "project_id": "tax_code",
}


LISTED = frozenset({*CHOSEN, "item_code"})
MISSING = "Missing data for required field."
NOT_LISTED = N_("This is not in the list of the column. Choose one of its list.")
WORDS: Mapping[str, str] = {
    "Not a valid date.": N_("This is not a day. Write it as day/month/year, such as 20/04/2026."),
}


class RowBody(FormBody):
    """The application of a row, and whether it is handed in."""

    handed_in = fields.Boolean(load_default=False)


def case_of_row(cells: Mapping[str, str]) -> NewCase:
    """Return what a row says.

    Raises:
        ValidationError: some cells are not what their columns take, at the fields' names.
        InvalidInput: there is no such commune.
    """
    unit, faults = _loaded(FirmBody(), _unit_values(cells))
    form, more = _loaded(RowBody(), _form_values(cells))
    if faults or more:
        raise ValidationError({**faults, **more})
    commune = _commune(cells.get("commune", ""))
    return NewCase(
        unit=FirmInput(**firm_input({**unit, "commune_code": commune})),
        product=unit["products"][0]["name"] if unit["products"] else None,
        wishes=wishes(form.get("supports", ())),
        cost_vnd=form.get("estimated_cost_vnd", 0),
        form=Form(**{"received_via": ReceivedVia.PAPER, **form_changes(form)}),
        handed_in=form["handed_in"],
    )


def faults_of(row: SheetRow, error: DomainError | ValidationError) -> tuple[Fault, ...]:
    """Return what is wrong with a row, each with its column and its words in both languages."""
    columns = [_column(row.cells, field) for field in _fields(error)]
    words = {language: _told(error, language) for language in LANGUAGES}
    return tuple(
        fault_of(column, {language: texts[place] for language, texts in words.items()})
        for place, column in enumerate(columns)
    )


def _loaded(schema: Any, values: Mapping[str, str]) -> tuple[Any, dict[str, Any]]:
    try:
        return load(schema, MultiDict(values)), {}
    except ValidationError as error:
        return {}, {name: _own(name, told) for name, told in messages_of(error).items()}


def _own(name: str, told: Any) -> Any:
    """Return messages in words for somebody who sits before a spreadsheet."""
    if isinstance(told, Mapping):
        return {key: _own(str(key), inner) for key, inner in told.items()}
    if isinstance(told, str):
        return NOT_LISTED if name in LISTED and told != MISSING else WORDS.get(told, told)
    return [_own(name, one) for one in told]


def _unit_values(cells: Mapping[str, str]) -> dict[str, str]:
    given = {field: _cell(cells, column) for column, field in UNIT_FIELDS.items()}
    return {**given, "tax_code": tax_digits(cells.get("tax_code", ""))}


def _form_values(cells: Mapping[str, str]) -> dict[str, str]:
    given = {field: _cell(cells, column) for column, field in FORM_FIELDS.items()}
    for place, column in enumerate(_filled_items(cells)):
        given[f"supports.{place}.item_code"] = code_of(column, cells[column])
        given[f"supports.{place}.system"] = cells.get("system", "")
    return given


def _cell(cells: Mapping[str, str], column: str) -> str:
    text = cells.get(column, "")
    return code_of(column, text) if text and column in CHOSEN else text


def _filled_items(cells: Mapping[str, str]) -> list[str]:
    return [column for column in ITEM_COLUMNS if cells.get(column)]


def _commune(text: str) -> str | None:
    return _commune_on(text, today().isoformat()) if text else None


@lru_cache(maxsize=4_000)
def _commune_on(text: str, _day: str) -> str:
    if text.isascii() and text.isdecimal():
        return text.zfill(5)
    day, province = today(), current_profile().admin_code
    found = units.find(text, day, within=province, limit=50)
    exact = [one for one in found if text_is(one, text)]
    if len(exact) == 1:
        return exact[0].code
    near = ", ".join(f"{one.full_name} ({one.code})" for one in (exact or found)[:SUGGESTED])
    code = "commune-name-ambiguous" if exact else "commune-name-unknown"
    raise InvalidInput(code, field="commune_code", name=text, near=near or "—")


def text_is(unit: units.Unit, text: str) -> bool:
    """Tell whether a text is the name of a unit, with or without its kind."""
    return units.same_name(text, unit.name) or units.same_name(text, unit.full_name)


def _fields(error: DomainError | ValidationError) -> list[str | None]:
    if isinstance(error, DomainError):
        return [error.field]
    return [problem.field for problem in field_problems(error)]


def _column(cells: Mapping[str, str], field: str | None) -> str | None:
    if field is None:
        return None
    if field.startswith("supports."):
        place, _sep, name = field.removeprefix("supports.").partition(".")
        return "system" if name == "system" else _filled_items(cells)[int(place)]
    return COLUMN_OF.get(field, COLUMN_OF.get(field.partition(".")[0]))


def _told(error: DomainError | ValidationError, language: str) -> list[str]:
    with use_language(language):
        if isinstance(error, ValidationError):
            return [problem.text for problem in field_problems(error)]
        problem = ROW_PROBLEMS.get(error.code) or PROBLEMS[error.code]
        remedy = _(problem.remedy, **error.params) if problem.remedy else ""
        return [f"{_(problem.msg, **error.params)} {remedy}".strip()]
