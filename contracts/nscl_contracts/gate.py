"""The gate: what a contract may become after it was released, and how it must say so.

Compared with ``released/``: a break is refused, new optional members ask for a
minor step of the version, changed words for a patch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nscl_contracts.catalogue import Catalogue, EventSchema, neighbour
from nscl_contracts.codec import Message, raised, with_older_forms
from nscl_contracts.compatibility import breaking_changes, new_members, same_words
from nscl_contracts.envelope import CloudEvent
from nscl_contracts.errors import ContractError
from nscl_contracts.json_schema import data_schema
from nscl_contracts.semver import Step, Version

Schema = dict[str, Any]


def refusals(folder: Path, catalogue: Catalogue) -> Iterator[str]:
    """Yield why the contracts of ``catalogue`` may not follow those below ``folder/released``."""
    try:
        released = _released(folder)
    except ValueError as error:
        yield f"{error}: take it from the last release again"
        return
    contracts = catalogue.all()
    for event_type in sorted(set(released) - set(contracts)):
        yield f"{event_type} was released and is gone: keep its class beside its successor"
    for event_type, contract in contracts.items():
        if event_type in released:
            yield from _moved(contract, released[event_type])
        elif contract.version != f"{contract.major}.0.0":
            yield (
                f"{event_type} {contract.version} was never released: its first version "
                f"is {contract.major}.0.0"
            )
        yield from _unlinked(contract, catalogue)


def step_between(old: Schema, new: Schema) -> Step:
    """Return how far ``new`` is from ``old``, whatever version it claims."""
    if breaking_changes(old, new):
        return Step.MAJOR
    if new_members(old, new):
        return Step.MINOR
    return Step.NONE if same_words(old, new) else Step.PATCH


def _released(folder: Path) -> dict[str, Schema]:
    return {path.stem: _read(path) for path in sorted((folder / "released").glob("*.json"))}


def _read(path: Path) -> Schema:
    try:
        schema: Schema = json.loads(path.read_text(encoding="utf-8"))
        Version.parse(schema.setdefault("x-version", f"{path.stem.rpartition('.v')[2]}.0.0"))
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"released/{path.name} is no released schema ({error})") from error
    return schema


def _moved(contract: type[EventSchema], old: Schema) -> Iterator[str]:
    new = data_schema(contract)
    before = Version.parse(old["x-version"])
    step = step_between(old, new)
    if step is Step.MAJOR:
        remedy = f"publish {neighbour(contract.type, +1)} beside it, and an upcaster"
        for change in breaking_changes(old, new):
            yield f"{contract.type}: {change}; leave {before} as it was released: {remedy}"
    elif contract.version != str(before.after(step)):
        yield f"{contract.type}: {_wrong_version(contract, old, before, step)}"


def _wrong_version(contract: type[EventSchema], old: Schema, before: Version, step: Step) -> str:
    due = before.after(step)
    if step is Step.NONE:
        return (
            f"nothing changed since {before} was released, but it calls itself "
            f"{contract.version}: take what follows {before} out of its changes"
        )
    what = "only words changed"
    if step is Step.MINOR:
        what = f"{', '.join(new_members(old, data_schema(contract)))} came new"
    remedy = f'let its changes end with "{due}": "<what is new>"'
    return f"{what} since {before}, which makes {due}, not {contract.version}; {remedy}"


def _unlinked(contract: type[EventSchema], catalogue: Catalogue) -> Iterator[str]:
    """Yield what is missing between a contract and the major before it."""
    if contract.major == 1:
        return
    older = neighbour(contract.type, -1)
    if older not in catalogue.all():
        yield f"{contract.type} has no predecessor {older}: majors are published one by one"
    elif older not in catalogue.upcasts:
        yield f'{contract.type} needs an upcaster: write a function with @upcast("{older}")'
    else:
        yield from _failing_casts(catalogue.find(older), contract)


def _failing_casts(older: type[EventSchema], newer: type[EventSchema]) -> Iterator[str]:
    catalogue = newer.home
    try:
        raised(_example_event(older), {newer.type}, catalogue)
        list(with_older_forms(Message(newer, newer().load(newer.example))))
    except ContractError as error:
        yield f"tried on an example: {error.reason}"


def _example_event(contract: type[EventSchema]) -> CloudEvent:
    data = contract().load(contract.example)
    subject = str(data[contract.subject_field])
    return CloudEvent("example", "/", contract.type, subject, datetime.now(UTC), 1, data)
