"""A firm that changed meanwhile, as HTTP tells it (RFC 9110)."""

from __future__ import annotations

from typing import Any

from nscl_shared.kernel import Conflict, DomainError, Stale


def as_precondition(error: Conflict) -> DomainError:
    """Return the error of a command as the answer to ``If-Match``."""
    if error.code != "firm-changed-meanwhile":
        return error
    told: dict[str, Any] = dict(error.params)
    return Stale(error.code, **told)
