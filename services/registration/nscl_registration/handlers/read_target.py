"""Enter a figure for a target by hand."""

from __future__ import annotations

from nscl_registration.domain.targets import Reading
from nscl_registration.domain.tended import Tended
from nscl_registration.handlers.ports import RegistrationWork
from nscl_registration.handlers.programme_commands import ReadPlanTarget, ReadProjectTarget


def read_plan_target(cmd: ReadPlanTarget, uow: RegistrationWork) -> dict[str, object]:
    """Answer target and value."""
    return _read(cmd, uow.plans.get(cmd.plan_id))


def read_project_target(cmd: ReadProjectTarget, uow: RegistrationWork) -> dict[str, object]:
    """Answer target and value."""
    return _read(cmd, uow.projects.get(cmd.project_id))


def _read(cmd: ReadPlanTarget | ReadProjectTarget, tended: Tended) -> dict[str, object]:
    tended.read_target(Reading(cmd.target_id, cmd.value, cmd.note, cmd.on, cmd.by.name))
    return {"id": cmd.target_id, "value": cmd.value}
