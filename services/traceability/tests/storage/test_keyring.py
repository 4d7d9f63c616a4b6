"""Keys of the serials: sealed at rest, made once, found again after a rotation."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from nscl_shared.persistence.sealing import MasterKeyError
from nscl_shared.testing.storage import uri_apart
from nscl_traceability.domain.serials import ALPHABET, KEY_IDS, LENGTH, StampPlace
from nscl_traceability.domain.serials_bulk import authentic, serials_of
from nscl_traceability.storage import keyring as module
from nscl_traceability.storage.documents import StampKeyDocument
from nscl_traceability.storage.keyring import Keyring, bulk_round_function

PLACE = StampPlace(1, 1)
# A replica: it connects, says so, waits for the start, and tells its first serial.
REPLICA = """
import sys
from nscl_shared.persistence import connect
from nscl_traceability.domain.serials import StampPlace
from nscl_traceability.storage.documents import ALIAS
from nscl_traceability.storage.keyring import Keyring
connect(ALIAS, sys.argv[1])
print("here", flush=True)
sys.stdin.readline()
ring = Keyring({"a": bytes.fromhex(sys.argv[2])})
ring.ensure_key()
print(ring.serial(StampPlace(1, 1), 0))
"""
OLD, NEW = b"old".ljust(32, b"."), b"new".ljust(32, b".")


@pytest.fixture
def keys(db):
    """A keyring over a database without keys."""
    db["stamp_keys"].delete_many({})
    return Keyring({"a": OLD})


@pytest.fixture
def ring(keys):
    keys.ensure_key()
    return keys


def test_a_key_is_sealed_at_rest(db, ring):
    [row] = db["stamp_keys"].find()
    assert set(row) == {"_id", "master_id", "nonce", "wrapped"}
    assert (row["_id"], row["master_id"], len(row["nonce"])) == (0, "a", 12)
    opened = ring._open(StampKeyDocument.objects.get(id=0))
    assert len(opened) == 32
    assert opened not in bytes(row["wrapped"])
    assert len(row["wrapped"]) == 32 + 16


def test_two_seals_of_two_keys_share_nothing(db, ring):
    ring.rotate()
    first, second = db["stamp_keys"].find()
    assert first["nonce"] != second["nonce"]
    assert first["wrapped"] != second["wrapped"]


def test_a_sealed_key_that_was_changed_or_moved_is_not_opened(db, ring):
    ring.rotate()
    [wrapped] = [row["wrapped"] for row in db["stamp_keys"].find({"_id": 1})]
    db["stamp_keys"].update_one({"_id": 0}, {"$set": {"wrapped": wrapped}})
    with pytest.raises(MasterKeyError, match="stamp key 0"):
        Keyring({"a": OLD}).ensure_key()


@pytest.mark.parametrize("masters", [{"a": NEW}, {"b": OLD}])
def test_a_service_with_another_master_key_does_not_start(ring, masters):
    with pytest.raises(MasterKeyError, match="which NSCL_MASTER_KEY_FILE does not hold"):
        Keyring(masters).ensure_key()


def test_after_a_change_of_the_master_key_old_keys_still_open(db, ring):
    serial = ring.serial(PLACE, 0)
    changed = Keyring({"b": NEW, "a": OLD})
    assert changed.authenticate(serial) == PLACE
    assert changed.rotate() == 1
    assert db["stamp_keys"].find_one({"_id": 1})["master_id"] == "b"


def test_threads_that_start_at_once_make_one_key(db, keys):
    rings = [Keyring({"a": OLD}) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Keyring.ensure_key, rings))
    assert db["stamp_keys"].count_documents({}) == 1
    assert len({ring.serial(PLACE, 0) for ring in rings}) == 1


def test_processes_that_start_at_once_make_one_key(db, keys, database):
    uri = uri_apart("traceability", database.mongodb_uri)
    command = [sys.executable, "-c", REPLICA, uri, OLD.hex()]
    pipe = subprocess.PIPE
    replicas = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(2)]
    assert [replica.stdout.readline() for replica in replicas] == ["here\n"] * 2
    for replica in replicas:
        replica.stdin.write("\n")
        replica.stdin.flush()
    serials = [replica.communicate(timeout=30)[0].strip() for replica in replicas]
    assert db["stamp_keys"].count_documents({}) == 1
    assert serials == [keys.serial(PLACE, 0)] * 2


def test_starting_again_keeps_the_key(ring):
    again = Keyring({"a": OLD})
    again.ensure_key()
    assert again.serial(PLACE, 0) == ring.serial(PLACE, 0)


def test_a_serial_of_the_old_key_stays_genuine_after_a_rotation(ring):
    old = ring.serial(PLACE, 0)
    assert ring.rotate() == ring.current_key_id() == 1
    fresh = Keyring({"a": OLD})
    assert fresh.serial(PLACE, 1) != old  # the new key is opened first
    assert fresh.authenticate(old) == PLACE
    assert fresh.authenticate(fresh.serial(PLACE, 1)) == PLACE


def test_a_replica_finds_the_key_another_one_made(ring, monkeypatch):
    monkeypatch.setattr(module, "LOOK_AGAIN_SECONDS", 0.0)
    other = Keyring({"a": OLD})
    other.rotate()
    assert ring.authenticate(other.serial(PLACE, 1)) == PLACE


def test_the_key_letter_is_part_of_what_is_checked(ring):
    ring.rotate()
    for letter in ALPHABET[1:]:
        assert ring.authenticate(letter + ring.serial(PLACE, 0)[1:]) is None


def test_forged_serials_are_refused_without_the_database(ring, asked):
    forged = [letter * LENGTH for letter in ALPHABET] + ["", "x", "0" * 21, "ｏ" * LENGTH]
    assert [ring.authenticate(serial) for serial in forged] == [None] * len(forged)
    assert asked == []


def test_unknown_key_letters_are_looked_for_once_in_a_while(keys, asked):
    keys.ensure_key()
    keys._looked_at = -module.LOOK_AGAIN_SECONDS
    asked.clear()
    for _ in range(100):
        keys.authenticate("Z" * LENGTH)
    assert asked == ["find"]


def test_there_are_as_many_keys_as_letters(ring):
    assert [ring.rotate() for _ in range(KEY_IDS - 1)] == list(range(1, KEY_IDS))
    with pytest.raises(MasterKeyError, match="all 32 key ids are used"):
        ring.rotate()


def test_a_stolen_database_mints_no_stamp(db, ring):
    """All that lies in the database, tried as a key at every place: no serial verifies."""
    genuine = ring.serials(1, 1, 50, 0)
    [row] = db["stamp_keys"].find()
    stolen = b"".join([row["wrapped"], row["nonce"], row["master_id"].encode().ljust(32, b"\0")])
    for start in range(len(stolen) - 31):
        forged = bulk_round_function(stolen[start : start + 32])
        serials = serials_of(1, 1, 50, 0, forged)
        assert not authentic(serials, 0, ring.bulk_function(0)).any()
        assert not authentic(genuine, 0, forged).any()
    with pytest.raises(MasterKeyError):
        Keyring({"a": os.urandom(32)}).serial(PLACE, 0)


def test_all_serials_of_a_batch_stay_genuine_when_both_keys_are_changed(ring):
    printed = ring.serials(7, 1, 2_000, 0)
    changed = Keyring({"b": NEW, "a": OLD})
    assert changed.rotate() == 1
    assert (changed.serials(7, 1, 2_000, 0) == printed).all()
    assert authentic(printed, 0, changed.bulk_function(0)).all()
    assert not authentic(changed.serials(7, 1, 2_000, 1), 0, changed.bulk_function(0)).any()
