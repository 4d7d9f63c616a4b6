"""The rows of a form that say what a lot was made of: own lots by their words, others by address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nscl_shared.kernel import InvalidInput
from nscl_shared.web import Request
from nscl_shared.web.forms import FormState, form_values
from nscl_traceability.domain.lot_entry import MOST_INPUTS
from nscl_traceability.queries.own_lots import OFFERED, lots_named, lots_to_offer

SPARE = 3
BEFORE = "inputs."


def rows_of(request: Request, firm_id: str, but: str = "") -> dict[str, Any]:
    """Return what the rows need: how many, the lots on offer, whether there are older ones."""
    offered = lots_to_offer(firm_id, but)
    used = len(_used(request.form_state.values))
    return {
        "count": min(used + SPARE, MOST_INPUTS),
        "used": used,
        "lots": offered[:OFFERED],
        "older": len(offered) > OFFERED,
    }


def move_up(request: Request) -> None:
    """Move what was typed over rows that were left empty: messages count the others only."""
    request.form_state = replace(request.form_state, values=_moved_up(request.form_state.values))


def wants_more(request: Request) -> bool:
    """Whether the button for more rows was used; the form is then shown as it was typed."""
    if "more" not in request.fields:
        return False
    request.form_state = FormState(values=form_values(request.fields))
    return True


def settled(body: Mapping[str, Any], firm_id: str) -> dict[str, Any]:
    """Return the form with the ids of the firm's own lots for their words.

    Raises:
        InvalidInput: ``lot-input-missing`` or ``lot-input-several``.
    """
    rows = [_settled(row, place, firm_id) for place, row in enumerate(body["inputs"])]
    return {**body, "inputs": rows}


def _settled(row: Mapping[str, Any], place: int, firm_id: str) -> Mapping[str, Any]:
    field, words = f"{BEFORE}{place}.lot", row["lot"]
    if not (words or row["name"] or row["supplier"]):
        raise InvalidInput("lot-input-missing", field=field)
    found = lots_named(firm_id, words) if words else []
    if len(found) > 1:
        raise InvalidInput("lot-input-several", field=field, lot=words)
    return {**row, "lot": found[0]} if found else row


def _moved_up(values: Mapping[str, Any]) -> dict[str, Any]:
    places = {was: str(now) for now, was in enumerate(_used(values))}
    moved = {name: value for name, value in values.items() if not name.startswith(BEFORE)}
    for name, value in values.items():
        _inputs, _dot, rest = name.partition(".")
        was, _dot, part = rest.partition(".")
        if name.startswith(BEFORE) and was in places:
            moved[f"{BEFORE}{places[was]}.{part}"] = value
    return moved


def _used(values: Mapping[str, Any]) -> list[str]:
    """Return the numbers of the rows with anything in them, in their order."""
    used = {
        name.split(".")[1]
        for name, value in values.items()
        if name.startswith(BEFORE) and str(value).strip()
    }
    return sorted((one for one in used if one.isdecimal()), key=int)
