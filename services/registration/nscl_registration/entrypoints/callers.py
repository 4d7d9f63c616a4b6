"""From the request's principal to who acts and what they may see."""

from __future__ import annotations

import re

from nscl_registration.domain.steps import Actor
from nscl_shared.web import Request

ETAG = re.compile(r'"(\d{1,9})"')
VERSION = re.compile(r"\d{1,9}", re.ASCII)


def actor(request: Request) -> Actor:
    """Return who acts."""
    user = request.user
    return Actor(user.subject, user.display_name or user.username, for_firm=user.has("firm"))


def owner(request: Request) -> str | None:
    """Return the account whose things alone the caller may see; ``None``: all."""
    return request.user.subject if request.user.has("firm") else None


def expected_version(request: Request) -> int | None:
    """Return the version that the caller read, if it says so; -1, which none has, if not ours.

    Forms say it in the hidden field ``version``, programs in ``If-Match``, also with a file.
    """
    if request.is_form and "If-Match" not in request.headers:
        return _form_version(request.fields.get("version", ""))
    given = request.headers.get("If-Match", "*").strip()
    if given == "*":
        return None
    found = ETAG.fullmatch(given)
    return int(found[1]) if found else -1


def _form_version(given: str) -> int | None:
    if not given:
        return None
    return int(given) if VERSION.fullmatch(given) else -1
