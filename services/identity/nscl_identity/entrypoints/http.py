"""The REST interface."""

from __future__ import annotations

from typing import Any

from nscl_identity.entrypoints import schemas as s
from nscl_identity.entrypoints.signing_in import (
    LIFETIME_SECONDS,
    log_in,
    new_account,
    signer,
    signup_key,
)
from nscl_identity.handlers.commands import LockAccount, UnlockAccount
from nscl_identity.queries.accounts import list_accounts, show_account
from nscl_shared.messaging import CommandBus
from nscl_shared.web import Created, Json, Request, route

ACCOUNTS = "/api/identity/accounts"


class Api:
    """Accounts and tokens for programs."""

    commands: CommandBus

    @route(
        "POST",
        "/api/identity/tokens",
        body=s.LoginSchema,
        returns=s.TokenAnswer,
        summary="Log in and get a bearer token",
    )
    def issue_token(self, request: Request) -> Json:
        """Log in."""
        token = log_in(self.commands, **request.json())
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME_SECONDS}
        return Json(answer, headers={"Cache-Control": "no-store"})

    @route("GET", "/api/identity/jwks.json", summary="Public keys (RFC 7517)")
    def jwks(self, request: Request) -> Json:
        """Show the keys by which tokens are verified."""
        return Json(signer().jwks())

    @route(
        "POST",
        "/api/identity/signup",
        body=s.SignupSchema,
        returns=s.CreatedAnswer,
        status=201,
        summary="Create the account of a firm",
    )
    def api_sign_up(self, request: Request) -> Created:
        """Create one's own account."""
        command = new_account(**request.json(), role="firm")
        return self._create(command, signup_key(request, command.username))

    @route(
        "POST",
        ACCOUNTS,
        body=s.AccountSchema,
        returns=s.CreatedAnswer,
        status=201,
        summary="Create an account",
    )
    def api_create_account(self, request: Request) -> Created:
        """Create an account of any role."""
        return self._create(new_account(**request.json()), request.idempotency_key)

    @route(
        "GET", ACCOUNTS, query=s.ListSchema, returns=s.AccountsAnswer, summary="List the accounts"
    )
    def api_list_accounts(self, request: Request) -> Json:
        """List the accounts by user name."""
        items, following = list_accounts(request.query()["cursor"])
        return Json({"items": items, "next": following})

    @route("GET", "/api/identity/me", returns=s.AccountAnswer, summary="Show one's own account")
    def api_me(self, request: Request) -> Json:
        """Show one's own account."""
        return Json(show_account(request.user.subject))

    @route("POST", f"{ACCOUNTS}/<account_id>/lock", summary="Lock an account")
    def api_lock(self, request: Request, account_id: str) -> dict[str, Any]:
        """Lock an account."""
        command = LockAccount(account_id=account_id)
        return dict(self.commands.execute(command, key=request.idempotency_key))

    @route("POST", f"{ACCOUNTS}/<account_id>/unlock", summary="Unlock an account")
    def api_unlock(self, request: Request, account_id: str) -> dict[str, Any]:
        """Unlock an account."""
        command = UnlockAccount(account_id=account_id)
        return dict(self.commands.execute(command, key=request.idempotency_key))

    def _create(self, command: object, key: str | None) -> Created:
        answer = self.commands.execute(command, key=key)
        return Created(answer, location=f"{ACCOUNTS}/{answer['id']}")
