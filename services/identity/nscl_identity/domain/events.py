"""What happened to an account.  No event carries a secret."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountCreated:
    """An account was created."""

    account_id: str
    username: str
    display_name: str
    role: str


@dataclass(frozen=True)
class AccountLocked:
    """An account was locked; ``reason`` is ``too-many-failures`` or ``by-administrator``."""

    account_id: str
    reason: str


@dataclass(frozen=True)
class AccountChanged:
    """Something only this service needs to know: a failure, a success, a new password."""

    account_id: str
