"""Answers: status, headers, body; and the headers that every answer carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

from nscl_shared.settings import settings
from nscl_shared.web.rendering import to_json
from nscl_shared.web.security import HSTS

Header = tuple[bytes, bytes]
# Anyone may ask from any page (GS1: "SHALL support CORS"); nothing here belongs to a session.
OPEN: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"Link, Location, X-Request-ID"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
VARIES: Header = (b"vary", b"Accept, Accept-Language")
NEVER_KEPT: Header = (b"cache-control", b"no-store")
PREFLIGHT: tuple[Header, ...] = (
    (b"allow", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-methods", b"GET, HEAD, OPTIONS"),
    (b"access-control-allow-headers", b"Accept, Accept-Language"),
    (b"access-control-max-age", b"86400"),
)
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' {styles}; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'; worker-src 'self'"
)
PERMISSIONS: Header = (
    b"permissions-policy",
    b"camera=(), geolocation=(), microphone=(), payment=(), usb=()",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    headers: tuple[Header, ...] = ()
    body: bytes = b""
    route: str = "other"

    def all_headers(self, correlation_id: str) -> list[Header]:
        """Return the headers with those of every answer."""
        length = (b"content-length", b"%d" % len(self.body))
        told = ((b"x-request-id", correlation_id.encode("latin-1")),) if correlation_id else ()
        return [*self.headers, *_common(), length, *told]


@cache
def _common() -> tuple[Header, ...]:
    secure = settings().public_url.startswith("https:")
    return (*OPEN, (b"strict-transport-security", HSTS.encode())) if secure else OPEN


def json_answer(
    body: Any,
    *,
    status: int = HTTPStatus.OK,
    kind: str = "application/json",
    headers: Iterable[Header] = (),
    route: str = "other",
) -> Answer:
    """Return ``body`` as JSON."""
    content = (b"content-type", kind.encode())
    return Answer(status, (content, VARIES, *headers), to_json(body).encode(), route)


def redirect(location: str, *, headers: Iterable[Header] = (), route: str = "other") -> Answer:
    """Return 307: the same question, elsewhere."""
    there = (b"location", location.encode("latin-1"))
    return Answer(HTTPStatus.TEMPORARY_REDIRECT, (there, VARIES, NEVER_KEPT, *headers), b"", route)


def see_other(location: str, *, route: str) -> Answer:
    """Return 303: the answer to a form is a page."""
    there = (b"location", location.encode("latin-1"))
    return Answer(HTTPStatus.SEE_OTHER, (there, NEVER_KEPT), b"", route)
