"""Keep a fact, in whatever order and however often its events arrive."""

from __future__ import annotations

from typing import Any

from nscl_reporting.handlers.commands import KeepFact
from nscl_reporting.handlers.ports import ReportingWork


def keep_fact(cmd: KeepFact, uow: ReportingWork) -> dict[str, Any]:
    """Write what the event states and no later event has stated already."""
    uow.facts.absorb(cmd.kind, cmd.subject, cmd.sequence, cmd.stated)
    return {}
