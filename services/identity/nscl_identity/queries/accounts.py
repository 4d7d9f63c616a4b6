"""Accounts as administrators see them: never a hash."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from nscl_identity.storage.documents import AccountDocument
from nscl_shared.kernel import NotFound

PAGE = 100


def list_accounts(cursor: str | None = None) -> tuple[list[dict[str, Any]], str | None]:
    """Return accounts by user name after ``cursor``, and the next cursor."""
    filters = {"username__gt": cursor} if cursor else {}
    found = list(AccountDocument.objects(**filters).order_by("username").limit(PAGE + 1))
    following = found[PAGE - 1].username if len(found) > PAGE else None
    return [account_view(document) for document in found[:PAGE]], following


def show_account(account_id: str) -> dict[str, Any]:
    """Return one account.

    Raises:
        NotFound: ``account-not-found``.
    """
    document = AccountDocument.objects(id=account_id).first()
    if document is None:
        raise NotFound("account-not-found", id=account_id)
    return account_view(document)


def account_view(document: Any) -> dict[str, Any]:
    """Return what may be shown of an account."""
    return {
        "id": document.id,
        "username": document.username,
        "role": document.role,
        "display_name": document.display_name,
        "email": document.email,
        "locked": document.disabled or _pauses(document.locked_until),
        "last_login_at": document.last_login_at,
    }


def _pauses(locked_until: datetime | None) -> bool:
    return locked_until is not None and locked_until > datetime.now(UTC)
