"""Classified fields: each says who may see it.

``public`` may be published to anyone, ``partner`` to agencies under agreement,
``personal`` is personal data (Law 91/2025/QH15) and leaves the platform only
redacted.  A contract with a member without a class is refused when it is
registered, and so is one that hides members where nobody can class them.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar

from marshmallow import Schema, fields, validate

# Containers whose members a redaction could not tell apart.
HIDING = (fields.Mapping, fields.Tuple, fields.List, fields.Raw, fields.Function, fields.Method)
F = TypeVar("F", bound=fields.Field[Any])


class Classification(StrEnum):
    """Who may see a field."""

    PUBLIC = "public"
    PARTNER = "partner"
    PERSONAL = "personal"


def _classify(field: F, classification: Classification, description: str) -> F:
    field.metadata = {"classification": classification.value, "description": description}
    return field


def public(field: F, description: str) -> F:
    """Mark ``field`` as open data."""
    return _classify(field, Classification.PUBLIC, description)


def partner(field: F, description: str) -> F:
    """Mark ``field`` as visible to agencies under agreement."""
    return _classify(field, Classification.PARTNER, description)


def personal(field: F, description: str) -> F:
    """Mark ``field`` as personal data."""
    return _classify(field, Classification.PERSONAL, description)


def unclassified(schema: Schema, path: str = "") -> Iterator[str]:
    """Yield what is wrong with the classes of the members of ``schema``, at any depth."""
    for name, field in schema.fields.items():
        member = f"{path}{name}"
        if field.metadata.get("classification") not in set(Classification):
            yield f"member {member} has no class: wrap it in public(), partner() or personal()"
        elif not field.metadata.get("description"):
            yield f"member {member} has no description"
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            yield from unclassified(
                inner.schema, f"{member}[]." if inner is not field else f"{member}."
            )
        elif isinstance(inner, HIDING):
            yield (
                f"member {member} is a {type(inner).__name__}, whose members have no class: "
                "describe them by a schema of their own, fields.Nested"
            )


def text(*, required: bool = True, max_length: int = 500) -> fields.String:
    """Return a non-empty string field; optional ones may be null."""
    return fields.String(
        required=required,
        allow_none=not required,
        validate=validate.Length(min=1 if required else 0, max=max_length),
    )


def identifier(*, required: bool = True) -> fields.String:
    """Return an aggregate id: a UUIDv7 or a natural key, at most 100 characters."""
    return text(required=required, max_length=100)


def vnd(*, required: bool = True) -> fields.Integer:
    """Return an amount in whole Vietnamese đồng, not negative."""
    return fields.Integer(
        required=required, allow_none=not required, strict=True, validate=validate.Range(min=0)
    )


def count(*, required: bool = True) -> fields.Integer:
    """Return a number of things, not negative."""
    return vnd(required=required)


def year() -> fields.Integer:
    """Return a programme year."""
    return fields.Integer(required=True, strict=True, validate=validate.Range(2000, 2100))


def day(*, required: bool = True) -> fields.Date:
    """Return a calendar date (ISO 8601, Vietnamese local date)."""
    return fields.Date(required=required, allow_none=not required)


def choice(values: list[str], *, required: bool = True) -> fields.String:
    """Return a string out of ``values``."""
    return fields.String(
        required=required, allow_none=not required, validate=validate.OneOf(values)
    )
