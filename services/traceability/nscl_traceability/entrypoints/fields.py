"""Fields of request bodies."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from marshmallow import ValidationError, fields, validate

from nscl_shared.i18n import N_

CURSOR = re.compile(r".{1,1000} \d{14}")


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


def text(max_length: int) -> Text:
    """Return a required text that is not blank."""
    return Text(required=True, validate=validate.Length(1, max_length))


def identifier() -> Text:
    """Return the optional id of something another service knows; as long as contracts allow."""
    return Text(load_default=None, allow_none=True, validate=validate.Length(1, 100))


def cursor() -> fields.String:
    """Return the place in a list that an answer named as ``next``."""
    return fields.String(load_default=None, allow_none=True, validate=_is_cursor)


def _is_cursor(value: str) -> None:
    if not CURSOR.fullmatch(value):
        raise ValidationError(
            N_("This is no place in the list. Use “next” of the page before, or leave it out.")
        )
