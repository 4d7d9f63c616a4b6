"""Keys and passwords of one instance, made on first use, readable by the owner only."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import OKPAlgorithm

from nscl_shared.runtime.layout import write_private


class Secrets:
    """The secrets below ``folder``; every property creates its file if absent."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which must exist."""
        self.folder = folder

    @property
    def broker_password(self) -> str:
        """Password of the broker's only user, URL-safe."""
        return self._text("broker-password", 24).read_text()

    @property
    def erlang_cookie(self) -> str:
        """The shared secret of the Erlang node and its command line tools."""
        return self._text("erlang-cookie", 24).read_text()

    @property
    def admin_password_file(self) -> Path:
        """Password of the first administrator."""
        return self._text("admin-password", 12)

    @property
    def master_key_file(self) -> Path:
        """32 random bytes in base64: encrypts the keys of stamp serials."""
        path = self.folder / "master-key"
        if not path.exists():
            write_private(path, base64.b64encode(secrets.token_bytes(32)))
        return path

    @property
    def signing_key_file(self) -> Path:
        """Ed25519 private key (PKCS #8 PEM) that signs tokens."""
        path = self.folder / "signing-key.pem"
        if not path.exists():
            key = Ed25519PrivateKey.generate()
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            write_private(path, pem)
        return path

    @property
    def jwks_file(self) -> Path:
        """The public half as a JWK set (RFC 7517)."""
        path = self.folder / "jwks.json"
        if not path.exists():
            write_private(path, json.dumps({"keys": [public_jwk(self.signing_key_file)]}))
        return path

    def _text(self, name: str, size: int) -> Path:
        path = self.folder / name
        if not path.exists():
            write_private(path, secrets.token_urlsafe(size))
        return path


def public_jwk(private_pem: Path) -> dict[str, str]:
    """Return the public JWK of an Ed25519 key; ``kid`` is its RFC 7638 thumbprint."""
    private = load_pem_private_key(private_pem.read_bytes(), password=None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(f"{private_pem} holds no Ed25519 key")
    jwk = OKPAlgorithm.to_jwk(private.public_key(), as_dict=True)
    public = {name: str(jwk[name]) for name in ("crv", "kty", "x")}
    return {**public, "kid": thumbprint(public), "use": "sig", "alg": "EdDSA"}


def thumbprint(jwk: dict[str, str]) -> str:
    """Return the SHA-256 thumbprint (RFC 7638) over the members an OKP key requires."""
    canonical = json.dumps(
        {name: jwk[name] for name in ("crv", "kty", "x")}, separators=(",", ":"), sort_keys=True
    )
    digest = hashlib.sha256(canonical.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
