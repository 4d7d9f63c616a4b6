"""Parameters that ask for facts: which fact, how it is compared, with what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nscl_traceability.domain.epcis.facts import MEASURES, NUMBER, TIMES, readings, spelled_out
from nscl_traceability.domain.epcis.hash_values import Namespaces
from nscl_traceability.domain.epcis.query_master_data import attribute_spelled_out

SIGNS = {"EQ": "$in", "GT": "$gt", "GE": "$gte", "LT": "$lt", "LE": "$lte", "EXISTS": ""}
_SCOPES = (
    "ILMD", "ERROR_DECLARATION", "SENSORELEMENT", "SENSORMETADATA", "SENSORREPORT", "readPoint",
    "bizLocation",
)  # fmt: skip
_OWN = re.compile(rf"(INNER_)?(({'|'.join(_SCOPES)})_)?[A-Za-z][^\s:_]*:\S+")
_PREFIXED = re.compile(
    rf"((?:{'|'.join(SIGNS)})_(?:INNER_)?(?:(?:{'|'.join(_SCOPES)})_)?)([A-Za-z][^\s:_]*:\S+)"
)
_MEASURED = re.compile(rf"({'|'.join((*MEASURES, 'quantity'))})_[A-Z0-9]{{2,4}}|percRank")
_PRESENT = ("true", "1", "null")


@dataclass(frozen=True)
class FactAsked:
    """A fact and what its value must be; ``comparison`` is empty where it need only be there."""

    name: str
    comparison: str
    values: tuple[Any, ...] = ()


def with_namespace(parameter: str, known: Namespaces) -> str:
    """Return a parameter with the namespace of a member or attribute of others instead of its prefix."""
    if (other := attribute_spelled_out(parameter, known)) != parameter:
        return other
    found = _PREFIXED.fullmatch(parameter)
    return found[1] + spelled_out(found[2], known) if found else parameter


def fact_asked(parameter: str, values: Sequence[str]) -> FactAsked | None:
    """Return what a parameter asks for, None where it is none of these.

    Raises:
        ValueError: its value is not one that can be compared so.
    """
    sign, _, name = parameter.partition("_")
    if sign not in SIGNS or len(name) > 500:  # noqa: PLR2004
        return None
    if sign == "EXISTS":
        return _existing(name, values)
    if _OWN.fullmatch(name):
        return FactAsked(name, SIGNS[sign], _comparable(sign, values))
    if _MEASURED.fullmatch(name):
        return FactAsked(name, SIGNS[sign], tuple(_number(value) for value in values))
    if name in TIMES and sign in ("GE", "LT"):
        return FactAsked(name, SIGNS[sign], (_time(values[0]),))
    return None


def _existing(name: str, values: Sequence[str]) -> FactAsked | None:
    if not _OWN.fullmatch(name) and name != "sensorElementList":
        return None
    if any(value not in _PRESENT for value in values):
        raise ValueError(name)
    return FactAsked(name, "")


def _comparable(sign: str, values: Sequence[str]) -> tuple[Any, ...]:
    """Return the values; texts can be equal, but neither greater nor less."""
    found = [each for value in values for each in readings(_unescaped(value))]
    if sign == "EQ":
        return tuple(found)
    return tuple(each for each in found if not isinstance(each, str))


def _number(value: str) -> float:
    if NUMBER.fullmatch(value) is None:
        raise ValueError(value)
    return float(value)


def _time(value: str) -> Any:
    [*_text, found] = readings(_unescaped(value))
    if isinstance(found, str | float):
        raise ValueError(value)  # noqa: TRY004  # of a type that is given, but not a time
    return found


def _unescaped(value: str) -> str:
    """Return a time with the plus sign that was not escaped, any other text as it is."""
    return (
        value.replace(" ", "+") if re.fullmatch(r"\d{4}-\d\d-\d\dT\S+ \d\d:\d\d", value) else value
    )
