"""Who is asking."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = frozenset({"admin", "officer", "appraiser", "finance", "firm", "partner", "auditor"})


@dataclass(frozen=True, kw_only=True)
class Principal:
    """An authenticated caller.

    ``subject`` is the account id, ``firm_id`` set when the account belongs to a
    firm, ``csrf`` the secret that unsafe cookie requests must repeat.
    """

    subject: str
    username: str
    role: str
    display_name: str = ""
    firm_id: str | None = None
    csrf: str = ""
    language: str | None = None

    def has(self, *roles: str) -> bool:
        """Say whether the caller's role is one of ``roles``."""
        return self.role in roles
