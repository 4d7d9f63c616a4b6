"""Fields of request bodies."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import ValidationError, fields, validate

from nscl_shared.i18n import N_
from nscl_shared.web.fields import Text

CURSOR = re.compile(r".{1,1000} \d{14}")


def text(max_length: int) -> Text:
    """Return a required text that is not blank."""
    return Text(required=True, validate=validate.Length(1, max_length))


def identifier() -> Text:
    """Return the optional id of something another service knows; as long as contracts allow."""
    return Text(load_default=None, allow_none=True, validate=validate.Length(1, 100))


def cursor(place: re.Pattern[str] = CURSOR) -> fields.String:
    """Return the place in a list that an answer named as ``next``; it looks like ``place``."""

    def is_cursor(value: str) -> None:
        if not place.fullmatch(value):
            raise ValidationError(
                N_("This is no place in the list. Use “next” of the page before, or leave it out.")
            )

    return fields.String(load_default=None, allow_none=True, validate=is_cursor)


MOST_LINES = 20


class Amount(fields.Decimal):
    """A quantity: a number, or its digits with a dot; forms send ``1.250,5`` for 1250.5."""

    def _validated(self, value: Any) -> Decimal:
        if isinstance(value, bool):
            raise self.make_error("invalid")
        return super()._validated(value)


class Degrees(fields.Field[Decimal]):
    """A coordinate: ``21.853`` and ``21,853`` are the same; a dot never groups."""

    default_error_messages = {"invalid": N_("Not a valid number.")}  # noqa: RUF012  # marshmallow's

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise self.make_error("invalid")
        try:
            found = Decimal(str(value).strip().replace(",", "."))
        except InvalidOperation as error:
            raise self.make_error("invalid") from error
        if not found.is_finite():
            raise self.make_error("invalid")
        return found


class Lines(fields.Field[tuple[str, ...]]):
    """Several texts: a JSON list, or one a line."""

    default_error_messages = {"invalid": N_("Write at most 20 lines of 300 characters.")}  # noqa: RUF012  # marshmallow's

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **kwargs: Any
    ) -> tuple[str, ...]:
        given = value.splitlines() if isinstance(value, str) else value
        if not isinstance(given, list):
            raise self.make_error("invalid")
        texts = [Text(validate=validate.Length(max=300)).deserialize(one) for one in given]
        found = tuple(one for one in texts if one)
        if len(found) > MOST_LINES:
            raise self.make_error("invalid")
        return found


def optional(max_length: int) -> Text:
    """Return a text that may be empty."""
    return Text(load_default="", validate=validate.Length(max=max_length))
