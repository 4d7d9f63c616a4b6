"""The officers whom cases can be given to."""

from __future__ import annotations

from nscl_registration.storage.documents_work import OfficerDocument


def officers() -> list[tuple[str, str]]:
    """Return account and name of those known here, by name."""
    found = OfficerDocument.objects.only("name")
    return sorted(((one.id, one.name) for one in found), key=lambda known: known[1])
