"""Decoding at the speed of the bus, with the contracts' own strictness.

For each contract a msgspec decoder is derived from its marshmallow class.  It
may only say yes: whatever it does not accept, and every contract it cannot
express, goes to ``nscl_contracts.decode``, which has the last word and the
words of the refusal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, NotRequired, Required, TypedDict

import msgspec
from marshmallow import Schema, fields, missing, validate

from nscl_contracts import (
    CONTENT_TYPE,
    PLATFORM,
    Catalogue,
    CloudEvent,
    EventSchema,
    decode,
    raised,
)

Text = Annotated[str, msgspec.Meta(min_length=1)]


class Inexpressible(TypeError):
    """A contract uses a field or rule this module does not know."""


class _Envelope(msgspec.Struct):
    specversion: Literal["1.0"]
    id: Text
    source: Text
    type: Text
    subject: Text
    time: str
    sequence: Annotated[str, msgspec.Meta(pattern="^[0-9]+$")]
    data: msgspec.Raw
    province: str | None = None
    correlationid: str | None = None
    traceparent: str | None = None


_read_envelope = msgspec.json.Decoder(_Envelope).decode


def decode_fast(
    body: bytes | str,
    content_type: str | None = CONTENT_TYPE,
    *,
    at_least: Collection[str] = (),
    catalogue: Catalogue = PLATFORM,
) -> CloudEvent:
    """Return the event in ``body``; accepts and refuses exactly what ``decode`` does.

    Raises:
        MalformedEvent: not JSON, not a CloudEvent, or data that breaks the schema.
        UnknownEventType: the type is in no contract.
        CastFailed: it could not be turned into the wanted type.
    """
    if content_type in (CONTENT_TYPE, None) and (event := _read(body, catalogue)) is not None:
        return event if event.type in at_least else raised(event, at_least, catalogue)
    return decode(body, content_type, at_least=at_least, catalogue=catalogue)


def _read(body: bytes | str, catalogue: Catalogue) -> CloudEvent | None:
    """Return the event, or nothing for what only the slow decoder may judge."""
    try:
        envelope = _read_envelope(body)
        contract = catalogue.get(envelope.type)
        read = None if contract is None else _data_decoder(contract)
        if read is None:
            return None
        return CloudEvent(
            envelope.id,
            envelope.source,
            envelope.type,
            envelope.subject,
            datetime.fromisoformat(envelope.time),
            int(envelope.sequence),
            read(envelope.data),
            envelope.province,
            envelope.correlationid,
            envelope.traceparent,
        )
    except (msgspec.MsgspecError, ValueError):
        return None


@cache
def _data_decoder(
    contract: type[EventSchema],
) -> Callable[[msgspec.Raw], Mapping[str, Any]] | None:
    try:
        return msgspec.json.Decoder(_members(contract())).decode
    except Inexpressible:
        return None


def _members(schema: Schema) -> Any:
    if _hooks(schema):
        raise Inexpressible(type(schema).__name__)
    members: dict[str, Any] = {}
    for name, field in schema.fields.items():
        renamed = field.data_key not in (None, name)
        if field.dump_only or renamed or field.load_default is not missing:
            raise Inexpressible(name)
        value = _inner(field)
        members[name] = Required[value] if field.required else NotRequired[value]
    make: Any = TypedDict  # made at run time, which type checkers do not follow
    return make(type(schema).__name__, members)


def _hooks(schema: Schema) -> bool:
    return any(schema._hooks.values())  # noqa: SLF001  # no public way to ask


def _value(field: fields.Field[Any]) -> Any:
    kind = type(field)
    if kind is fields.List:
        entries: Any = list[_inner(field.inner)]  # type: ignore[attr-defined,misc]
        return Annotated[entries, _length(field.validators)] if field.validators else entries
    if kind is fields.Nested:
        _no_rules(field)
        return _members(field.schema)  # type: ignore[attr-defined]
    if kind is fields.String:
        return _string(field.validators)
    if kind is fields.Integer:
        return _integer(field)
    if kind is fields.Boolean:
        _no_rules(field)
        return bool
    if kind in _MOMENTS and getattr(field, "format", None) in (None, "iso"):
        _no_rules(field)
        return _MOMENTS[kind]
    raise Inexpressible(kind.__name__)


_MOMENTS: Mapping[type, Any] = {
    fields.Date: date,
    fields.AwareDateTime: Annotated[datetime, msgspec.Meta(tz=True)],
}


def _inner(field: fields.Field[Any]) -> Any:
    value = _value(field)
    return value | None if field.allow_none else value


def _string(rules: list[Any]) -> Any:
    if not rules:
        return str
    if len(rules) > 1:
        raise Inexpressible("several rules")
    rule = rules[0]
    if type(rule) is validate.Length:
        return Annotated[str, _length(rules)]
    if type(rule) is validate.OneOf:
        return Literal[tuple(rule.choices)]
    if type(rule) is validate.Regexp and rule.regex.flags == re.UNICODE:
        return Annotated[str, msgspec.Meta(pattern=rf"\A(?:{rule.regex.pattern!s})")]
    raise Inexpressible(type(rule).__name__)


def _length(rules: list[Any]) -> msgspec.Meta:
    (rule,) = rules if len(rules) == 1 else (None,)
    if type(rule) is not validate.Length or rule.equal is not None:
        raise Inexpressible("another rule than a length")
    return msgspec.Meta(min_length=rule.min, max_length=rule.max)


def _integer(field: fields.Field[Any]) -> Any:
    if not getattr(field, "strict", False):
        raise Inexpressible("an integer that reads texts")
    bounds: dict[str, Any] = {}
    for rule in field.validators:
        if type(rule) is not validate.Range or not (rule.min_inclusive and rule.max_inclusive):
            raise Inexpressible(type(rule).__name__)
        bounds |= {
            key: value for key, value in (("ge", rule.min), ("le", rule.max)) if value is not None
        }
    return Annotated[int, msgspec.Meta(**bounds)] if bounds else int


def _no_rules(field: fields.Field[Any]) -> None:
    if field.validators:
        raise Inexpressible(type(field).__name__)
