"""What the contents of an element must satisfy beyond their form (GS1 General Specifications, 3).

The names are those of the syntax dictionary.  A rule takes one component and
says whether it holds.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence

from nscl_traceability.domain.gs1.code_lists import (
    COUNTRY_LETTERS,
    COUNTRY_NUMBERS,
    CURRENCY_NUMBERS,
)
from nscl_traceability.domain.gtin import check_digit

Rule = Callable[[str], bool]
# Positions are weights (General Specifications, 7.9.5).
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
SET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
MODULUS = 1021
PREFIX = r"\d{4}"  # the shortest company prefix
UNKNOWN_COUNTRY = "999"


def broken_rule(component: str, rules: Sequence[str]) -> str | None:
    """Return the name of the first of ``rules`` that ``component`` breaks."""
    return next((name for name in rules if name in RULES and not RULES[name](component)), None)


def check_pair(body: str) -> str:
    """Return the pair of check characters of an alphanumeric key."""
    primes = _primes(len(body))
    weighted = zip(reversed(primes), body, strict=True)
    total = sum(prime * SET_82.index(letter) for prime, letter in weighted) % MODULUS
    return SET_32[total >> 5] + SET_32[total & 31]


def _primes(count: int) -> list[int]:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return found


def _matches(expression: str) -> Rule:
    compiled = re.compile(expression)
    return lambda text: compiled.fullmatch(text) is not None


def _one_of(codes: frozenset[str]) -> Rule:
    return lambda text: text in codes


def _at_most(limit: int) -> Rule:
    return lambda text: int(text) <= limit


def _has_check_digit(text: str) -> bool:
    return check_digit(text[:-1]) == text[-1]


def _has_check_pair(text: str) -> bool:
    return len(text) >= len("22") and check_pair(text[:-2]) == text[-2:]


def _is_day(text: str, *, may_be_open: bool) -> bool:
    """Tell whether ``yymmdd`` or ``yyyymmdd`` is a day; day 00 may mean the month's end."""
    year, month, day = int(text[:-4]), int(text[-4:-2]), int(text[-2:])
    if not 1 <= month <= 12:  # noqa: PLR2004
        return False
    least = 0 if may_be_open else 1
    return least <= day <= monthrange(year if len(text) > len("yymmdd") else 2000 + year, month)[1]


def _is_iban(text: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{1,30}", text) or text[:2] not in COUNTRY_LETTERS:
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _is_piece_of_total(text: str) -> bool:
    piece, total = int(text[:2]), int(text[2:])
    return 1 <= piece <= total


def _is_place_in_sequence(text: str) -> bool:
    place, slash, end = text.partition("/")
    return bool(slash and place.isdigit() and end.isdigit() and 1 <= int(place) <= int(end))


# Coupons of North America (couponcode, couponposoffer) and UN/ECE package types
# (packagetype) are taken as their form allows.
RULES: Mapping[str, Rule] = {
    "csum": _has_check_digit,
    "csumalpha": _has_check_pair,
    "gcppos1": _matches(f"{PREFIX}.*"),
    "gcppos2": _matches(f".{PREFIX}.*"),
    "hasnondigit": _matches(r".*[^0-9].*"),
    "hh": _at_most(23),
    "hhmi": _matches(r"([01]\d|2[0-3])[0-5]\d"),
    "hyphen": _matches("-"),
    "iban": _is_iban,
    "importeridx": _matches(r"[-0-9A-Z_a-z]"),
    "iso3166": _one_of(COUNTRY_NUMBERS),
    "iso3166999": _one_of(COUNTRY_NUMBERS | {UNKNOWN_COUNTRY}),
    "iso3166alpha2": _one_of(COUNTRY_LETTERS),
    "iso4217": _one_of(CURRENCY_NUMBERS),
    "iso5218": _matches("[0129]"),
    "latitude": _at_most(180_0000000),
    "longitude": _at_most(360_0000000),
    "mediatype": _matches(r"0[1-9]|10|[89]\d"),
    "mi": _at_most(59),
    "nonzero": _matches(r"\d*[1-9]\d*"),
    "nozeroprefix": _matches(r"0|[1-9]\d*"),
    "pcenc": _matches(r"([^%]|%[0-9A-Fa-f]{2})*"),
    "pieceoftotal": _is_piece_of_total,
    "posinseqslash": _is_place_in_sequence,
    "ss": _at_most(59),
    "winding": _matches("[019]"),
    "yesno": _matches("[01]"),
    "yymmd0": lambda text: _is_day(text, may_be_open=True),
    "yymmdd": lambda text: _is_day(text, may_be_open=False),
    "yyyymmdd": lambda text: _is_day(text, may_be_open=False),
    "zero": _matches("0+"),
}
