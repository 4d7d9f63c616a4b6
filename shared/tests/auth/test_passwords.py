"""Passwords are kept as argon2id hashes that are renewed when the parameters grow."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from nscl_shared.auth import hash_password, needs_rehash, verify_password

PASSWORD = "mật khẩu của Lan 2022"
PASSWORDS = [PASSWORD, "x", "a" * 5000, "日本語", "with\ttab", "mật\u0301"]


@pytest.fixture(scope="module")
def stored() -> str:
    return hash_password(PASSWORD)


def test_a_password_is_hashed_by_argon2id_with_enough_work(stored: str) -> None:
    used = extract_parameters(stored)
    assert used.type is Type.ID
    assert used.memory_cost >= 19 * 1024
    assert used.time_cost >= 2


def test_a_hash_does_not_hold_the_password(stored: str) -> None:
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


def test_equal_passwords_have_different_hashes(stored: str) -> None:
    assert hash_password(PASSWORD) != stored


@pytest.mark.parametrize("password", PASSWORDS)
def test_the_right_password_is_recognised(password: str) -> None:
    assert verify_password(hash_password(password), password)


@pytest.mark.parametrize("password", ["", PASSWORD[:-1], PASSWORD.upper(), PASSWORD + " "])
def test_a_wrong_password_is_refused(stored: str, password: str) -> None:
    assert not verify_password(stored, password)


@pytest.mark.parametrize("broken", ["", "plain", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"])
def test_a_broken_hash_is_no_password(broken: str) -> None:
    assert not verify_password(broken, PASSWORD)


def test_a_hash_cut_short_is_no_password(stored: str) -> None:
    assert not verify_password(stored[:-4], PASSWORD)


def test_a_hash_of_today_need_not_be_renewed(stored: str) -> None:
    assert not needs_rehash(stored)


@pytest.mark.parametrize(
    "weaker",
    [
        PasswordHasher(time_cost=1, memory_cost=19 * 1024, parallelism=1),
        PasswordHasher(time_cost=3, memory_cost=8 * 1024, parallelism=1),
        PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1, type=Type.I),
    ],
    ids=["time", "memory", "kind"],
)
def test_a_weaker_hash_is_believed_and_renewed(weaker: PasswordHasher) -> None:
    old = weaker.hash(PASSWORD)
    assert verify_password(old, PASSWORD)
    assert needs_rehash(old)
    assert not needs_rehash(hash_password(PASSWORD))
