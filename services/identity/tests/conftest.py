"""Builders: an account, and the command that asks for one; valid unless a test says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from nscl_identity.domain.account import Account
from nscl_identity.handlers.commands import CreateAccount
from nscl_shared.kernel import new_id

NOW = datetime(2022, 4, 20, 8, 0, tzinfo=UTC)
GIVEN = {
    "username": "canbo01",
    "role": "officer",
    "display_name": "Trần Thị B",
    "email": "canbo01@langson.example",
    "password_hash": "$argon2id$of-a-test",
}


def account(**over: Any) -> Account:
    return Account.create(over.pop("account_id", new_id()), **{**GIVEN, **over})


def creation(**over: Any) -> CreateAccount:
    return CreateAccount(**{**GIVEN, **over})


@dataclass(frozen=True)
class Make:
    """The builders, as one fixture."""

    account: Callable[..., Account] = account
    creation: Callable[..., CreateAccount] = creation
    now: datetime = NOW


@pytest.fixture(scope="session")
def make() -> Make:
    """Builders of valid accounts and commands."""
    return Make()
