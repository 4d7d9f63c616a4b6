"""E-mail addresses, as far as they can be judged without asking the mail server."""

from __future__ import annotations

import re

# RFC 5321 section 4.5.3.1: 64 octets before the @, 254 in all.  No spaces, controls or
# list separators: such an "address" would reach the header of a letter.
_ADDRESS = re.compile(r'[^@\s<>()\[\],;:"\\\x00-\x1f\x7f]{1,64}@[^@\s<>()\[\],;:"\\\x00-\x1f\x7f]+')
MAX_LENGTH = 254


def clean_address(text: str | None) -> str | None:
    """Return the address in ``text``, or None if it holds no usable one.

    >>> clean_address("  lien.he@vidu.example ")
    'lien.he@vidu.example'
    >>> clean_address("lien he, vidu") is None
    True
    """
    address = (text or "").strip()
    if len(address.encode()) > MAX_LENGTH or not _ADDRESS.fullmatch(address):
        return None
    host = address.rpartition("@")[2]
    labels = host.split(".")
    return address if all(label and not label.startswith("-") for label in labels) else None
