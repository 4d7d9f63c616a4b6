"""Each service states what it reads of the events it hears, no more and no less.

The handlers prove it: given an event with only the stated members they make the
same command, and without any one of them another one, or none.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from marshmallow import fields

from nscl_contracts import PLATFORM, CloudEvent
from nscl_contracts.expectations import Expectation, expectations
from nscl_shared.plugins import load_object, service_manifests
from nscl_shared.testing.producer import example_event

STATED = expectations()
SERVICES = {
    name: load_object(manifest.service_class) for name, manifest in service_manifests().items()
}
OF_SERVICES = [stated for stated in STATED if stated.consumer in SERVICES]
AGENCIES = {stated.consumer for stated in STATED} - set(SERVICES)


def subscriptions(service: Any) -> Iterator[tuple[Any, frozenset[str]]]:
    """Yield the handlers of a service with the event types each is bound to."""
    for _, method in inspect.getmembers(service, callable):
        for entrypoint in getattr(method, "nameko_entrypoints", ()):
            if hasattr(entrypoint, "patterns"):
                yield method, PLATFORM.covered(entrypoint.patterns)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_states_what_it_needs_of_every_type_it_subscribes_to(name: str) -> None:
    heard = {t for _, types in subscriptions(SERVICES[name]) for t in types}
    assert heard == {stated.event_type for stated in STATED if stated.consumer == name}


def test_some_services_subscribe_and_an_agency_states_its_needs() -> None:
    assert {stated.consumer for stated in OF_SERVICES} == {
        "certification", "traceability", "notifications", "reporting", "registration",
    }  # fmt: skip
    assert AGENCIES
    assert all(stated.form == "partner" for stated in STATED if stated.consumer in AGENCIES)


class Heard:
    """Stands where the service stands: takes the commands that a handler makes."""

    def __init__(self) -> None:
        self.commands = self
        self.taken: list[Any] = []

    def consume(self, event: CloudEvent, command: Any) -> None:
        at = {"now": None} if hasattr(command, "now") else {}
        self.taken.append(replace(command, **at))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.service, name).__get__(self)


def effect(stated: Expectation, event: CloudEvent) -> Any:
    service = SERVICES[stated.consumer]
    (method,) = [m for m, types in subscriptions(service) if stated.event_type in types]
    heard = type("Heard", (Heard,), {"service": service})()
    method(heard, event)
    return heard.taken


def full_event(stated: Expectation) -> CloudEvent:
    """Return an event in which no member is null."""
    contract = PLATFORM.find(stated.event_type)
    event = example_event(contract)
    data = {name: filled(field, event.data[name]) for name, field in contract().fields.items()}
    return replace(event, data=data)


def filled(field: fields.Field[Any], value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        members = field.inner.schema.fields  # type: ignore[attr-defined]
        return [{name: filled(members[name], item[name]) for name in item} for item in value]
    if value is not None:
        return value
    samples: Mapping[type, Any] = {fields.Date: date(2022, 6, 1), fields.Integer: 3}
    return samples.get(type(field), "something")


def only(data: Mapping[str, Any], members: set[str]) -> dict[str, Any]:
    """Return ``data`` with only the members of these paths."""
    return {
        name: [only(item, nested(members, name)) for item in value]
        if isinstance(value, list) and value and isinstance(value[0], Mapping)
        else value
        for name, value in data.items()
        if name in members
    }


def nested(members: set[str], name: str) -> set[str]:
    start = f"{name}[]."
    return {path.removeprefix(start) for path in members if path.startswith(start)}


def with_data(event: CloudEvent, members: set[str]) -> CloudEvent:
    return replace(event, data=only(event.data, members))


@pytest.mark.parametrize("stated", OF_SERVICES, ids=lambda s: f"{s.consumer}-{s.event_type}")
def test_a_handler_needs_what_is_stated_and_nothing_else(stated) -> None:
    event = full_event(stated)
    members = set(stated.members)
    expected = effect(stated, event)
    assert expected
    assert effect(stated, with_data(event, members)) == expected
    for member in sorted(members - {path for path in members if nested(members, path)}):
        try:
            without = effect(stated, with_data(event, members - {member}))
        except Exception:  # noqa: BLE001  # it cannot do without: that is the point
            continue
        assert without != expected, f"{stated.consumer} does not read {member}"
