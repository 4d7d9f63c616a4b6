"""The keys of the serials: stored encrypted under the master key, opened in memory."""

from __future__ import annotations

import os
import time
from dataclasses import asdict
from functools import cache

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from mongoengine.errors import NotUniqueError

from nscl_shared.persistence.sealing import (
    KEY_BYTES,
    MasterKeyError,
    Sealed,
    Sealer,
    read_master_keys,
)
from nscl_shared.settings import settings
from nscl_traceability.domain.serials import (
    KEY_IDS,
    RoundFunction,
    StampPlace,
    key_id_of,
    place_of,
    serial_of,
)
from nscl_traceability.domain.serials_bulk import (
    BulkRoundFunction,
    Letters,
    Numbers,
    serials_of,
)
from nscl_traceability.storage.documents import StampKeyDocument

HALF_BYTES = 8
# how often keys that another replica made are looked for, at most
LOOK_AGAIN_SECONDS = 30.0


def round_function(key: bytes) -> RoundFunction:
    """Return the pseudo-random function of one key: AES-256 of round number and half."""
    encrypt = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305  # one block a call

    def prf(number: int, half: int) -> int:
        block = bytes([number]).ljust(HALF_BYTES, b"\0") + half.to_bytes(HALF_BYTES, "big")
        return int.from_bytes(encrypt.update(block)[:HALF_BYTES], "big")

    return prf


def bulk_round_function(key: bytes) -> BulkRoundFunction:
    """Return the same function for arrays of halves, all enciphered in one call."""
    cipher = Cipher(algorithms.AES(key), modes.ECB())  # noqa: S305  # a pseudo-random function

    def prf(number: int, halves: Numbers) -> Numbers:
        blocks = np.empty((len(halves), 2), dtype=">u8")
        blocks[:, 0] = number << 56
        blocks[:, 1] = halves
        # an encryptor of its own: several threads may print at once
        made = np.frombuffer(cipher.encryptor().update(blocks.data.cast("B")), dtype=">u8")
        return made[::2].astype(np.uint64)

    return prf


class Keyring:
    """Makes and checks serials; keys are read from the database once."""

    def __init__(self, masters: dict[str, bytes]) -> None:
        self._sealer = Sealer(masters)
        self._functions: dict[int, RoundFunction] = {}
        self._bulk: dict[int, BulkRoundFunction] = {}
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

    def serials(self, batch_number: int, first: int, last: int, key_id: int) -> Letters:
        """Return the serials of a range of a batch, a row of ASCII codes each."""
        return serials_of(batch_number, first, last, key_id, self.bulk_function(key_id))

    def bulk_function(self, key_id: int) -> BulkRoundFunction:
        """Return the round function of a key for arrays."""
        self._function(key_id)
        return self._bulk[key_id]

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

    def authenticate_from_memory(self, serial: str) -> StampPlace | None:
        """Do the same by the open keys alone: for who hears of new keys, see ``open_new``."""
        prf = self._functions.get(_key_id(serial))
        return place_of(serial, prf) if prf else None

    def open_new(self) -> None:
        """Open the keys that were made meanwhile."""
        self._open_all()

    def _may_look_again(self) -> bool:
        return time.monotonic() - self._looked_at >= LOOK_AGAIN_SECONDS

    def _open_all(self) -> None:
        for document in StampKeyDocument.objects(id__nin=list(self._functions)):
            self._take(document)
        self._looked_at = time.monotonic()

    def _function(self, key_id: int) -> RoundFunction:
        if key_id not in self._functions:
            self._take(StampKeyDocument.objects.get(id=key_id))
        return self._functions[key_id]

    def _take(self, document: StampKeyDocument) -> None:
        key = self._open(document)
        self._bulk[document.id] = bulk_round_function(key)
        self._functions[document.id] = round_function(key)

    def _create(self, key_id: int) -> None:
        sealed = self._sealer.seal(os.urandom(KEY_BYTES), str(key_id))
        document = StampKeyDocument(id=key_id, **asdict(sealed))
        try:
            document.save(force_insert=True)
        except NotUniqueError:  # another replica was faster
            return

    def _open(self, document: StampKeyDocument) -> bytes:
        sealed = Sealed(document.master_id, document.nonce, document.wrapped)
        return self._sealer.open(sealed, str(document.id), f"stamp key {document.id}")


def _key_id(serial: str) -> int:
    found = key_id_of(serial)
    return -1 if found is None else found


@cache
def keyring() -> Keyring:
    """Return this process's keyring."""
    return Keyring(read_master_keys(settings().master_key_file))
