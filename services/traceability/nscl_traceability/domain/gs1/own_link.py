"""The Digital Links of our own stamps, recognised at a glance.

A link ``/01/<GTIN-14>/10/<lot>/21/<serial>`` of exactly the form that is printed
on stamps needs no parser.  What ``own_link`` accepts, ``parse`` reads in the same way
and without faults (``tests/domain/gs1/test_own_link.py``); all else it leaves alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from nscl_traceability.domain.gtin import check_digit
from nscl_traceability.domain.serials import ALPHABET, LENGTH

FORM = re.compile(
    rf"/01/([0-9]{{14}})/10/([A-Za-z0-9._\-]{{1,20}})/21/([{ALPHABET}]{{{LENGTH}}})/?"
)


class OwnLink(NamedTuple):
    """The elements of a stamp's link."""

    gtin: str
    lot_number: str
    serial: str


def own_link(path: str) -> OwnLink | None:
    """Return the elements of a raw path that has the form of a stamp's, else None."""
    found = FORM.fullmatch(path)
    if found is None:
        return None
    link = OwnLink(*found.groups())
    return link if _has_check_digit(link.gtin) else None


@lru_cache(maxsize=10_000)
def _has_check_digit(gtin: str) -> bool:
    return check_digit(gtin[:-1]) == gtin[-1]
