"""Which handler serves which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nscl_identity.handlers import commands as c
from nscl_identity.handlers.change_account import (
    lock_account,
    note_login,
    reset_password,
    unlock_account,
)
from nscl_identity.handlers.create_account import create_account

HANDLERS: Mapping[type, Callable[[Any, Any], Any]] = {
    c.CreateAccount: create_account,
    c.LockAccount: lock_account,
    c.NoteLogin: note_login,
    c.ResetPassword: reset_password,
    c.UnlockAccount: unlock_account,
}
