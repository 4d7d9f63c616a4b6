"""Lock, unlock, give a new password, count tries."""

from __future__ import annotations

from typing import Any

from nscl_identity.domain.account import Account
from nscl_identity.handlers.commands import LockAccount, NoteLogin, ResetPassword, UnlockAccount
from nscl_identity.handlers.ports import IdentityWork


def lock_account(cmd: LockAccount, work: IdentityWork) -> dict[str, Any]:
    """Close the account until it is opened again."""
    account = work.accounts.get(cmd.account_id)
    account.disable()
    return _state(account)


def unlock_account(cmd: UnlockAccount, work: IdentityWork) -> dict[str, Any]:
    """Open the account."""
    account = work.accounts.get(cmd.account_id)
    account.enable()
    return _state(account)


def reset_password(cmd: ResetPassword, work: IdentityWork) -> dict[str, Any]:
    """Replace the password and open the account."""
    account = work.accounts.get(cmd.account_id)
    account.set_password_hash(cmd.password_hash)
    return _state(account)


def note_login(cmd: NoteLogin, work: IdentityWork) -> dict[str, Any]:
    """Count a success or a failure."""
    account = work.accounts.get(cmd.account_id)
    if cmd.succeeded:
        account.note_success(cmd.at)
    else:
        account.note_failure(cmd.at)
    return {"id": account.id, "locked": not account.may_try(cmd.at)}


def _state(account: Account) -> dict[str, Any]:
    return {"id": account.id, "locked": account.disabled}
