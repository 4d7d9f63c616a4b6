"""Fields of request bodies."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from nscl_registration.entrypoints.callers import today
from nscl_shared.i18n import N_

FIRST_DAY = date(2000, 1, 1)

MAX_VND = 10**15
MAX_COUNT = 10**9


class Text(fields.String):
    """Text as people type it: NFC, no outer blanks, no control characters."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFC", super()._deserialize(value, attr, data, **kwargs))
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t" for c in text):
            raise self.make_error("invalid")
        return text.strip()


class WholeNumber(fields.Integer):
    """An integer, or its digits as a form sends them; 1.5 and true are refused, not cut."""

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool | float):
            raise self.make_error("invalid", input=value)
        return int(super()._validated(value))


def text(*, required: bool = False, max_length: int = 500) -> Text:
    """Return a text field; a required one may not be blank, an optional one may be null."""
    length = validate.Length(min=1 if required else 0, max=max_length)
    return Text(required=required, allow_none=not required, validate=length)


def vnd(*, required: bool = False, minimum: int = 0) -> WholeNumber:
    """Return an amount in whole VND."""
    return WholeNumber(
        required=required,
        allow_none=not required,
        validate=validate.Range(minimum, MAX_VND),
    )


def count() -> WholeNumber:
    """Return an optional number of people or things."""
    return WholeNumber(allow_none=True, validate=validate.Range(0, MAX_COUNT))


def year(*, required: bool = True) -> WholeNumber:
    """Return a programme year."""
    return WholeNumber(required=required, validate=validate.Range(2000, 2100))


def day(*, required: bool = False) -> fields.Date:
    """Return the date of something that has happened, since 2000."""
    return fields.Date(
        required=required,
        allow_none=not required,
        validate=[validate.Range(min=FIRST_DAY), _not_in_future],
    )


def _not_in_future(value: date) -> None:
    if value > today():
        raise ValidationError(N_("This day is in the future. Enter today or an earlier day."))
