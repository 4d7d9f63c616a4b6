"""Global Trade Item Numbers (GS1 General Specifications, sections 1.4 and 7.9)."""

from __future__ import annotations

from nscl_shared.kernel import InvalidInput

LENGTHS = (8, 12, 13, 14)
# GS1 prefixes 200-299 are for numbers that circulate inside one organisation only.
INTERNAL_PREFIX = "20"
INTERNAL_DIGITS = 8


def check_digit(body: str) -> str:
    """Return the modulo-10 check digit of a number without one."""
    weighted = (int(digit) * (3, 1)[i % 2] for i, digit in enumerate(reversed(body)))
    return str(-sum(weighted) % 10)


def normalise_gtin(text: str) -> str:
    """Return ``text`` as GTIN-14.

    Raises:
        InvalidInput: ``gtin-length`` or ``gtin-check-digit``, with the right digit.
    """
    digits = text.strip().replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in LENGTHS:
        raise InvalidInput("gtin-length", field="gtin", gtin=text)
    expected = check_digit(digits[:-1])
    if digits[-1] != expected:
        raise InvalidInput("gtin-check-digit", field="gtin", gtin=text, expected=expected)
    return digits.zfill(14)


def internal_gtin(admin_code: str, number: int) -> str:
    """Return a GTIN-14 of the restricted range for products without a GTIN.

    Built as ``20`` + the province's two-digit code + an eight-digit running
    number + check digit, a GTIN-13 that is valid within the province only.
    """
    body = f"{INTERNAL_PREFIX}{admin_code:0>2}{number:0{INTERNAL_DIGITS}d}"
    return f"{body}{check_digit(body)}".zfill(14)
