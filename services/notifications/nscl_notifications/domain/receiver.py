"""Names of receivers."""

from __future__ import annotations

import re

from nscl_shared.kernel import InvalidInput

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RESERVED = frozenset({"new"})  # an address of the pages
MAX_NAME = 40


def receiver_name(text: str) -> str:
    """Return the name: it becomes part of a queue's name and of addresses.

    Raises:
        InvalidInput: ``webhook-name-invalid``.
    """
    name = text.strip()
    if len(name) > MAX_NAME or name in RESERVED or not NAME.fullmatch(name):
        raise InvalidInput("webhook-name-invalid", field="name", name=name, most=MAX_NAME)
    return name
