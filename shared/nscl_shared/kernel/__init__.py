"""What every domain may use: pure Python, no I/O, no framework."""

from nscl_shared.kernel.aggregate import Aggregate
from nscl_shared.kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    InvalidInput,
    NotFound,
    RuleViolation,
    Stale,
    Unavailable,
)
from nscl_shared.kernel.ids import new_id
from nscl_shared.kernel.text import bare_letters, search_key

__all__ = [
    "Aggregate",
    "Conflict",
    "DomainError",
    "Forbidden",
    "InvalidInput",
    "NotFound",
    "RuleViolation",
    "Stale",
    "Unavailable",
    "bare_letters",
    "new_id",
    "search_key",
]
