"""The catalogue: every event type once, each with its class, owner and example."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from marshmallow import EXCLUDE, Schema

from nscl_contracts.errors import DuplicateContract, UnknownEventType

TYPE_PATTERN = re.compile(r"vn\.nscl\.(?P<service>[a-z]+)\.(?P<name>[a-z-]+)\.v(?P<version>\d+)")


class EventSchema(Schema):
    """Base of all events: the schema of ``data``.

    Unknown members are ignored on reading, so that a newer producer never
    breaks an older subscriber.
    """

    class Meta:
        unknown = EXCLUDE

    type: ClassVar[str]
    service: ClassVar[str]
    event_name: ClassVar[str]
    version: ClassVar[int]
    subject_field: ClassVar[str]
    example: ClassVar[Mapping[str, Any]]


E = TypeVar("E", bound=type[EventSchema])
_CATALOGUE: dict[str, type[EventSchema]] = {}


def event(event_type: str, *, subject: str, example: Mapping[str, Any]) -> Callable[[E], E]:
    """Register a class as the contract of ``event_type``.

    ``subject`` names the field that holds the aggregate id; ``example`` is a
    valid ``data`` object (a test proves it).

    Raises:
        DuplicateContract: another class has this type, and is named.
        ValueError: the type is not ``vn.nscl.<service>.<name>.v<n>``.
    """
    parsed = TYPE_PATTERN.fullmatch(event_type)
    if parsed is None:
        raise ValueError(f"{event_type!r} is not vn.nscl.<service>.<name>.v<n>")

    def register(cls: E) -> E:
        if event_type in _CATALOGUE:
            owner = _CATALOGUE[event_type].__qualname__
            raise DuplicateContract(f"{event_type} already belongs to {owner}")
        cls.type = event_type
        cls.service = parsed["service"]
        cls.event_name = parsed["name"]
        cls.version = int(parsed["version"])
        cls.subject_field = subject
        cls.example = example
        _CATALOGUE[event_type] = cls
        return cls

    return register


def catalogue() -> Mapping[str, type[EventSchema]]:
    """Return all contracts by event type, sorted."""
    return dict(sorted(_CATALOGUE.items()))


def find(event_type: str) -> type[EventSchema]:
    """Return the contract of ``event_type``.

    Raises:
        UnknownEventType: the catalogue has none.
    """
    try:
        return _CATALOGUE[event_type]
    except KeyError:
        raise UnknownEventType(f"no contract for event type {event_type!r}") from None


def type_matches(pattern: str, event_type: str) -> bool:
    """Tell whether an AMQP topic ``pattern`` (``*`` one word, ``#`` any) covers a type."""
    words = [re.escape(word) for word in pattern.split(".")]
    regex = r"\.".join(words).replace(r"\*", r"[^.]+")
    regex = regex.replace(r"\.\#", r"(\..+)?").replace(r"\#", r".*")
    return re.fullmatch(regex, event_type) is not None
