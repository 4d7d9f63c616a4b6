"""Changes by REST to what the caller has read: ``If-Match`` in, ``ETag`` out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nscl_registration.entrypoints.callers import expected_version
from nscl_shared.web import Json, Request
from nscl_shared.web.preconditions import etag


def edit(commands: Any, request: Request, command: Any) -> Json:
    """Run a command on the version that ``If-Match`` names and answer the new one."""
    done = edited(commands, request, command)
    return Json(done, headers=version_tag(done))


def edited(commands: Any, request: Request, command: Any) -> dict[str, Any]:
    """Run a command on the version that ``If-Match`` names and return its answer."""
    guarded = replace(command, expects=expected_version(request))
    done: dict[str, Any] = commands.execute(guarded, key=request.idempotency_key)
    return done


def version_tag(done: Mapping[str, Any], name: str = "version") -> dict[str, str]:
    """Return the header that names the version after a change.

    Answers that were kept for a repeated request before they had a version give none.
    """
    return etag(done[name]) if name in done else {}
