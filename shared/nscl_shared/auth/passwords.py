"""Passwords as argon2id hashes, computed outside the event loop."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from eventlet import tpool
from eventlet.semaphore import Semaphore

# At least what OWASP's password storage cheat sheet asks of argon2id (19 MiB, two
# passes); few at a time, so that a burst of logins cannot exhaust the memory.
HASHER = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)
AT_ONCE = 4

_slots = Semaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """Return the argon2id hash (PHC string) of ``password``; takes tens of milliseconds."""
    with _slots:
        return str(tpool.execute(HASHER.hash, password))


def verify_password(stored: str, password: str) -> bool:
    """Say whether ``password`` is the one behind ``stored``; False for a broken hash."""
    try:
        with _slots:
            return bool(tpool.execute(HASHER.verify, stored, password))
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Say whether ``stored`` was made with weaker parameters than today's."""
    return HASHER.check_needs_rehash(stored)
