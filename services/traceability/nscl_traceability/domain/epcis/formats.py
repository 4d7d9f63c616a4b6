"""The formats of JSON Schema that EPCIS names: ``uri`` (RFC 3986), ``date-time`` (RFC 3339)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from ipaddress import AddressValueError, IPv6Address

_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_NAME = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
_USER = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*"
_LITERAL = r"\[(?:(?P<six>[0-9A-Fa-f:.]+)|[vV][0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+)\]"
_SEGMENTS = rf"(?:/{_PCHAR}*)*"
_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(?://(?:{_USER}@)?(?:{_LITERAL}|{_NAME})(?::[0-9]*)?{_SEGMENTS}"
    rf"|/(?:{_PCHAR}+{_SEGMENTS})?"
    rf"|{_PCHAR}+{_SEGMENTS}"
    r"|)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|([+-])(\d\d):(\d\d))", re.ASCII
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_LEAP_SECOND = 60
EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_LAST_MINUTE = 23 * 60 + 59
_DAY_MINUTES = 24 * 60


def is_uri(text: str) -> bool:
    """Say whether ``text`` is an absolute or relative-free URI: with a scheme, ASCII, escaped."""
    found = _URI.fullmatch(text)
    return found is not None and (found["six"] is None or _is_address(found["six"]))


def _is_address(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """Say whether ``text`` is a date and time with an offset; leap seconds where they can be."""
    found = _TIME.fullmatch(text)
    if found is None:
        return False
    year, month, day, hour, minute, second = map(int, found.group(1, 2, 3, 4, 5, 6))
    if not (1 <= month <= len(_DAYS) and 1 <= day <= _days(year, month)):
        return False
    away = _offset(found)
    if hour > 23 or minute > 59 or second > _LEAP_SECOND or away is None:  # noqa: PLR2004
        return False
    return second < _LEAP_SECOND or (hour * 60 + minute - away) % _DAY_MINUTES == _LAST_MINUTE


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == _FEBRUARY and leap else _DAYS[month - 1]


def _offset(found: re.Match[str]) -> int | None:
    """Return the minutes east of Greenwich, or None where that is no offset."""
    if found[9] is None:
        return 0
    hours, minutes = int(found[10]), int(found[11])
    if hours > 23 or minutes > 59:  # noqa: PLR2004
        return None
    return (hours * 60 + minutes) * (1 if found[9] == "+" else -1)


def moment(text: str) -> datetime:
    """Return the time ``text`` names, in UTC, to the millisecond; it must be a time.

    A leap second counts as the second after it; the years 0 and 9999 are kept
    inside what a ``datetime`` can say.
    """
    upper = text.upper()
    extra = timedelta(seconds=1) if upper[17:19] == "60" else timedelta()
    if extra:
        upper = f"{upper[:17]}59{upper[19:]}"
    if upper.startswith("0000"):
        return EARLIEST
    try:
        return to_milliseconds(datetime.fromisoformat(upper).astimezone(UTC) + extra)
    except OverflowError:
        return EARLIEST if upper.startswith("0001") else LATEST


def to_milliseconds(at: datetime) -> datetime:
    """Return ``at`` rounded to the millisecond, half to even."""
    rounded = round(at.microsecond, -3)
    return at + timedelta(microseconds=rounded - at.microsecond)


def written(at: datetime) -> str:
    """Return ``at`` as EPCIS writes it: UTC, milliseconds, ``Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"
