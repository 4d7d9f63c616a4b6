"""The keys of the serials: stored encrypted under the master key, opened in memory.

The master key file (``NSCL_MASTER_KEY_FILE``) has one key a line, ``<id>:<base64
of 32 bytes>`` or only the base64 (id ``default``).  The first one encrypts new
keys; the others still open old ones, so that the master key can be rotated.
"""

from __future__ import annotations

import base64
import binascii
import os
import time
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from mongoengine.errors import NotUniqueError

from nscl_shared.settings import settings
from nscl_traceability.domain.serials import (
    KEY_IDS,
    RoundFunction,
    StampPlace,
    key_id_of,
    place_of,
    serial_of,
)
from nscl_traceability.storage.documents import StampKeyDocument

KEY_BYTES = 32
NONCE_BYTES = 12
HALF_BYTES = 8
# how often keys that another replica made are looked for, at most
LOOK_AGAIN_SECONDS = 30.0


class MasterKeyError(RuntimeError):
    """The master key file is missing, malformed, or not the one the keys were made with."""


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


def round_function(key: bytes) -> RoundFunction:
    """Return the pseudo-random function of one key: AES-256 of round number and half."""
    encrypt = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305  # one block a call

    def prf(number: int, half: int) -> int:
        block = bytes([number]).ljust(HALF_BYTES, b"\0") + half.to_bytes(HALF_BYTES, "big")
        return int.from_bytes(encrypt.update(block)[:HALF_BYTES], "big")

    return prf


class Keyring:
    """Makes and checks serials; keys are read from the database once."""

    def __init__(self, masters: dict[str, bytes]) -> None:
        self._masters = masters
        self._functions: dict[int, RoundFunction] = {}
        self._looked_at = -LOOK_AGAIN_SECONDS

    def ensure_key(self) -> None:
        """Create the first key if there is none, and open all there are.

        Raises:
            MasterKeyError: a key was sealed with a master key that is not in the file.
        """
        if StampKeyDocument.objects.first() is None:
            self._create(0)
        self._open_all()

    def rotate(self) -> int:
        """Create the next key and return its id; new batches use it."""
        newest = self.current_key_id()
        if newest + 1 >= KEY_IDS:
            raise MasterKeyError(f"all {KEY_IDS} key ids are used")
        self._create(newest + 1)
        return newest + 1

    def current_key_id(self) -> int:
        """Return the id of the key for new batches."""
        return int(StampKeyDocument.objects.order_by("-id").first().id)

    def serial(self, place: StampPlace, key_id: int) -> str:
        """Return the serial of a stamp."""
        return serial_of(place, key_id, self._function(key_id))

    def authenticate(self, serial: str) -> StampPlace | None:
        """Return the stamp of an authentic serial, None for anything else.

        Reads nothing from the database when the key is open.  For a key id that
        is not, the keys are read again, but not more often than every
        ``LOOK_AGAIN_SECONDS``: another replica may have made one.
        """
        key_id = key_id_of(serial)
        if key_id is None:
            return None
        if key_id not in self._functions and self._may_look_again():
            self._open_all()
        prf = self._functions.get(key_id)
        return place_of(serial, prf) if prf else None

    def _may_look_again(self) -> bool:
        return time.monotonic() - self._looked_at >= LOOK_AGAIN_SECONDS

    def _open_all(self) -> None:
        for document in StampKeyDocument.objects(id__nin=list(self._functions)):
            self._functions[document.id] = round_function(self._open(document))
        self._looked_at = time.monotonic()

    def _function(self, key_id: int) -> RoundFunction:
        if key_id not in self._functions:
            document = StampKeyDocument.objects.get(id=key_id)
            self._functions[key_id] = round_function(self._open(document))
        return self._functions[key_id]

    def _create(self, key_id: int) -> None:
        master_id, master = next(iter(self._masters.items()))
        nonce, key = os.urandom(NONCE_BYTES), os.urandom(KEY_BYTES)
        wrapped = AESGCM(master).encrypt(nonce, key, str(key_id).encode())
        document = StampKeyDocument(id=key_id, master_id=master_id, nonce=nonce, wrapped=wrapped)
        try:
            document.save(force_insert=True)
        except NotUniqueError:  # another replica was faster
            return

    def _open(self, document: StampKeyDocument) -> bytes:
        try:
            master = self._masters[document.master_id]
            return AESGCM(master).decrypt(
                document.nonce, document.wrapped, str(document.id).encode()
            )
        except (KeyError, InvalidTag) as error:
            raise MasterKeyError(
                f"stamp key {document.id} was made with master key {document.master_id!r}, "
                "which NSCL_MASTER_KEY_FILE does not hold"
            ) from error


@cache
def keyring() -> Keyring:
    """Return this process's keyring."""
    return Keyring(read_master_keys(settings().master_key_file))
