"""Documents, repositories and the one transaction that holds state, inbox and outbox."""

from nscl_shared.persistence.connection import connect, database, prepare
from nscl_shared.persistence.convergent import ConvergentDocument
from nscl_shared.persistence.repository import AggregateRepository
from nscl_shared.persistence.transaction import in_transaction
from nscl_shared.persistence.unit_of_work import UnitOfWork

__all__ = [
    "AggregateRepository",
    "ConvergentDocument",
    "UnitOfWork",
    "connect",
    "database",
    "in_transaction",
    "prepare",
]
