"""Documents, repositories and the one transaction that holds state, inbox and outbox."""

from nscl_shared.persistence.connection import connect, database, prepare
from nscl_shared.persistence.convergent import ConvergentDocument
from nscl_shared.persistence.read_models import ReadModel, ReadModels, Statement
from nscl_shared.persistence.repository import AggregateRepository
from nscl_shared.persistence.sessions import end_sessions_of_predecessor
from nscl_shared.persistence.transaction import in_transaction
from nscl_shared.persistence.unit_of_work import UnitOfWork

__all__ = [
    "AggregateRepository",
    "ConvergentDocument",
    "ReadModel",
    "ReadModels",
    "Statement",
    "UnitOfWork",
    "connect",
    "database",
    "end_sessions_of_predecessor",
    "in_transaction",
    "prepare",
]
