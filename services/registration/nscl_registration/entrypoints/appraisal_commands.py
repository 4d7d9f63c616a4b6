"""From parsed input, JSON or form alike, to commands about the appraisal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nscl_registration.domain.appraisal.council import Member
from nscl_registration.entrypoints.callers import actor, expected_version
from nscl_registration.handlers import appraisal_commands as commands
from nscl_shared.kernel import Forbidden
from nscl_shared.kernel.clock import today
from nscl_shared.web import Request


def command_of(name: str, request: Request, application_id: str, body: Mapping[str, Any]) -> object:
    """Return the command ``name`` (``council``, ``conflict``, ``scores``, …).

    Raises:
        Forbidden: an appraiser excludes somebody else.
    """
    about: dict[str, Any] = {
        "by": actor(request),
        "application_id": application_id,
    }
    seen = expected_version(request)
    if name == "council":
        members = tuple(Member(**member) for member in body["members"])
        return commands.ConveneCouncil(**about, expects=seen, members=members, on=today())
    # pages show the application, and members score at the same time; programs read the appraisal
    about |= {"expects" if request.is_form else "read": seen}
    if name == "conflict":
        return commands.DeclareConflict(**about, **_conflict(request, body))
    if name == "scores":
        points = {line["criterion"]: line["points"] for line in body["scores"]}
        comment = body.get("comment")
        return commands.ScoreApplication(**about, points=points, on=today(), comment=comment)
    if name == "override":
        return commands.OverrideCheck(**about, **body)
    day = body.get("concluded_on") or today()
    return commands.ConcludeAppraisal(**about, concluded_on=day)


def _conflict(request: Request, body: Mapping[str, Any]) -> dict[str, Any]:
    account = body.get("account_id") or request.user.subject
    if account != request.user.subject and not request.user.has("officer"):
        raise Forbidden("conflict-of-others")
    return {"reason": body["reason"], "account_id": account}
