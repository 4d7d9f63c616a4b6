"""Fields of request bodies."""

from __future__ import annotations

from datetime import date

from marshmallow import ValidationError, fields, validate

from nscl_shared.i18n import N_
from nscl_shared.kernel.clock import today
from nscl_shared.web.fields import Text, WholeNumber

FIRST_DAY = date(2000, 1, 1)

MAX_VND = 10**15
MAX_COUNT = 10**9
REASON = 500  # as long as the contracts allow


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
