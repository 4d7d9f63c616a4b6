"""Secrets at rest: encrypted under the installation's master key.

The master key file (``NSCL_MASTER_KEY_FILE``) has one key a line, ``<id>:<base64
of 32 bytes>`` or only the base64 (id ``default``).  The first one encrypts new
secrets; the others still open old ones, so that the master key can be rotated.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nscl_shared.settings import settings

KEY_BYTES = 32
NONCE_BYTES = 12


class MasterKeyError(RuntimeError):
    """The master key file is missing, malformed, or not the one a secret was sealed with."""


@dataclass(frozen=True)
class Sealed:
    """An encrypted secret and the id of the master key that opens it."""

    master_id: str
    nonce: bytes
    wrapped: bytes


class Sealer:
    """Seals and opens secrets with the master keys, the current one first."""

    def __init__(self, masters: Mapping[str, bytes]) -> None:
        self._masters = masters

    def seal(self, secret: bytes, context: str) -> Sealed:
        """Return ``secret`` encrypted; it opens only where ``context`` is the same."""
        master_id, master = next(iter(self._masters.items()))
        nonce = os.urandom(NONCE_BYTES)
        return Sealed(master_id, nonce, AESGCM(master).encrypt(nonce, secret, context.encode()))

    def open(self, sealed: Sealed, context: str, what: str) -> bytes:
        """Return the secret; ``what`` names it in the error.

        Raises:
            MasterKeyError: it was changed, moved, or sealed with another master key.
        """
        try:
            master = AESGCM(self._masters[sealed.master_id])
            return master.decrypt(sealed.nonce, sealed.wrapped, context.encode())
        except (KeyError, InvalidTag) as error:
            raise MasterKeyError(
                f"{what} was made with master key {sealed.master_id!r}, "
                "which NSCL_MASTER_KEY_FILE does not hold"
            ) from error


def read_master_keys(path: Path | None) -> dict[str, bytes]:
    """Return the master keys by id, the current one first.

    Raises:
        MasterKeyError: says what is wrong with which line.
    """
    if path is None:
        raise MasterKeyError("NSCL_MASTER_KEY_FILE is not set")
    keys: dict[str, bytes] = {}
    for number, line in enumerate(_lines(path), start=1):
        name, _, text = line.rpartition(":")
        try:
            key = base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise MasterKeyError(f"{path}, line {number}: not base64") from error
        if len(key) != KEY_BYTES:
            raise MasterKeyError(f"{path}, line {number}: {len(key)} bytes, not {KEY_BYTES}")
        keys[name or "default"] = key
    if not keys:
        raise MasterKeyError(f"{path} holds no key")
    return keys


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        raise MasterKeyError(f"{path} cannot be read: {error}") from error


@cache
def sealer() -> Sealer:
    """Return this process's sealer.

    Raises:
        MasterKeyError: the master key file is missing or malformed.
    """
    return Sealer(read_master_keys(settings().master_key_file))
