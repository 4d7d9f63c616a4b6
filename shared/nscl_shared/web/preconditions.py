"""Changes only to what was read: ``ETag`` out, ``If-Match`` in (RFC 9110)."""

from __future__ import annotations

import re

from nscl_shared.kernel import DomainError
from nscl_shared.web.request import Request

STRONG = re.compile(r'"(\d{1,15})"')


class PreconditionRequired(DomainError):
    """A change must say which version it is made to (RFC 6585)."""

    status = 428


def etag(version: int) -> dict[str, str]:
    """Return the header that names ``version``."""
    return {"ETag": f'"{version}"'}


def version_seen(request: Request) -> int:
    """Return the version that ``If-Match`` names.

    Raises:
        PreconditionRequired: ``precondition-required``, it is missing or no ETag of ours.
    """
    found = STRONG.fullmatch(request.headers.get("If-Match", ""))
    if found is None:
        raise PreconditionRequired("precondition-required")
    return int(found[1])
