"""What an event says beyond the words of the standard: members of others, master data, measurements.

A fact is named as query parameters name it, without their sign: ``ILMD_ex:lot``,
``INNER_ex:part``, ``value_CEL``, ``startTime``.  Members of others are named twice: with
the prefix of the sender, and with the namespace spelled out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from sys import float_info
from typing import Any

from nscl_traceability.domain.epcis.formats import is_time, moment
from nscl_traceability.domain.epcis.hash_values import Namespaces, full_name
from nscl_traceability.domain.epcis.terms import CLASSES

MEASURES = ("value", "minValue", "maxValue", "meanValue", "sDev", "percValue")
TIMES = ("time", "startTime", "endTime")
MOST_FACTS = 1_000
MOST_TEXT = 500
MOST_DEPTH = 20
_PLACES = ("readPoint", "bizLocation")
_CONTENT = ("#text", "@value")
NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?", re.ASCII)

Value = str | float | datetime | None


@dataclass(frozen=True)
class Fact:
    """One value under its names; None for a member that holds others."""

    names: tuple[str, ...]
    value: Value


def facts(event: Mapping[str, Any], known: Namespaces) -> list[Fact]:
    """Return the facts of an event, each once, ``MOST_FACTS`` at most."""
    found = dict.fromkeys(
        fact
        for reader in (_own, _measured, _amounts)
        for fact in reader(event, known)  # in the order of their use
    )
    return list(found)[:MOST_FACTS]


def readings(value: Any) -> Iterator[Value]:
    """Yield a plain value in each way it can be asked for: as text, number, time."""
    if isinstance(value, bool):
        yield str(value).lower()
    elif isinstance(value, int | float):
        if abs(value) <= float_info.max:
            yield float(value)
    elif isinstance(value, str):
        yield value[:MOST_TEXT]
        if NUMBER.fullmatch(value):
            yield float(value)
        elif is_time(value):
            yield moment(value)


def _own(event: Mapping[str, Any], known: Namespaces) -> Iterator[Fact]:
    """Yield the members of others, wherever the standard lets them be."""
    scopes: list[tuple[str, Any]] = [
        ("", event),
        ("ILMD_", event.get("ilmd")),
        ("ERROR_DECLARATION_", event.get("errorDeclaration")),
        *((f"{name}_", event.get(name)) for name in _PLACES),
    ]
    for element in event.get("sensorElementList", ()):
        scopes += [("SENSORELEMENT_", element), ("SENSORMETADATA_", element.get("sensorMetadata"))]
        scopes += [("SENSORREPORT_", report) for report in element["sensorReport"]]
    for scope, holder in scopes:
        for name, value in _members(holder):
            yield from _named(scope, name, value, known)


def _members(holder: Any) -> Iterable[tuple[str, Any]]:
    if not isinstance(holder, Mapping):
        return ()
    return [(n, v) for n, v in holder.items() if ":" in n and not n.startswith("@")]


def _named(scope: str, name: str, value: Any, known: Namespaces, depth: int = 0) -> Iterator[Fact]:
    for single in value if isinstance(value, list) else [value]:
        names = _names(scope, name, known)
        if isinstance(single, Mapping):
            yield Fact(names, None)
            for content in _CONTENT:
                yield from (Fact(names, each) for each in readings(single.get(content)))
            if depth < MOST_DEPTH:
                yield from _inner(scope, single, known, depth + 1)
        else:
            yield from (Fact(names, each) for each in readings(single))


def _inner(scope: str, holder: Mapping[str, Any], known: Namespaces, depth: int) -> Iterator[Fact]:
    inner = scope if scope.startswith("INNER_") else f"INNER_{scope}"
    for name, value in _members(holder):
        yield from _named(inner, name, value, known, depth)


def _names(scope: str, name: str, known: Namespaces) -> tuple[str, ...]:
    return tuple(dict.fromkeys((f"{scope}{name}", f"{scope}{spelled_out(name, known)}")))


def spelled_out(name: str, known: Namespaces) -> str:
    """Return a member's name with its namespace instead of its prefix."""
    return full_name(name, known).replace("{", "").replace("}", "")


def _measured(event: Mapping[str, Any], _known: Namespaces) -> Iterator[Fact]:
    for element in event.get("sensorElementList", ()):
        yield Fact(("sensorElementList",), None)
        for holder in (element.get("sensorMetadata", {}), *element["sensorReport"]):
            yield from (Fact((name,), moment(holder[name])) for name in TIMES if name in holder)
            if "percRank" in holder:
                yield Fact(("percRank",), float(holder["percRank"]))
            for name in MEASURES:
                if name in holder and "uom" in holder:
                    yield Fact((f"{name}_{holder['uom']}",), float(holder[name]))


def _amounts(event: Mapping[str, Any], _known: Namespaces) -> Iterator[Fact]:
    for member in CLASSES:
        for element in event.get(member, ()):
            if "quantity" in element and "uom" in element:
                yield Fact((f"quantity_{element['uom']}",), float(element["quantity"]))
