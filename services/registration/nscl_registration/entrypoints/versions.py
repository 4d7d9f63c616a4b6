"""Versions as HTTP tells them: ``ETag`` out, ``If-Match`` in (RFC 9110)."""

from __future__ import annotations

from nscl_shared.kernel import Conflict, DomainError
from nscl_shared.web import Request


class PreconditionRequired(DomainError):
    """The caller must say which version it saw (RFC 6585)."""

    status = 428


class PreconditionFailed(DomainError):
    """The caller saw an earlier version."""

    status = 412


def etag(version: int) -> dict[str, str]:
    """Return the header that tells the version."""
    return {"ETag": f'"{version}"'}


def expected_version(request: Request) -> int:
    """Return the version in ``If-Match``.

    Raises:
        PreconditionRequired: there is none, or it is none of ours.
    """
    given = request.headers.get("If-Match", "").strip().strip('"')
    if not given.isdecimal():
        raise PreconditionRequired("version-missing")
    return int(given)


def as_precondition(error: Conflict) -> DomainError:
    """Return the error of a command as the answer to ``If-Match``."""
    if error.code != "firm-changed-meanwhile":
        return error
    return PreconditionFailed(
        "firm-changed-meanwhile", name=error.params["name"], by=error.params["by"]
    )
