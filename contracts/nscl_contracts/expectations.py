"""What each consumer relies on, and whether the contracts still give it.

``consumers/<consumer>/<type>.json`` states it: the purpose, and by member path
(``products[].name``) the type, format and codes that the consumer's code needs.
Members that a consumer only passes on, or does not read, are not listed: they
may change without asking it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nscl_contracts.catalogue import Catalogue
from nscl_contracts.errors import MalformedExpectation
from nscl_contracts.fields import Classification
from nscl_contracts.json_schema import data_schema

CONSUMERS = Path(__file__).with_name("consumers")
PARTNER, FULL = "partner", "full"
KEYS = {"purpose", "form", "members"}
Node = Mapping[str, Any]


@dataclass(frozen=True)
class Need:
    """What is needed of one member; ``always`` means never absent."""

    types: frozenset[str]
    always: bool = True
    format: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expectation:
    """What ``consumer`` needs of one event; agencies get its ``partner`` form."""

    consumer: str
    event_type: str
    purpose: str
    form: str
    members: Mapping[str, Need]

    def unmet(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield, in words that name the consumer, what the contract does not give."""
        contract = catalogue.get(self.event_type)
        if contract is None:
            yield f"{self.consumer} relies on {self.event_type}, which is in no contract"
            return
        schema = data_schema(contract)
        for path, need in self.members.items():
            for problem in _unmet(schema, path, need, self.form):
                yield f"{self.consumer} relies on {self.event_type}: {path} {problem}"


def expectations(folder: Path = CONSUMERS) -> list[Expectation]:
    """Return all expectations below ``folder``, by consumer and type.

    Raises:
        MalformedExpectation: a file is not an expectation; it is named.
    """
    return [_read(path) for path in sorted(folder.glob("*/*.json"))]


def unmet(folder: Path, catalogue: Catalogue) -> list[str]:
    """Return what consumers rely on and the contracts of ``catalogue`` do not give."""
    try:
        stated = expectations(folder)
    except MalformedExpectation as error:
        return [error.reason]
    return [problem for expectation in stated for problem in expectation.unmet(catalogue)]


def _read(path: Path) -> Expectation:
    where = f"consumers/{path.parent.name}/{path.name}"
    try:
        return _expectation(path, json.loads(path.read_text(encoding="utf-8")))
    except KeyError as error:
        raise MalformedExpectation(f"{where}: {error.args[0]} is missing") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise MalformedExpectation(f"{where}: {error}") from error


def _expectation(path: Path, stated: Mapping[str, Any]) -> Expectation:
    if surplus := set(stated) - KEYS:
        raise ValueError(f"unknown keys {sorted(surplus)}")
    form = stated.get("form", FULL)
    if form not in {FULL, PARTNER}:
        raise ValueError(f"form must be {FULL!r} or {PARTNER!r}")
    members = {name: _need(name, need) for name, need in stated["members"].items()}
    if not members:
        raise ValueError("members is empty: then it needs no file")
    return Expectation(path.parent.name, path.stem, stated["purpose"], form, members)


def _need(name: str, stated: Mapping[str, Any]) -> Need:
    if surplus := set(stated) - {"type", "always", "format", "values"}:
        raise ValueError(f"{name} has unknown keys {sorted(surplus)}")
    return Need(
        types=_types(stated["type"]),
        always=stated.get("always", True),
        format=stated.get("format"),
        values=tuple(stated.get("values", ())),
    )


def _types(declared: str | list[str]) -> frozenset[str]:
    return frozenset([declared] if isinstance(declared, str) else declared)


def _unmet(schema: Node, path: str, need: Need, form: str) -> Iterator[str]:
    node = schema
    for step in path.split("."):
        name = step.removesuffix("[]")
        member = node.get("properties", {}).get(name)
        if member is None:
            yield "is gone"
            return
        if form == PARTNER and member["x-classification"] == Classification.PERSONAL:
            yield "is personal: agencies never get it"
        present = name in node.get("required", ())
        node = member.get("items", {}) if step.endswith("[]") else member
    if need.always and not present:
        yield "may be absent, and is needed always"
    yield from _differing(node, need)


def _differing(node: Node, need: Need) -> Iterator[str]:
    types = _types(node.get("type", []))
    if not types <= need.types:
        yield f"is {sorted(types)}, and is read as {sorted(need.types)}"
    if need.format is not None and node.get("format") != need.format:
        yield f"has the format {node.get('format')}, and is read as {need.format}"
    if missing := [code for code in need.values if code not in node.get("enum", ())]:
        yield f"no longer says {', '.join(missing)}"
