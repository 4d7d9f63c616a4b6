"""Create an account."""

from __future__ import annotations

from typing import Any

from nscl_identity.domain.account import Account
from nscl_identity.handlers.commands import CreateAccount
from nscl_identity.handlers.ports import IdentityWork
from nscl_shared.kernel import Conflict, new_id


def create_account(cmd: CreateAccount, work: IdentityWork) -> dict[str, Any]:
    """Create the account, unless its name is taken.

    Raises:
        Conflict: ``username-taken``.
    """
    if work.accounts.by_username(cmd.username) is not None:
        raise Conflict("username-taken", field="username", username=cmd.username)
    account = Account.create(
        new_id(),
        username=cmd.username,
        role=cmd.role,
        display_name=cmd.display_name,
        email=cmd.email,
        password_hash=cmd.password_hash,
    )
    work.accounts.add(account)
    return {"id": account.id, "role": account.role}
