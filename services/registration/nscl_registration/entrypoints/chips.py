"""Which filters are active, each with the address that is without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nscl_shared.web import Request
from nscl_shared.web.urls import with_query

Choices = Iterable[tuple[str, str]]


def chips(request: Request, **words: str | None) -> list[tuple[str, str]]:
    """Return words and address of each filter that has words; it is named as its parameter."""
    return [
        (text, with_query(request, **{name: None, "cursor": None}))
        for name, text in words.items()
        if text
    ]


def quoted(query: Mapping[str, Any]) -> str | None:
    """Return what was searched for."""
    return f"“{query['q']}”" if query.get("q") else None


def chosen(choices: Choices, code: object) -> str | None:
    """Return the words of the choice that was made, the code where there are none."""
    if code in (None, ""):
        return None
    return dict(choices).get(str(code), str(code))
