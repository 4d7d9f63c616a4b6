"""Ed25519 keys: making, reading and publishing them (RFC 8037, RFC 7517)."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


class KeyFileError(RuntimeError):
    """A key file is missing or is not an Ed25519 private key in PEM."""


def write_signing_key(path: Path) -> None:
    """Make a new private key at ``path``, readable by its owner only.

    Raises:
        FileExistsError: a key is there; keys are never overwritten.
    """
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)


def read_signing_key(path: Path) -> Ed25519PrivateKey:
    """Read a PEM private key.

    Raises:
        KeyFileError: the file is missing or holds something else.
    """
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"{path}: {error}; `nscl up` makes a key where none is") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} is not an Ed25519 key")
    return key


def public_jwk(key: Ed25519PublicKey) -> dict[str, str]:
    """Return the public key as a JWK whose ``kid`` is its RFC 7638 thumbprint."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    jwk = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(raw)}
    canonical = json.dumps(jwk, sort_keys=True, separators=(",", ":")).encode()
    kid = _base64url(hashlib.sha256(canonical).digest())
    return {**jwk, "kid": kid, "alg": "EdDSA", "use": "sig"}


def jwks(keys: Iterable[Ed25519PublicKey]) -> dict[str, list[dict[str, str]]]:
    """Return the key set document that verifiers read."""
    return {"keys": [public_jwk(key) for key in keys]}


def write_jwks(path: Path, document: dict[str, Any]) -> None:
    """Put the key set at ``path`` in one step, so that no reader sees half of it."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(document, indent=2), encoding="utf-8")
    draft.replace(path)


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
