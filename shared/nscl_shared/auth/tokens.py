"""Signed short-lived tokens (JWT, EdDSA): issued by identity, verified by everyone alone."""

from __future__ import annotations

import json
import logging
import secrets
import time
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl_shared.auth.keys import KeyFileError, jwks, public_jwk, read_signing_key
from nscl_shared.auth.principal import ROLES, Principal
from nscl_shared.kernel.ids import new_id
from nscl_shared.settings import settings

ALGORITHM = "EdDSA"
DEFAULT_LIFETIME = 8 * 3600
CLOCK_SKEW = 10
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "jti"]


log = logging.getLogger(__name__)


class InvalidToken(Exception):
    """The token is malformed, expired, for somebody else, or not signed by a known key."""


def issuer() -> str:
    """Return the ``iss`` of this province's tokens."""
    return f"urn:nscl:{settings().province}:identity"


def audience() -> str:
    """Return the ``aud`` of this province's tokens."""
    return f"urn:nscl:{settings().province}"


class TokenSigner:
    """Issues tokens with one private key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.kid = public_jwk(key.public_key())["kid"]

    @classmethod
    def from_settings(cls) -> TokenSigner:
        """Use ``NSCL_SIGNING_KEY_FILE``.

        Raises:
            KeyFileError: the setting is absent or the file no Ed25519 key.
        """
        path = settings().signing_key_file
        if path is None:
            raise KeyFileError("NSCL_SIGNING_KEY_FILE is not set")
        return cls(read_signing_key(path))

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """Return the key set by which others verify this signer's tokens."""
        return jwks([self._key.public_key()])

    def issue(self, principal: Principal, lifetime: float = DEFAULT_LIFETIME) -> str:
        """Sign a token for ``principal``, valid for ``lifetime`` seconds from now.

        A principal without a ``csrf`` secret gets a new one.
        """
        if principal.role not in ROLES:
            raise ValueError(f"{principal.role!r} is not a role")
        headers = {"kid": self.kid, "typ": "JWT"}
        return jwt.encode(_claims(principal, lifetime), self._key, ALGORITHM, headers)


def _claims(principal: Principal, lifetime: float) -> dict[str, Any]:
    now = int(time.time())
    claims = {
        "iss": issuer(),
        "aud": audience(),
        "iat": now,
        "exp": now + int(lifetime),
        "jti": new_id(),
        "sub": principal.subject,
        "username": principal.username,
        "role": principal.role,
        "name": principal.display_name,
        "firm": principal.firm_id,
        "csrf": principal.csrf or secrets.token_urlsafe(24),
        "locale": principal.language,
    }
    return {name: value for name, value in claims.items() if value is not None}


class TokenVerifier:
    """Verifies tokens against a key set file, which it reads again when it changes."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._keys: dict[str, jwt.PyJWK] = {}

    @classmethod
    def from_settings(cls) -> TokenVerifier:
        """Use ``NSCL_JWKS_FILE``; without it every token is invalid."""
        return cls(settings().jwks_file)

    def verify(self, token: str) -> Principal:
        """Return the principal of a valid token.

        Raises:
            InvalidToken: it must not be believed; the message says why, for the log.
        """
        try:
            kid = jwt.get_unverified_header(token).get("kid", "")
            claims = self._decode(token, self._key(kid))
            return _principal(claims)
        except (jwt.PyJWTError, KeyError, TypeError) as error:
            raise InvalidToken(str(error)) from error

    def _decode(self, token: str, key: jwt.PyJWK) -> dict[str, Any]:
        return jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=audience(),
            issuer=issuer(),
            leeway=CLOCK_SKEW,
            options={"require": REQUIRED},
        )

    def _key(self, kid: str) -> jwt.PyJWK:
        self._reload_if_changed()
        if kid not in self._keys:
            raise InvalidToken(f"unknown key {kid!r}")
        return self._keys[kid]

    def _reload_if_changed(self) -> None:
        """Read the file again when it changed; keep the known keys when it cannot be read."""
        if self._path is None:
            return
        try:
            stat = self._path.stat()
            stamp = (stat.st_mtime_ns, stat.st_ino)
            if stamp != self._stamp:
                self._keys = _read_keys(self._path)
                self._stamp = stamp
        except (OSError, ValueError, TypeError, KeyError, jwt.PyJWTError) as error:
            log.warning("cannot read the key set %s: %s", self._path, error)


def _read_keys(path: Path) -> dict[str, jwt.PyJWK]:
    document = json.loads(path.read_text(encoding="utf-8"))
    return {jwk["kid"]: jwt.PyJWK(jwk, ALGORITHM) for jwk in document["keys"]}


def _principal(claims: dict[str, Any]) -> Principal:
    if claims["role"] not in ROLES:
        raise InvalidToken(f"unknown role {claims['role']!r}")
    return Principal(
        subject=claims["sub"],
        username=claims["username"],
        role=claims["role"],
        display_name=claims.get("name", ""),
        firm_id=claims.get("firm"),
        csrf=claims["csrf"],
        language=claims.get("locale"),
    )
