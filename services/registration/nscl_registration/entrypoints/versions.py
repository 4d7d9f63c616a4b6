"""A firm that changed meanwhile, as HTTP tells it (RFC 9110)."""

from __future__ import annotations

from nscl_shared.kernel import Conflict, DomainError, Stale


def as_precondition(error: Conflict) -> DomainError:
    """Return the error of a command as the answer to ``If-Match``."""
    if error.code != "firm-changed-meanwhile":
        return error
    return Stale(error.code, name=error.params["name"], by=error.params["by"])
