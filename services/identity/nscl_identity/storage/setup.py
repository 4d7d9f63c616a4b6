"""Collections, indexes and the first administrator."""

from __future__ import annotations

from nscl_identity.handlers.commands import CreateAccount
from nscl_identity.handlers.table import HANDLERS
from nscl_identity.storage.documents import ALIAS, AccountDocument
from nscl_identity.storage.unit_of_work import IdentityUnitOfWork
from nscl_shared.auth import hash_password
from nscl_shared.kernel import Conflict
from nscl_shared.messaging import CommandBus
from nscl_shared.persistence import prepare
from nscl_shared.settings import settings

FIRST_ADMINISTRATOR = "admin"


def setup() -> None:
    """Prepare the database; idempotent."""
    prepare(ALIAS, documents=[AccountDocument])
    _create_first_administrator()


def _create_first_administrator() -> None:
    path = settings().admin_password_file
    if path is None or AccountDocument.objects(username=FIRST_ADMINISTRATOR).first() is not None:
        return
    command = CreateAccount(
        username=FIRST_ADMINISTRATOR,
        role="admin",
        display_name="Administrator",
        email="admin@localhost",
        password_hash=hash_password(path.read_text(encoding="utf-8").strip()),
    )
    try:
        CommandBus(ALIAS, HANDLERS, IdentityUnitOfWork).execute(command)
    except Conflict:  # another replica was faster
        return
