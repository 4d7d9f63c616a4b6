"""An account: its role, its password's hash, and the patience with wrong passwords."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from nscl_identity.domain.events import AccountChanged, AccountCreated, AccountLocked
from nscl_shared.kernel import Aggregate, Conflict, InvalidInput

# Guessing is made slow, not impossible to recover from: five tries, then a pause.
MAX_FAILURES = 5
PAUSE = timedelta(minutes=15)
MIN_PASSWORD = 10
MAX_PASSWORD = 200


def username_key(username: str) -> str:
    """Return the form in which user names are compared: trimmed, case folded."""
    return username.strip().casefold()


def check_password_policy(password: str, username: str) -> None:
    """Refuse passwords that are too short, too long or contain the user name.

    Raises:
        InvalidInput: ``password-too-short``, ``password-too-long`` or
            ``password-contains-username``.
    """
    if len(password) < MIN_PASSWORD:
        raise InvalidInput("password-too-short", field="password", minimum=MIN_PASSWORD)
    if len(password) > MAX_PASSWORD:
        raise InvalidInput("password-too-long", field="password", maximum=MAX_PASSWORD)
    if username_key(username) in password.casefold():
        raise InvalidInput("password-contains-username", field="password")


@dataclass(kw_only=True)
class Account(Aggregate):
    """Somebody who can log in; ``username`` is in its compared form."""

    username: str
    role: str
    display_name: str
    email: str
    password_hash: str
    failures: int = 0
    locked_until: datetime | None = None
    disabled: bool = False
    last_login_at: datetime | None = None

    @classmethod
    def create(
        cls,
        account_id: str,
        *,
        username: str,
        role: str,
        display_name: str,
        email: str,
        password_hash: str,
    ) -> Self:
        """Return a new account, announced."""
        account = cls(
            id=account_id,
            username=username_key(username),
            role=role,
            display_name=display_name,
            email=email,
            password_hash=password_hash,
        )
        account.record(AccountCreated(account.id, account.username, display_name, role))
        return account

    def may_try(self, now: datetime) -> bool:
        """Tell whether a password is looked at all at ``now``."""
        return not self.disabled and (self.locked_until is None or self.locked_until <= now)

    def note_failure(self, now: datetime) -> None:
        """Count a wrong password; the fifth in a row closes the account for a while."""
        self.failures += 1
        if self.failures >= MAX_FAILURES:
            self.failures = 0
            self.locked_until = now + PAUSE
            self.record(AccountLocked(self.id, "too-many-failures"))
        else:
            self.record(AccountChanged(self.id))

    def note_success(self, now: datetime) -> None:
        """Forget earlier failures."""
        self.failures = 0
        self.locked_until = None
        self.last_login_at = now
        self.record(AccountChanged(self.id))

    def disable(self) -> None:
        """Close the account until an administrator opens it.

        Raises:
            Conflict: ``account-already-locked``.
        """
        if self.disabled:
            raise Conflict("account-already-locked", username=self.username)
        self.disabled = True
        self.record(AccountLocked(self.id, "by-administrator"))

    def enable(self) -> None:
        """Open the account again, whatever closed it."""
        self.disabled = False
        self.locked_until = None
        self.failures = 0
        self.record(AccountChanged(self.id))

    def set_password_hash(self, password_hash: str) -> None:
        """Replace the password; earlier failures are forgotten."""
        self.password_hash = password_hash
        self.enable()
