"""Starting makes the indexes and the first administrator, however often it happens."""

import os
import subprocess
import sys

import pytest

from nscl_identity.handlers import commands
from nscl_identity.storage.setup import setup
from nscl_shared.auth import hash_password, verify_password
from nscl_shared.settings import settings
from nscl_shared.testing.storage import uri_apart

PASSWORD = "mat-khau-dau-tien"


@pytest.fixture
def password_file(db, tmp_path, monkeypatch):
    """A password for the first administrator, given as the settings give it."""
    path = tmp_path / "admin-password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    monkeypatch.setenv("NSCL_ADMIN_PASSWORD_FILE", str(path))
    settings.cache_clear()
    yield path
    monkeypatch.undo()
    settings.cache_clear()


def administrators(db):
    return list(db["accounts"].find({"role": "admin"}))


def test_user_names_are_unique_by_an_index(db):
    indexes = db["accounts"].index_information()
    assert [i for i in indexes.values() if i["key"] == [("username", 1)] and i.get("unique")]


def test_without_a_password_file_nobody_is_made(db):
    setup()
    assert db["accounts"].count_documents({}) == 0


def test_the_first_administrator_has_the_password_of_the_file(db, password_file):
    setup()
    [admin] = administrators(db)
    assert admin["username"] == "admin"
    assert verify_password(admin["password_hash"], PASSWORD)
    assert PASSWORD not in str(list(db["outbox"].find()))


def test_starting_again_changes_neither_account_nor_announcements(db, password_file):
    setup()
    before = (list(db["accounts"].find()), list(db["outbox"].find()))
    password_file.write_text("another-password", encoding="utf-8")
    setup()
    assert (list(db["accounts"].find()), list(db["outbox"].find())) == before
    assert len(before[1]) == 1


def test_a_password_the_administrator_changed_stays_changed(db, bus, password_file):
    setup()
    [admin] = administrators(db)
    changed = hash_password("mat-khau-thu-hai")
    bus.execute(commands.ResetPassword(account_id=admin["_id"], password_hash=changed))
    setup()
    [admin] = administrators(db)
    assert verify_password(admin["password_hash"], "mat-khau-thu-hai")


def test_replicas_starting_at_once_make_one_administrator(db, database, password_file):
    command = [sys.executable, "-m", "nscl_shared.runtime.migrate", "identity"]
    environment = {**os.environ, "NSCL_MONGODB_URI": uri_apart("identity", database.mongodb_uri)}
    replicas = [subprocess.Popen(command, env=environment) for _ in range(3)]
    assert [replica.wait(timeout=60) for replica in replicas] == [0, 0, 0]
    assert len(administrators(db)) == 1
    assert db["outbox"].count_documents({}) == 1
