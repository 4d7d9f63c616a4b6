"""The words of the official document: Vietnamese, whatever the caller reads."""

from __future__ import annotations

from datetime import date

from nscl_shared import formats
from nscl_shared.i18n import translate, use_language

PACKAGE = "nscl_reporting"
LANGUAGE = "vi"


def _(msgid: str, /, **params: object) -> str:
    """Translate ``msgid`` into Vietnamese and fill ``{name}`` from ``params``."""
    with use_language(LANGUAGE):
        return formats.fill(translate(msgid, package=PACKAGE), params, LANGUAGE)


def number(value: int | None) -> str:
    """Return ``1.234``, a dash for None."""
    return formats.number(value, LANGUAGE)


def day(value: date) -> str:
    """Return ``05/04/2021``."""
    return formats.day(value, LANGUAGE)
