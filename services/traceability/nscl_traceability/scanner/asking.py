"""A request as the server reads it, and what the caller would like to have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from nscl_shared.i18n import DEFAULT_LANGUAGE, LANGUAGES

HTML, JSON, LINKSET = "html", "json", "linkset"
KINDS = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "application/linkset+json": LINKSET,
    "application/json": JSON,
    "application/problem+json": JSON,
    "application/ld+json": JSON,
    "application/*": JSON,
    "*/*": JSON,
}
CACHED = 2_000


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: ``path`` and ``query`` as they were sent, percent signs and all."""

    method: str
    path: str
    query: str
    headers: Mapping[bytes, bytes]
    peer: str

    @property
    def kind(self) -> str:
        """What the caller accepts best: ``html``, ``linkset`` or ``json``, which is the default."""
        return _kind(self.headers.get(b"accept", b""))

    @property
    def language(self) -> str:
        """The language of ``?lang=``, else of ``Accept-Language``, else Vietnamese."""
        if "lang=" in self.query:
            asked = self.members.get("lang", "")
            if asked in LANGUAGES:
                return asked
        return _language(self.headers.get(b"accept-language", b""))

    @property
    def members(self) -> dict[str, str]:
        """The query, the first value of each name."""
        pairs = parse_qsl(self.query, keep_blank_values=True)
        return dict(reversed(pairs))

    @property
    def address(self) -> str:
        """The caller's network address, as the front door tells it."""
        given = self.headers.get(b"x-forwarded-for", b"").decode("latin-1")
        return given.rpartition(",")[2].strip() or self.peer

    @property
    def agent(self) -> str:
        """What the caller's browser calls itself."""
        return self.headers.get(b"user-agent", b"").decode("latin-1")[:300]

    @property
    def correlation_id(self) -> str:
        """The id that the front door gave the request."""
        return self.headers.get(b"x-request-id", b"").decode("latin-1")[:100]


def ask_of(scope: Mapping[str, Any]) -> Ask:
    """Return the request of an ASGI scope."""
    peer = scope.get("client")
    return Ask(
        scope["method"],
        scope["raw_path"].decode("latin-1"),
        scope["query_string"].decode("latin-1"),
        dict(scope["headers"]),
        peer[0] if peer else "",
    )


@lru_cache(maxsize=CACHED)
def _kind(accept: bytes) -> str:
    """Return the kind wanted most; a caller that says nothing takes JSON."""
    wanted = [(KINDS[name], quality) for name, quality in _preferences(accept) if name in KINDS]
    # a browser names HTML among others and means it
    return max(wanted, key=lambda pair: pair[1], default=(JSON, 1.0))[0]


@lru_cache(maxsize=CACHED)
def _language(accept: bytes) -> str:
    ranked = sorted(_preferences(accept), key=lambda pair: -pair[1])
    short = (name.partition("-")[0] for name, quality in ranked if quality > 0)
    return next((name for name in short if name in LANGUAGES), DEFAULT_LANGUAGE)


def _preferences(header: bytes) -> Iterator[tuple[str, float]]:
    """Yield name and quality of each entry, in the order of the header."""
    for entry in header.decode("latin-1").lower().split(","):
        name, *parameters = (part.strip() for part in entry.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                quality = _number(parameter[2:])
        if name:
            yield name, quality


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
