"""Fields of request bodies."""

from __future__ import annotations

import re

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


def cursor() -> fields.String:
    """Return the place in a list that an answer named as ``next``."""
    return fields.String(load_default=None, allow_none=True, validate=_is_cursor)


def _is_cursor(value: str) -> None:
    if not CURSOR.fullmatch(value):
        raise ValidationError(
            N_("This is no place in the list. Use “next” of the page before, or leave it out.")
        )
