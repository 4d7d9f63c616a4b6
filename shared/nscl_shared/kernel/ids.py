"""Identifiers."""

from __future__ import annotations

from uuid_utils import uuid7


def new_id() -> str:
    """Return a UUIDv7 (RFC 9562) as text: unique, and sorted by time of creation."""
    return str(uuid7())
