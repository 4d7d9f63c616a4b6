"""Small checks that rules are put together from; a check returns no faults or some.

A sound value costs no allocation, so that thousands of events a second can be judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Mapping
from typing import Any

from nscl_traceability.domain.epcis.faults import NONE, Check, Fault, Faults, fault, shown, under
from nscl_traceability.domain.epcis.formats import is_time, is_uri

Mask = re.Pattern[str]


def uri(value: Any) -> Faults:
    """A URI with a scheme."""
    if type(value) is str and is_uri(value):
        return NONE
    return fault("epcis-not-uri", value=shown(value))


def time(value: Any) -> Faults:
    """A date and time with an offset."""
    if type(value) is str and is_time(value):
        return NONE
    return fault("epcis-not-time", value=shown(value))


def text(value: Any) -> Faults:
    """Any text."""
    return NONE if type(value) is str else fault("epcis-not-text", value=shown(value))


def number(value: Any) -> Faults:
    """A number; true and false are none."""
    return NONE if type(value) in (int, float) else fault("epcis-not-number", value=shown(value))


def truth(value: Any) -> Faults:
    """``true`` or ``false``."""
    return NONE if type(value) is bool else fault("epcis-not-truth", value=shown(value))


def anything(_value: Any) -> Faults:
    """Whatever it is."""
    return NONE


def like(mask: Mask, code: str) -> Check:
    """Text of a form."""

    def check(value: Any) -> Faults:
        if type(value) is str and mask.fullmatch(value):
            return NONE
        return fault(code, value=shown(value))

    return check


def one_of(words: Container[str], code: str = "epcis-not-one-of", **params: Any) -> Check:
    """One of these words."""

    def check(value: Any) -> Faults:
        if type(value) is str and value in words:
            return NONE
        return fault(code, value=shown(value), **params)

    return check


def word_or_uri(words: Container[str], foreign: Mask, vocabulary: str) -> Check:
    """A word of a vocabulary, or a URI that is not that vocabulary's own, spelled out."""

    def check(value: Any) -> Faults:
        if type(value) is not str:
            return fault("epcis-not-text", value=shown(value))
        if value in words or (is_uri(value) and not foreign.match(value)):
            return NONE
        return fault("epcis-not-in-vocabulary", value=shown(value), vocabulary=vocabulary)

    return check


def either(first: Check, second: Check) -> Check:
    """What the first or the second accepts; the faults of the second are told."""

    def check(value: Any) -> Faults:
        return second(value) if first(value) else NONE

    return check


def each(check_item: Check, *, least: int = 0, unique: bool = False) -> Check:
    """A list of such items, at least that many, all different when ``unique``."""

    def check(value: Any) -> Faults:
        if type(value) is not list:
            return fault("epcis-not-list", value=shown(value))
        if len(value) < least:
            return fault("epcis-too-few", least=least)
        found: list[Fault] = []
        for place, item in enumerate(value):
            if faults := check_item(item):
                found += under(place, faults)
        if unique and len(value) > 1 and not found and _repeats(value):
            return fault("epcis-twice")
        return found or NONE

    return check


def _repeats(items: list[Any]) -> bool:
    if all(type(item) is str for item in items):
        return len(set(items)) < len(items)
    return len({json.dumps(_plain(item), sort_keys=True) for item in items}) < len(items)


def _plain(value: Any) -> Any:
    """Return ``value`` with 1.0 written as 1: JSON knows one number."""
    if type(value) is float and value.is_integer():
        return int(value)
    if type(value) is list:
        return [_plain(item) for item in value]
    if type(value) is dict:
        return {name: _plain(item) for name, item in value.items()}
    return value


def mapping(
    members: Mapping[str, Check], required: tuple[str, ...] = (), others: Check | None = anything
) -> Check:
    """An object: its members, which must be there, and how other names must look (None: none)."""

    def check(value: Any) -> Faults:
        if type(value) is not dict:
            return fault("epcis-not-object", value=shown(value))
        found: list[Fault] = []
        for name, item in value.items():
            rule = members.get(name)
            if rule is not None:
                if faults := rule(item):
                    found += under(name, faults)
            elif others is not anything and (others is None or others(name)):
                found += under(name, fault("epcis-unknown-field", name=shown(name)))
        for name in required:
            if name not in value:
                found += fault("epcis-missing", name=name)
        return found or NONE

    return check


def both(first: Check, second: Check) -> Check:
    """What both accept; the second is asked when the first has nothing to say."""

    def check(value: Any) -> Faults:
        return first(value) or second(value)

    return check


def at_most(most: int, count: Callable[[Any], int] = len) -> Check:
    """No more than that many, characters or entries; the value is sound otherwise."""

    def check(value: Any) -> Faults:
        found = count(value)
        return fault("epcis-too-many", count=found, most=most) if found > most else NONE

    return check
