"""What can be asked of this service.  Passwords arrive here as hashes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CreateAccount:
    """Create an account."""

    username: str
    role: str
    display_name: str
    email: str
    password_hash: str


@dataclass(frozen=True, kw_only=True)
class NoteLogin:
    """Record how a try to log in ended."""

    account_id: str
    succeeded: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LockAccount:
    """Close an account."""

    account_id: str


@dataclass(frozen=True, kw_only=True)
class UnlockAccount:
    """Open an account."""

    account_id: str


@dataclass(frozen=True, kw_only=True)
class ResetPassword:
    """Replace a password."""

    account_id: str
    password_hash: str
