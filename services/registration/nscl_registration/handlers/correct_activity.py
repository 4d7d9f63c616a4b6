"""Correct the entry of an activity."""

from __future__ import annotations

from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_commands import CorrectActivity
from nscl_registration.handlers.record_activity import placed


def correct_activity(cmd: CorrectActivity, uow: RegistrationWork) -> dict[str, object]:
    """Answer id and version."""
    activity = uow.activities.get(cmd.activity_id)
    facts = placed(cmd.facts, uow)
    activity.correct(facts, seen=cmd.seen, reason=cmd.reason, by=cmd.by.name, on=cmd.on)
    return {"id": activity.id, "version": activity.version}
