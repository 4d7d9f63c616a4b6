"""The catalogue: every event type once, each with its class, owner, history and example."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, ClassVar, TypeVar

from marshmallow import EXCLUDE, Schema

from nscl_contracts.errors import DuplicateContract, UnclassifiedMember, UnknownEventType
from nscl_contracts.fields import unclassified
from nscl_contracts.semver import history

TYPE_PATTERN = re.compile(r"vn\.nscl\.(?P<service>[a-z]+)\.(?P<name>[a-z-]+)\.v(?P<version>\d+)")
Cast = Callable[[Mapping[str, Any]], Mapping[str, Any]]
C = TypeVar("C", bound=Cast)


class EventSchema(Schema):
    """Base of all events: the schema of ``data``.

    Unknown members are ignored on reading, so that a newer producer never
    breaks an older subscriber.  ``version`` is the newest of ``changes``,
    ``{version: what is new}``; ``owner`` answers for the contract.
    """

    class Meta:
        unknown = EXCLUDE

    type: ClassVar[str]
    service: ClassVar[str]
    event_name: ClassVar[str]
    major: ClassVar[int]
    version: ClassVar[str]
    changes: ClassVar[Mapping[str, str]]
    owner: ClassVar[str]
    subject_field: ClassVar[str]
    example: ClassVar[Mapping[str, Any]]
    home: ClassVar[Catalogue]


E = TypeVar("E", bound=type[EventSchema])


class Catalogue:
    """A set of contracts, and the functions that lead from one major to the next."""

    def __init__(self) -> None:
        self._contracts: dict[str, type[EventSchema]] = {}
        self.upcasts: dict[str, Cast] = {}
        self.downcasts: dict[str, Cast] = {}

    def event(
        self,
        event_type: str,
        *,
        subject: str,
        example: Mapping[str, Any],
        changes: Mapping[str, str] | None = None,
        owner: str | None = None,
    ) -> Callable[[E], E]:
        """Register a class as the contract of ``event_type``.

        ``subject`` names the field that holds the aggregate id; ``example`` is a
        valid ``data`` object (a test proves it); ``changes`` tells what each
        version since ``<n>.0.0`` brought; ``owner`` is the publishing service's
        maintainers unless said.

        Raises:
            DuplicateContract: another class has this type, and is named.
            UnclassifiedMember: a member, at any depth, says not who may see it.
            ValueError: the type is not ``vn.nscl.<service>.<name>.v<n>``, or the
                changes leave a version out.
        """
        parsed = _parsed(event_type)

        def register(cls: E) -> E:
            self._refuse_second(event_type)
            for member in unclassified(cls()):
                raise UnclassifiedMember(f"{event_type}: {member}")
            cls.type = event_type
            cls.service = parsed["service"]
            cls.event_name = parsed["name"]
            cls.major = int(parsed["version"])
            cls.changes = _history(event_type, cls.major, changes)
            cls.version = list(cls.changes)[-1]
            cls.owner = owner or f"{cls.service} maintainers"
            cls.subject_field = subject
            cls.example = example
            cls.home = self
            self._contracts[event_type] = cls
            return cls

        return register

    def upcast(self, older: str) -> Callable[[C], C]:
        """Register a function that turns data of ``older`` into data of the next major.

        It takes and returns Python values (dates as dates), and must not change
        what it was given.

        Raises:
            DuplicateContract: ``older`` has one already.
            ValueError: ``older`` is not an event type.
        """
        return _registrar(self.upcasts, older, "upcaster")

    def downcast(self, newer: str) -> Callable[[C], C]:
        """Register a function that turns data of ``newer`` into data of the major before.

        While it is registered the producer of ``newer`` publishes both forms:
        it is the deprecation window.

        Raises:
            DuplicateContract: ``newer`` has one already.
            ValueError: ``newer`` is not an event type.
        """
        return _registrar(self.downcasts, newer, "downcaster")

    def all(self) -> Mapping[str, type[EventSchema]]:
        """Return all contracts by event type, sorted."""
        return dict(sorted(self._contracts.items()))

    def get(self, event_type: str) -> type[EventSchema] | None:
        """Return the contract of ``event_type``, if there is one."""
        return self._contracts.get(event_type)

    def find(self, event_type: str) -> type[EventSchema]:
        """Return the contract of ``event_type``.

        Raises:
            UnknownEventType: the catalogue has none.
        """
        if (contract := self.get(event_type)) is None:
            raise UnknownEventType(f"no contract for event type {event_type!r}")
        return contract

    def covered(self, patterns: Collection[str]) -> frozenset[str]:
        """Return the event types that AMQP topic ``patterns`` cover."""
        return frozenset(
            event_type
            for event_type in self._contracts
            if any(type_matches(pattern, event_type) for pattern in patterns)
        )

    def raised_to(self, event_type: str, at_least: Collection[str]) -> str:
        """Return the nearest of ``at_least`` that upcasters make of ``event_type``.

        That is the type itself when it is wanted, or when nothing leads further.
        """
        reached = event_type
        while reached not in at_least and reached in self.upcasts:
            reached = neighbour(reached, +1)
        return reached if reached in at_least else event_type

    def older(self, wanted: Collection[str]) -> list[str]:
        """Return the types outside ``wanted`` that upcasters turn into one of them."""
        return sorted(t for t in self.upcasts if self.raised_to(t, wanted) != t)

    def _refuse_second(self, event_type: str) -> None:
        if event_type in self._contracts:
            other = self._contracts[event_type].__qualname__
            raise DuplicateContract(f"{event_type} already belongs to {other}")


def neighbour(event_type: str, distance: int) -> str:
    """Return the type ``distance`` majors away, e.g. the next with ``+1``."""
    base, _, major = event_type.rpartition(".v")
    return f"{base}.v{int(major) + distance}"


def _parsed(event_type: str) -> re.Match[str]:
    parsed = TYPE_PATTERN.fullmatch(event_type)
    if parsed is None:
        raise ValueError(f"{event_type!r} is not vn.nscl.<service>.<name>.v<n>")
    return parsed


def _history(event_type: str, major: int, changes: Mapping[str, str] | None) -> dict[str, str]:
    try:
        return history(major, changes)
    except ValueError as error:
        raise ValueError(f"{event_type}: {error}") from error


def _registrar(table: dict[str, Cast], event_type: str, kind: str) -> Callable[[C], C]:
    _parsed(event_type)

    def register(cast: C) -> C:
        if event_type in table:
            other = getattr(table[event_type], "__qualname__", "another")
            raise DuplicateContract(f"{event_type} already has the {kind} {other}")
        table[event_type] = cast
        return cast

    return register


PLATFORM = Catalogue()
event = PLATFORM.event
upcast = PLATFORM.upcast
downcast = PLATFORM.downcast
find = PLATFORM.find
catalogue = PLATFORM.all


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in pattern.split(".")]
    regex = r"\.".join(words).replace(r"\*", r"[^.]+")
    return re.compile(regex.replace(r"\.\#", r"(\..+)?").replace(r"\#", r".*"))


def type_matches(pattern: str, event_type: str) -> bool:
    """Tell whether an AMQP topic ``pattern`` (``*`` one word, ``#`` any) covers a type."""
    return _pattern(pattern).fullmatch(event_type) is not None
