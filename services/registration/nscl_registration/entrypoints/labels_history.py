"""The words of a case's history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from nscl_registration.entrypoints import labels
from nscl_shared.i18n import _

Row = Mapping[str, Any]


def told(row: Row) -> tuple[str, str]:
    """Return what an entry says, and its tone."""
    return TOLD[row["kind"]](row)


def history(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the entries of a timeline with their words."""
    return [{**row, "label": told(row), "note": _note(row)} for row in rows]


def _note(row: Row) -> str | None:
    found: str | None = row.get("note") or row.get("text") or row.get("reason")
    return found


def _step(row: Row) -> tuple[str, str]:
    label: tuple[str, str] = labels.timeline([row])[0]["label"]
    return label


def _assigned(row: Row) -> tuple[str, str]:
    if row["officer_id"] is None:
        return _("Given back to all officers"), "neutral"
    name = row["officer"]
    return _("Given to {officer}", officer=name), "info"


def _money(row: Row) -> tuple[str, str]:
    words = labels.MOVEMENTS[row["movement"]]
    kind, amount = _(words), row["amount_vnd"]
    return _("{kind}: {amount:money}", kind=kind, amount=amount), "progress"


def _progress(row: Row) -> tuple[str, str]:
    percent = row["percent"]
    return _("{n} % done", n=percent), "progress"


TOLD: Mapping[str, Callable[[Row], tuple[str, str]]] = {
    "step": _step,
    "assigned": _assigned,
    "money": _money,
    "progress": _progress,
}
