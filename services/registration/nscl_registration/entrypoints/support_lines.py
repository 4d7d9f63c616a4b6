"""The lines of the application form, ``supports.<n>.<field>``, as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nscl_shared.web import Request

PREFIX = "supports."
LINES = 3
MAX_LINES = 40


def close_up(request: Request) -> None:
    """Drop empty lines between filled ones, so that messages stand beside their lines.

    The kit reads a form without its empty lines and numbers errors accordingly.
    """
    state = request.form_state
    others = {n: v for n, v in state.values.items() if not n.startswith(PREFIX)}
    filled = [line for line in _lines(state.values) if any(line.values())]
    typed = {
        f"{PREFIX}{number}.{name}": value
        for number, line in enumerate(filled)
        for name, value in line.items()
    }
    request.form_state = replace(state, values={**others, **typed})


def how_many(request: Request) -> int:
    """Return how many lines the form shows: those asked for, at least those typed."""
    asked = request.args.get("lines", "")
    typed = len(_lines(request.form_state.values))
    return min(max(int(asked) if asked.isdecimal() else LINES, typed), MAX_LINES)


def _lines(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for name, value in values.items():
        number, _, field = name.removeprefix(PREFIX).partition(".")
        if name.startswith(PREFIX) and number.isdecimal():
            found.setdefault(int(number), {})[field] = value
    return [found[number] for number in sorted(found)]
