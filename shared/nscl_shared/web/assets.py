"""Static files: found in the service's folder, else the kit's; cached by content."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from nscl_shared.kernel.errors import NotFound

KIT = "nscl_shared.web"
FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Asset:
    """One static file in memory."""

    body: bytes
    content_type: str

    @cached_property
    def digest(self) -> str:
        """The first characters of its SHA-256, for the URL."""
        return hashlib.sha256(self.body).hexdigest()[:16]


class Assets:
    """The static files of one service process; each is read once."""

    def __init__(self, service: str, packages: tuple[str, ...]) -> None:
        self._prefix = f"/{service}/_static"
        self._roots = [files(package) / "static" for package in packages]
        self._read: dict[str, Asset] = {}

    def url(self, name: str) -> str:
        """Return the address of ``name``, which changes when its content does."""
        return f"{self._prefix}/{self.get(name).digest}/{name}"

    def get(self, name: str) -> Asset:
        """Return a file.

        Raises:
            NotFound: there is none of that name.
        """
        if name not in self._read:
            self._read[name] = _load(self._find(name), name)
        return self._read[name]

    def caching(self, digest: str, name: str) -> str:
        """Return ``Cache-Control`` for a request that named ``digest``."""
        return FOREVER if digest == self.get(name).digest else SHORTLY

    def _find(self, name: str) -> Traversable:
        parts = name.split("/")
        if any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
            raise NotFound("no-such-page")
        for root in self._roots:
            candidate = root.joinpath(*parts)
            if candidate.is_file():
                return candidate
        raise NotFound("no-such-page")


def _load(source: Traversable, name: str) -> Asset:
    suffix = name[name.rfind(".") :]
    kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(source.read_bytes(), kind)
