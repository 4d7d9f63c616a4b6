"""Enter a training class or communication activity."""

from __future__ import annotations

from nscl_registration.domain.activity import Activity
from nscl_registration.handlers.commands import RecordActivity
from nscl_registration.handlers.ports import RegistrationWork


def record_activity(cmd: RecordActivity, uow: RegistrationWork) -> dict[str, str]:
    """Answer the activity's id."""
    activity = Activity.hold(cmd.facts)
    uow.activities.add(activity)
    return {"id": activity.id}
