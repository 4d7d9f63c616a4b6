"""The account of an agency, as it is handed over: once, and readable by its owner only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from nscl_shared.runtime.layout import write_private

URI = "NSCL_AGENCY_URI"
PASSWORD_BYTES = 24


def new_password() -> str:
    """Return a password that fits into a URI as it is (192 random bits)."""
    return secrets.token_urlsafe(PASSWORD_BYTES)


@dataclass(frozen=True)
class Credentials:
    """User (also the queue's name) and password at the broker ``server``.

    ``server`` is an AMQP address with the virtual host; its user is left out.
    """

    user: str
    password: str = field(repr=False)
    server: str = field(repr=False)

    @property
    def uri(self) -> str:
        """The address with which the agency connects."""
        there = urlsplit(self.server)
        host = f"{there.hostname}:{there.port}" if there.port else str(there.hostname)
        return f"{there.scheme}://{quote(self.user)}:{self.password}@{host}{there.path}"

    def write(self, path: Path) -> Path:
        """Write an environment file, mode 0600."""
        return write_private(path, f"{URI}='{self.uri}'\n")
