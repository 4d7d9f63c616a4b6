"""The words of the official document: Vietnamese, whatever the caller reads."""

from __future__ import annotations

from datetime import date

from nscl_shared import formats
from nscl_shared.documents.words import LANGUAGE, words_of

PACKAGE = "nscl_reporting"

_ = words_of(PACKAGE)


def number(value: int | None) -> str:
    """Return ``1.234``, a dash for None."""
    return formats.number(value, LANGUAGE)


def day(value: date) -> str:
    """Return ``05/04/2021``."""
    return formats.day(value, LANGUAGE)
