"""From user name and password to a token.

Unknown names, wrong passwords and closed accounts get one answer, after the
same work: a hash is checked in every case.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from nscl_identity.domain.account import Account, check_password_policy, username_key
from nscl_identity.handlers.commands import CreateAccount, NoteLogin
from nscl_identity.storage.account_repository import AccountRepository
from nscl_shared.auth import (
    DEFAULT_LIFETIME,
    Principal,
    TokenSigner,
    hash_password,
    verify_password,
)
from nscl_shared.kernel import DomainError
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Request

LIFETIME_SECONDS = DEFAULT_LIFETIME


class LoginRefused(DomainError):
    """Not logged in; why is not said."""

    status = 401


@cache
def signer() -> TokenSigner:
    """Return the signer with this process's key."""
    return TokenSigner.from_settings()


@cache
def _nobody() -> str:
    return hash_password("the hash that nobody has")


def log_in(commands: CommandBus, username: str, password: str) -> str:
    """Return a token for the account.

    Raises:
        LoginRefused: ``login-refused``.
    """
    now = datetime.now(UTC)
    account = AccountRepository().by_username(username)
    matches = verify_password(account.password_hash if account else _nobody(), password)
    if account is None or not account.may_try(now):
        raise LoginRefused("login-refused")
    commands.execute(NoteLogin(account_id=account.id, succeeded=matches, at=now))
    if not matches:
        raise LoginRefused("login-refused")
    return signer().issue(_principal(account), LIFETIME_SECONDS)


def _principal(account: Account) -> Principal:
    return Principal(
        subject=account.id,
        username=account.username,
        role=account.role,
        display_name=account.display_name,
    )


def new_account(
    *, username: str, password: str, display_name: str, email: str, role: str
) -> CreateAccount:
    """Return the command to create an account, its password checked and hashed.

    Raises:
        InvalidInput: the password breaks the policy.
    """
    check_password_policy(password, username)
    return CreateAccount(
        username=username,
        role=role,
        display_name=display_name,
        email=email,
        password_hash=hash_password(password),
    )


def signup_key(request: Request, username: str) -> str | None:
    """Return the idempotency key of a sign-up.

    Whoever signs up is nobody yet, so the key is made the caller's own by the user name.
    """
    given = request.idempotency_key
    return f"{given}|{username_key(username)}" if given else None
