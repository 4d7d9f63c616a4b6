"""GS1's example documents and schema, found beside the checkout or by the environment."""

from __future__ import annotations

import copy
import json
import os
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

ROOT = Path(__file__).parents[5]
DATA = Path(os.environ.get("NSCL_CONFORMANCE_DATA") or ROOT.parent / "shared/data/gs1")
SCHEMA = DATA / "epcis/EPCIS-JSON-Schema.json"
needs_data = pytest.mark.skipif(
    not SCHEMA.exists(), reason=f"GS1's EPCIS files are not in {DATA}; set NSCL_CONFORMANCE_DATA"
)
VALID = sorted((DATA / "epcis/JSON").rglob("*.jsonld"))
INVALID = sorted((DATA / "epcis-invalid").glob("*.json"))
_DIGITS = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE | re.ASCII
)


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def oracle() -> Any:
    """GS1's schema with formats on; its reader of times takes signs for digits, so digits count."""
    import jsonschema_rs

    times = jsonschema_rs.validator_for(
        {"$schema": "http://json-schema.org/draft-07/schema#", "format": "date-time"},
        validate_formats=True,
    )
    return jsonschema_rs.validator_for(
        load(SCHEMA),
        validate_formats=True,
        formats={"date-time": lambda text: bool(_DIGITS.fullmatch(text)) and times.is_valid(text)},
    )


@cache
def examples() -> list[Any]:
    return [load(path) for path in VALID]


JUNK: list[Any] = [
    None, True, 0, -1, 1.5, "", "x", "a:b", "ex:thing", "http://[::1]/x", "http://a b",
    "2020-01-01T00:00:00Z", "2020-02-30T00:00:00Z", "2016-12-31T23:59:60Z", "+07:00", "+14:30",
    [], {}, ["a:b"], ["a:b", "a:b"], {"id": "a:b"}, {"id": "x"}, "ADD", "OBSERVE", "DELETE",
    "shipping", "urn:epcglobal:cbv:bizstep:shipping", "https://ns.gs1.org/cbv/BizStep-shipping",
    "https://gs1.org/voc/Temperature", "ObjectEvent", "EPCISDocument", "EPCISQueryDocument",
    "TransformationEvent", "AggregationEvent", "KGM", "kg", [{"epcClass": "a:b"}],
    [{"type": "a:b"}], {"set": ["active"]}, {"set": ["active", "active"]}, [{}, {}], [1, 1.0],
    [{"type": "po", "bizTransaction": "a:b"}], [{"sensorReport": [{"type": "Temperature"}]}],
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path]
    if isinstance(value, dict):
        for name, item in value.items():
            found += places(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += places(item, (*path, index))
    return found


@cache
def names() -> list[str]:
    every = {p[-1] for d in examples() for p in places(d) if p and isinstance(p[-1], str)}
    return [*sorted(every), "foo", "ex:foo", "urn:x:y"]


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def mutated(random: Random) -> Any:
    """Return one of the examples, wrong in one to three places or changed and still right."""
    document = copy.deepcopy(random.choice(examples()))
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        ways = [path for path in places(document) if path]
        if ways:
            path = random.choice(ways)
            random.choice(CHANGES)(at(document, path[:-1]), path[-1], random)
    return document


def drop(holder: Any, step: Any, _random: Random) -> None:
    del holder[step]


def replace(holder: Any, step: Any, random: Random) -> None:
    holder[step] = copy.deepcopy(random.choice(JUNK))


def add(holder: Any, step: Any, random: Random) -> None:
    item = copy.deepcopy(random.choice([holder[step], random.choice(JUNK)]))
    if isinstance(holder, dict):
        holder[random.choice(names())] = item
    else:
        holder.append(item)


def rename(holder: Any, step: Any, random: Random) -> None:
    if isinstance(holder, dict):
        holder[random.choice(names())] = holder.pop(step)


def transplant(holder: Any, step: Any, random: Random) -> None:
    other = random.choice(examples())
    holder[step] = copy.deepcopy(at(other, random.choice(places(other))))


def misspell(holder: Any, step: Any, random: Random) -> None:
    value = holder[step]
    if isinstance(value, str) and value:
        index = random.randrange(len(value))
        letter = random.choice('aZ09 :/%#?[]{}é"<>.-+T\n@')
        holder[step] = value[:index] + letter + value[index + random.randrange(2) :]


CHANGES = (drop, replace, add, rename, transplant, misspell)
