"""The form of a unit: its lines, its pickers, and what two editors wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from nscl_registration.domain.firm_facts import FirmFacts, FirmInput, described
from nscl_registration.domain.firm_parts import Contact
from nscl_registration.entrypoints import firm_labels, labels
from nscl_registration.entrypoints.firm_bodies import FirmForm, firm_input
from nscl_registration.entrypoints.http_units import communes, told
from nscl_shared import units
from nscl_shared.kernel.clock import today
from nscl_shared.web import Request
from nscl_shared.web.forms import FormState, form_values, load

SPARE = {"contacts": 1, "products": 3, "production": 1, "systems": 1}
LINE = re.compile(r"(\w+)\.(\d+)\.")
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "registration": ("registration_number", "registration_issued_on", "registration_issuer"),
    "representative": ("representative_name", "representative_position"),
    "head_office": ("address", "commune_code", "commune_code_q", "address_on"),
}
ONE_TEXT = ("name", "short_name", "sector", "employees")


def finds(request: Request) -> bool:
    """Tell whether a form was sent to look for communes or for more lines, not to be kept."""
    if "find" not in request.fields:
        return False
    request.form_state = FormState(values=form_values(request.fields))
    return True


def form_context(request: Request) -> dict[str, Any]:
    """Return what the form's template needs besides its values."""
    values = request.form_state.values
    places = [
        "commune_code",
        *(f"production.{n}.unit_code" for n in range(_rows(values, "production"))),
    ]
    return {
        "labels": labels,
        "org_types": labels.choices(labels.ORG_TYPES),
        "bands": labels.choices(firm_labels.REVENUE_BANDS),
        "sectors": firm_labels.sectors(values.get("sector")),
        "rows": {name: _rows(values, name) for name in SPARE},
        "communes": {name: _choices(values, name) for name in places},
        "today": today(),
    }


def form_values_of(facts: FirmFacts) -> dict[str, str]:
    """Return an entry as the form's flat fields."""
    flat = {name: getattr(facts, name) for name in ONE_TEXT}
    registration, person = facts.registration, facts.representative
    flat |= {
        "org_type": facts.org_type.value,
        "tax_code": facts.tax_code.written if facts.tax_code else None,
        "registration_number": registration.number if registration else None,
        "registration_issued_on": registration.issued_on if registration else None,
        "registration_issuer": registration.issuer if registration else None,
        "representative_name": person.name if person else None,
        "representative_position": person.position if person else None,
        "address": facts.head_office.detail,
        "commune_code": facts.head_office.unit_code,
        "address_on": facts.head_office.on,
        "revenue_band": facts.revenue_band.value if facts.revenue_band else None,
    }
    for name, parts in _lines_of(facts):
        flat |= {f"{name}.{n}.{key}": value for n, part in enumerate(parts) for key, value in part}
    return {name: _text(value) for name, value in flat.items() if value not in (None, "")}


def differences(
    facts: FirmFacts, version: int, sent: MultiDict[str, str], history: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return the groups in which the entry and what was typed differ, both as text.

    ``theirs`` tells that somebody else changed the group since the editor saw it.
    """
    given = load(FirmForm(), sent)
    seen = given.pop("version")
    mine = described(FirmFacts.of(FirmInput(**firm_input(given)), today=today(), before=facts))
    others = {
        one["name"]
        for line in history
        if seen < line["version"] <= version
        for one in line["fields"]
    }
    now = described(facts)
    return [
        {"name": name, "now": now[name], "mine": mine[name], "theirs": name in others}
        for name in now
        if now[name] != mine[name]
    ]


def settled(sent: MultiDict[str, str], facts: FirmFacts) -> MultiDict[str, str]:
    """Return what was typed, with the groups of the entry that the editor chose to keep."""
    kept = {name.removeprefix("take.") for name, value in sent.items() if value == "now"}
    current = form_values_of(facts)
    mixed = [(n, v) for n, v in sent.items(multi=True) if group_of(n) not in kept]
    return MultiDict([*mixed, *((n, v) for n, v in current.items() if group_of(n) in kept)])


def group_of(field: str) -> str:
    """Return the group of facts that a field of the form belongs to."""
    line = LINE.match(field)
    if line:
        return line[1]
    return next((group for group, names in FIELDS_OF.items() if field in names), field)


def _lines_of(facts: FirmFacts) -> Iterator[tuple[str, list[list[tuple[str, Any]]]]]:
    yield "contacts", [_contact(one) for one in facts.contacts if one.erased_on is None]
    yield "products", [list(vars(one).items()) for one in facts.products]
    yield "production", [list(vars(one).items()) for one in facts.production]
    yield "systems", [list(vars(one).items()) for one in facts.systems]


def _contact(contact: Contact) -> list[tuple[str, Any]]:
    """Return a contact's fields; the consent it gave is shown beside them, never ticked."""
    names = ("contact_id", "name", "position", "email", "phone")
    fields = [(name, getattr(contact, name)) for name in names]
    if contact.consent:
        known = f"{contact.consent.given_on:%d/%m/%Y}: {contact.consent.purpose}"
        fields.append(("consent_known", known))
    return fields


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _rows(values: Mapping[str, Any], name: str) -> int:
    used = [
        int(found[2])
        for key, value in values.items()
        if value and (found := LINE.match(key)) and found[1] == name
    ]
    return max(used, default=-1) + 1 + SPARE[name]


def _choices(values: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    day_field = "address_on" if name == "commune_code" else name.replace("unit_code", "on")
    day = _day(str(values.get(day_field) or ""))
    found = communes(str(values.get(f"{name}_q") or ""), day)
    chosen = str(values.get(name) or "")
    if chosen and units.unit_on(chosen, day) and all(one["code"] != chosen for one in found):
        found.insert(0, told(chosen, day))
    return [(one["code"], one["written"]) for one in found]


def _day(text: str) -> date:
    vietnamese = DAY.fullmatch(text.strip())
    iso = f"{vietnamese[3]}-{vietnamese[2]:0>2}-{vietnamese[1]:0>2}" if vietnamese else text.strip()
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return today()
