"""Everything one command of this service may touch."""

from __future__ import annotations

from nscl_identity.publishing.announce import announce
from nscl_identity.storage.account_repository import AccountRepository
from nscl_identity.storage.documents import ALIAS
from nscl_shared.persistence import UnitOfWork


class IdentityUnitOfWork(UnitOfWork):
    """The accounts."""

    service = ALIAS

    def __init__(self) -> None:
        super().__init__(announce)
        self.accounts = self.enlist(AccountRepository())
