"""Make generated input plausible: ids that exist, days of the programme, versions that are near."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from schemathesis import Case

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
VERSIONS = 4


def make_plausible(case: Case[Any], known: Mapping[str, Sequence[str]], pick: int) -> None:
    """Name what exists in path and body, by the name of the placeholder or member."""
    for name in case.path_parameters:
        if name in known:
            case.path_parameters[name] = known[name][pick % len(known[name])]
    if isinstance(case.body, dict | list) and case.media_type == "application/json":
        case.body = _plausible(case.body, known, pick)
    _near(case, pick)


def _plausible(node: Any, known: Mapping[str, Sequence[str]], pick: int) -> Any:
    if isinstance(node, list):
        return [_plausible(inner, known, pick) for inner in node]
    if not isinstance(node, dict):
        return _day(node, pick)
    return {name: _member(name, value, known, pick) for name, value in node.items()}


def _member(name: str, value: Any, known: Mapping[str, Sequence[str]], pick: int) -> Any:
    if isinstance(value, str) and name in known:
        return known[name][pick % len(known[name])]
    return _plausible(value, known, pick)


def _day(value: Any, pick: int) -> Any:
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return f"2022-{1 + pick % 12:02}-{1 + pick % 28:02}"
    return value


def _near(case: Case[Any], pick: int) -> None:
    if "If-Match" not in case.headers:
        return
    if pick % 2:
        case.headers["If-Match"] = f'"{1 + pick % VERSIONS}"'
    elif not _required(case, "If-Match"):
        del case.headers["If-Match"]


def _required(case: Case[Any], name: str) -> bool:
    found = case.operation.headers.get(name)
    return bool(found and found.is_required)
