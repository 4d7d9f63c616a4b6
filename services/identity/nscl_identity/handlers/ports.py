"""What the handlers need of the world; ``storage`` provides it."""

from __future__ import annotations

from typing import Protocol

from nscl_identity.domain.account import Account


class Accounts(Protocol):
    """The accounts."""

    def get(self, aggregate_id: str, /) -> Account:
        """Return one or raise ``NotFound("account-not-found")``."""

    def by_username(self, username: str) -> Account | None:
        """Return the account of that name, in any case, or None."""

    def add(self, aggregate: Account, /) -> None:
        """Take a new one."""


class IdentityWork(Protocol):
    """The unit of work of this service."""

    @property
    def accounts(self) -> Accounts:
        """The accounts."""
