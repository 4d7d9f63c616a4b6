"""Money, dates and numbers as Vietnamese (or English) readers write them."""

from __future__ import annotations

import logging
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from nscl_shared.kernel.clock import VIETNAM

NOTHING = "—"

log = logging.getLogger(__name__)


def number(value: float | Decimal | None, language: str) -> str:
    """Group thousands: ``1.234.567,5`` in Vietnamese, ``1,234,567.5`` in English."""
    if value is None:
        return NOTHING
    grouped = f"{value:,}"
    return grouped.translate(str.maketrans(",.", ".,")) if language == "vi" else grouped


def money(value: float | Decimal | None, language: str) -> str:
    """Whole VND with the unit: ``50.000.000 đồng``, ``50,000,000 VND``."""
    if value is None:
        return NOTHING
    return f"{number(value, language)} {'đồng' if language == 'vi' else 'VND'}"


def percent(value: float | Decimal | None, language: str) -> str:
    """``50`` (already in percent) as ``50 %`` in English and ``50%`` in Vietnamese."""
    return NOTHING if value is None else f"{number(value, language)}%"


def day(value: date | str | None, _language: str) -> str:
    """A date, datetime or ISO text as ``dd/mm/yyyy``; moments by the clock of Vietnam."""
    if value is None or value == "":
        return NOTHING
    parsed = datetime.fromisoformat(value) if isinstance(value, str) else value
    return _local(parsed).strftime("%d/%m/%Y")


def moment(value: datetime | str | None, _language: str) -> str:
    """A moment as ``dd/mm/yyyy HH:MM`` by the clock of Vietnam."""
    if value is None or value == "":
        return NOTHING
    parsed = datetime.fromisoformat(value) if isinstance(value, str) else value
    return _local(parsed).strftime("%d/%m/%Y %H:%M")


def _local(value: date) -> date:
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(VIETNAM) if isinstance(value, datetime) and aware else value


FORMATS: dict[str, Callable[..., str]] = {
    "money": money,
    "number": number,
    "percent": percent,
    "date": day,
    "datetime": moment,
}


class _Filler(string.Formatter):
    def __init__(self, language: str) -> None:
        self.language = language

    def get_value(
        self, key: int | str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> object:
        if key not in kwargs:
            log.warning("a sentence wants {%s}, which was not given", key)
            return f"{{{key}}}"
        return kwargs[str(key)]

    def format_field(self, value: object, format_spec: str) -> str:
        chosen = format_spec or _natural(value)
        if chosen in FORMATS and not (isinstance(value, str) and value.startswith("{")):
            return FORMATS[chosen](value, self.language)
        return str(super().format_field(value, "" if chosen in FORMATS else chosen))


def _natural(value: object) -> str:
    if isinstance(value, datetime):
        return "datetime"
    return "date" if isinstance(value, date) else ""


def fill(text: str, params: Mapping[str, object], language: str) -> str:
    """Fill ``{name}``, ``{name:money|number|percent|date|datetime}`` in ``text``.

    Dates format themselves.  A missing parameter stays visible as ``{name}``: an
    error message must not fail for want of a figure.
    """
    return _Filler(language).vformat(text, (), params)
