"""The nameko service: wiring, nothing but names."""

from __future__ import annotations

from nscl_identity.entrypoints.access import ACCESS
from nscl_identity.entrypoints.http import Api
from nscl_identity.entrypoints.pages import Pages
from nscl_identity.entrypoints.problems import PROBLEMS
from nscl_identity.handlers.table import HANDLERS
from nscl_identity.storage.unit_of_work import IdentityUnitOfWork
from nscl_shared.kit import KitEndpoints
from nscl_shared.messaging import Commands, OutboxRelay


class IdentityService(Api, Pages, KitEndpoints):
    """Accounts, roles and tokens."""

    name = "identity"
    access = ACCESS
    problems = PROBLEMS
    commands = Commands(HANDLERS, IdentityUnitOfWork)
    relay = OutboxRelay()
