"""SimpleEventQuery: the parameters of the standard as criteria; what is unknown is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from nscl_shared.kernel import DomainError
from nscl_traceability.domain.epcis import terms
from nscl_traceability.domain.epcis.formats import is_time, moment
from nscl_traceability.domain.epcis.identifiers import node
from nscl_traceability.domain.epcis.query_facts import FactAsked, fact_asked
from nscl_traceability.domain.epcis.query_master_data import (
    AttributeAsked,
    NoAttribute,
    attribute_asked,
)
from nscl_traceability.domain.epcis.vocabulary import bare

PER_PAGE = 30
MOST_PER_PAGE = 1_000
MOST_VALUES = 100


class QueryParameter(DomainError):
    """A parameter is unknown, or its value cannot be used."""

    status = 400


@dataclass(frozen=True)
class Criteria:
    """What is asked for; each group of terms must be met by one of them.

    ``times``: (field, ``$gte`` or ``$lt``, moment); ``amounts``: (comparison, number).
    ``ids``: event ids, given or assigned; ``attributes``: of master data, which the
    repository knows.
    """

    indexed: tuple[tuple[str, ...], ...] = ()
    said: tuple[tuple[str, ...], ...] = ()
    ids: tuple[str, ...] = ()
    times: tuple[tuple[str, str, datetime], ...] = ()
    amounts: tuple[tuple[str, float], ...] = ()
    facts: tuple[FactAsked, ...] = ()
    attributes: tuple[AttributeAsked, ...] = ()
    order_by: str = "event_time"
    ascending: bool = False
    per_page: int = PER_PAGE
    limit: int | None = None
    most: int | None = None


@dataclass
class _Reading:
    """Criteria while they are gathered."""

    indexed: list[tuple[str, ...]] = field(default_factory=list)
    said: list[tuple[str, ...]] = field(default_factory=list)
    ids: tuple[str, ...] = ()
    times: list[tuple[str, str, datetime]] = field(default_factory=list)
    amounts: list[tuple[str, float]] = field(default_factory=list)
    facts: list[FactAsked] = field(default_factory=list)
    attributes: list[AttributeAsked] = field(default_factory=list)
    other: dict[str, Any] = field(default_factory=dict)


Take = Callable[[_Reading, str, Sequence[str]], None]


def read_query(given: Mapping[str, Sequence[str]]) -> Criteria:
    """Return the criteria that parameters state.

    Raises:
        QueryParameter: one is not of the standard, or its value is not what it takes.
    """
    reading = _Reading()
    for name, values in given.items():
        _taker(name)(reading, name, [part for value in values for part in str(value).split("|")])
    found = Criteria(
        tuple(reading.indexed),
        tuple(reading.said),
        reading.ids,
        tuple(reading.times),
        tuple(reading.amounts),
        tuple(reading.facts),
        tuple(reading.attributes),
    )
    found = replace(found, **reading.other)
    if found.limit is not None and found.most is not None:
        raise QueryParameter("epcis-query-excludes", name="eventCountLimit", other="maxEventCount")
    if found.limit is not None and "orderBy" not in given:
        raise QueryParameter("epcis-query-needs", name="eventCountLimit", other="orderBy")
    return found


def _taker(name: str) -> Take:
    taker = _PARAMETERS.get(name)
    if taker is not None:
        return taker
    for prefix, make in _FAMILIES.items():
        if name.startswith(prefix) and len(name) > len(prefix):
            return make(name.removeprefix(prefix))
    return _fact


def _fact(reading: _Reading, name: str, values: Sequence[str]) -> None:
    try:
        attribute = attribute_asked(name, _checked(name, values))
        asked = None if attribute else fact_asked(name, values)
    except NoAttribute as error:
        raise QueryParameter("epcis-query-attribute", field=name, name=name) from error
    except ValueError as error:
        raise QueryParameter("epcis-query-value", field=name, name=name) from error
    if attribute:
        reading.attributes.append(attribute)
        return
    if asked is None:
        raise QueryParameter("epcis-query-unknown", field=name, name=name)
    if asked.comparison and (not asked.values or asked.comparison != "$in"):
        _single(name, values)
    if asked.comparison and not asked.values:
        raise QueryParameter("epcis-query-value", field=name, name=name)
    reading.facts.append(asked)


def _checked(name: str, values: Sequence[str]) -> Sequence[str]:
    if not all(values) or not values:
        raise QueryParameter("epcis-query-empty", field=name, name=name)
    if len(values) > MOST_VALUES:
        raise QueryParameter("epcis-query-values", field=name, name=name, most=MOST_VALUES)
    return values


def _single(name: str, values: Sequence[str]) -> str:
    if len(_checked(name, values)) > 1:
        raise QueryParameter("epcis-query-single", field=name, name=name)
    return values[0]


def _said(kind: str, spell: Callable[[str], str] = str) -> Take:
    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        reading.said.append(tuple(f"{kind}:{spell(v)}" for v in _checked(name, values)))

    return take


def _word(kind: str, of: str) -> Take:
    return _said(kind, lambda value: bare(of, value))


def _indexed(kind: str, spell: Callable[[str], str] = str) -> Take:
    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        reading.indexed.append(tuple(f"{kind}:{spell(v)}" for v in _checked(name, values)))

    return take


def _match(*roles: str) -> Take:
    """Match what is named in one of these roles; patterns of whole classes match the class."""

    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        names = [_matchable(name, value) for value in _checked(name, values)]
        reading.indexed.append(tuple(f"{role}:{each}" for role in roles for each in names))

    return take


def _matchable(name: str, value: str) -> str:
    if value.startswith("urn:epc:idpat:") and not name.endswith("Class"):
        raise QueryParameter("epcis-query-pattern", field=name, name=name, value=value)
    found = node(value)
    if "*" in found:
        raise QueryParameter("epcis-query-pattern", field=name, name=name, value=value)
    return found


def _place(kind: str, *, within: bool) -> Take:
    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        places = [node(value) for value in _checked(name, values)]
        kinds = (kind, f"{kind}.in") if within else (kind,)
        reading.said.append(tuple(f"{each}:{place}" for each in kinds for place in places))
        if not within:
            reading.indexed.append(tuple(f"at:{place}" for place in places))

    return take


def _time(column: str, comparison: str) -> Take:
    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        value = _single(name, values).replace(" ", "+")  # a plus sign that was not escaped
        if not is_time(value):
            raise QueryParameter("epcis-query-time", field=name, name=name, value=value)
        reading.times.append((column, comparison, moment(value)))

    return take


def _amount(comparison: str) -> Take:
    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        value = _single(name, values)
        if re.fullmatch(r"[+-]?\d{1,30}(\.\d{1,30})?", value, re.ASCII) is None:
            raise QueryParameter("epcis-query-number", field=name, name=name, value=value)
        reading.amounts.append((comparison, float(value)))

    return take


def _ids(reading: _Reading, name: str, values: Sequence[str]) -> None:
    reading.ids = tuple(_checked(name, values))


def _declared(reading: _Reading, name: str, values: Sequence[str]) -> None:
    if _one_of(name, values, {"true": True, "false": False}):
        reading.indexed.append(("err:",))


def _one_of(name: str, values: Sequence[str], choices: Mapping[str, Any]) -> Any:
    value = _single(name, values)
    if value not in choices:
        raise QueryParameter(
            "epcis-query-choice", field=name, name=name, choices=", ".join(choices)
        )
    return choices[value]


def _choice(into: str, choices: Mapping[str, Any]) -> Take:
    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        reading.other[into] = _one_of(name, values, choices)

    return take


def _count(into: str, most: int) -> Take:
    def take(reading: _Reading, name: str, values: Sequence[str]) -> None:
        value = _single(name, values)
        if re.fullmatch(r"[1-9]\d{0,8}", value, re.ASCII) is None:
            raise QueryParameter("epcis-query-number", field=name, name=name, value=value)
        reading.other[into] = min(int(value), most)

    return take


_PARAMETERS: Mapping[str, Take] = {
    "eventType": _said("eventType"),
    "EQ_action": _said("action"),
    "EQ_bizStep": _word("bizStep", "bizStep"),
    "EQ_disposition": _word("disposition", "disposition"),
    "EQ_persistentDisposition_set": _word("persistent.set", "disposition"),
    "EQ_persistentDisposition_unset": _word("persistent.unset", "disposition"),
    "EQ_readPoint": _place("readPoint", within=False),
    "WD_readPoint": _place("readPoint", within=True),
    "EQ_bizLocation": _place("bizLocation", within=False),
    "WD_bizLocation": _place("bizLocation", within=True),
    "EQ_transformationID": _indexed("tx"),
    "MATCH_epc": _match("e"),
    "MATCH_parentID": _match("p"),
    "MATCH_inputEPC": _match("i"),
    "MATCH_outputEPC": _match("o"),
    "MATCH_anyEPC": _match("e", "p", "i", "o"),
    "MATCH_epcClass": _match("ec"),
    "MATCH_inputEPCClass": _match("ic"),
    "MATCH_outputEPCClass": _match("oc"),
    "MATCH_anyEPCClass": _match("ec", "ic", "oc"),
    "EQ_eventID": _ids,
    "EXISTS_errorDeclaration": _declared,
    "EQ_errorReason": _word("reason", "reason"),
    "EQ_correctiveEventID": _indexed("fix"),
    "perPage": _count("per_page", MOST_PER_PAGE),
    "eventCountLimit": _count("limit", 10**9),
    "maxEventCount": _count("most", 10**9),
    "orderBy": _choice("order_by", {"eventTime": "event_time", "recordTime": "record_time"}),
    "orderDirection": _choice("ascending", {"ASC": True, "DESC": False}),
    **{
        f"{sign}_{name}": _time(column, comparison)
        for name, column in (
            ("eventTime", "event_time"),
            ("recordTime", "record_time"),
            ("errorDeclarationTime", "declared_at"),
        )
        for sign, comparison in (("GE", "$gte"), ("LT", "$lt"))
    },
    **{
        f"{sign}_quantity": _amount(comparison)
        for sign, comparison in (
            ("EQ", "$eq"), ("GT", "$gt"), ("GE", "$gte"), ("LT", "$lt"), ("LE", "$lte"),
        )
    },
    **{
        f"EQ_{name}": _word(f"sensor.{name}", "measurement") if name == "type" else _said(f"sensor.{name}")
        for name in terms.SENSOR_FIELDS
    },
}  # fmt: skip
_FAMILIES: Mapping[str, Callable[[str], Take]] = {
    "EQ_bizTransaction_": lambda kind: _indexed(f"bt.{bare('bizTransaction', kind)}"),
    "EQ_source_": lambda kind: _said(f"source.{bare('party', kind)}", node),
    "EQ_destination_": lambda kind: _said(f"destination.{bare('party', kind)}", node),
}
