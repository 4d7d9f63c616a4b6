"""Where mail is handed over: ``NSCL_SMTP_URI``.

``smtp://host:25`` plain, ``smtp+starttls://user:password@host:587`` upgraded
(refused if the server cannot), ``smtps://host:465`` encrypted from the start.
User and password are percent-encoded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SmtpUriError(ValueError):
    """The setting cannot be used; the message says why and never shows the password."""


@dataclass(frozen=True)
class SmtpServer:
    """A parsed URI."""

    host: str
    port: int
    security: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def encrypted(self) -> bool:
        """Tell whether the password travels encrypted."""
        return self.security != "smtp"


def parse_smtp_uri(uri: str) -> SmtpServer:
    """Return the server in ``uri``.

    Raises:
        SmtpUriError: unknown scheme, no host, a wrong port, or a password that
            would travel in the clear over a network.
    """
    parts = urlsplit(uri)
    if parts.scheme not in PORTS:
        raise SmtpUriError(f"NSCL_SMTP_URI must begin with one of {', '.join(PORTS)}://")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError as error:
        raise SmtpUriError(f"NSCL_SMTP_URI: {error}") from error
    if not parts.hostname:
        raise SmtpUriError("NSCL_SMTP_URI names no host")
    server = SmtpServer(
        host=parts.hostname,
        port=port,
        security=parts.scheme,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
    if server.user and not server.encrypted and server.host not in LOOPBACK:
        raise SmtpUriError("NSCL_SMTP_URI has a password: use smtp+starttls:// or smtps://")
    return server
