"""Accounts in and out of the database."""

from __future__ import annotations

from typing import Any

from nscl_identity.domain.account import Account, username_key
from nscl_identity.storage.documents import AccountDocument
from nscl_shared.persistence import AggregateRepository

_FIELDS = (
    "username", "role", "display_name", "email", "password_hash", "failures", "locked_until",
    "disabled", "last_login_at",
)  # fmt: skip


class AccountRepository(AggregateRepository[Account]):
    """The accounts."""

    document = AccountDocument
    missing = "account-not-found"

    def by_username(self, username: str) -> Account | None:
        """Return the account of that name, in any case, or None."""
        return self.one(username=username_key(username))

    def to_domain(self, document: AccountDocument) -> Account:
        """Return the stored account."""
        values = {name: document[name] for name in _FIELDS}
        return Account(id=document.id, version=document.version, **values)

    def to_fields(self, aggregate: Account) -> dict[str, Any]:
        """Return the document's fields."""
        return {name: getattr(aggregate, name) for name in _FIELDS}
