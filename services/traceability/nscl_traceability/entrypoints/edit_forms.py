"""Forms that change what is there: filled with what holds now, compared with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from nscl_shared.i18n import N_, _
from nscl_shared.web import Request
from nscl_traceability.domain.quantities import plain
from nscl_traceability.entrypoints.labels_trace import DETAILS

FACTS = ("name", "ocop_stars", "project_id", "description")
PLACE = ("unit_code", "detail", "on", "latitude", "longitude")
LOT = ("lot_number", "produced_on", "expires_on", "unit")
INPUT = ("lot", "quantity", "unit", "name", "number", "supplier")

Row = tuple[str, str, str]
LOT_LABELS: Mapping[str, str] = {
    "lot_number": N_("Lot number"),
    "produced_on": N_("Produced on"),
    "expires_on": N_("Expires on"),
    "quantity": N_("Quantity"),
    "unit": N_("Unit"),
}


def product_values(product: Mapping[str, Any]) -> dict[str, str]:
    """Return a product as the form's flat fields."""
    details = dict(product["details"])
    place = details.pop("place") or {}
    details["standards"] = "\n".join(details["standards"])
    flat = {name: product[name] for name in FACTS}
    flat |= {f"details.{name}": value for name, value in details.items()}
    flat |= {f"details.place.{name}": place.get(name) for name in PLACE}
    return _texts(flat)


def lot_values(lot: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, str]:
    """Return a lot as the form's flat fields; ``words`` name the firm's own lots by id."""
    flat = {name: lot[name] for name in LOT}
    flat["quantity"] = _typed(lot["exact_quantity"] or lot["quantity"])
    for place, one in enumerate(lot["inputs"]):
        shown = {name: one.get(name) for name in INPUT}
        shown["quantity"] = _typed(one["quantity"])
        address = one["node"] if one["node"].startswith("01/") else one["lot_id"]
        shown["lot"] = words.get(one["lot_id"], address)
        known = ("lot", "quantity", "unit") if one["lot_id"] else INPUT
        flat |= {f"inputs.{place}.{name}": shown[name] for name in known}
    return _texts(flat)


def filled(request: Request, current: Mapping[str, str], version: int) -> list[Row]:
    """Fill the form with ``current`` unless something was typed; return what differs.

    That is for an editor who was not the only one: label, what holds now, what was typed.
    """
    typed = request.form_state.values
    if not typed:
        request.form_state = replace(request.form_state, values=dict(current))
        return []
    if typed.get("version") == str(version):
        return []
    names = [*current, *(name for name in typed if name not in current)]
    return [
        (_label(name), current.get(name, ""), str(typed.get(name, "")))
        for name in names
        if _known(name) and _same(current.get(name, "")) != _same(str(typed.get(name, "")))
    ]


def _texts(flat: Mapping[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in flat.items() if value not in (None, "")}


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return _typed(plain(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _typed(number: object) -> str:
    """Return a number as people type it: a dot would group."""
    return str(number).replace(".", ",")


def _same(text: str) -> str:
    return " ".join(text.split())


def _known(name: str) -> bool:
    return name not in {"version", "reason", "find", "more"} and not name.endswith("_q")


def _label(name: str) -> str:
    if name.startswith("inputs."):
        return _("Input {n}", n=int(name.split(".")[1]) + 1)
    parts = name.removeprefix("details.").split(".")
    words = {**DETAILS, **LOT_LABELS}
    return _(words[parts[0]]) if parts[0] in words else name
