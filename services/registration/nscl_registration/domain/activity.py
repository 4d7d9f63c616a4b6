"""Training classes and communication activities of a programme year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from nscl_registration.domain.codes import ActivityKind
from nscl_registration.domain.events import ActivityRecorded
from nscl_shared.kernel import Aggregate, new_id


@dataclass(kw_only=True)
class Activity(Aggregate):
    """Something held for the public; ``participants`` is ``None`` when not counted."""

    kind: ActivityKind
    audience: str
    title: str
    held_on: date | None
    year: int
    participants: int | None

    @classmethod
    def hold(
        cls,
        *,
        kind: ActivityKind,
        audience: str,
        title: str,
        held_on: date | None,
        year: int,
        participants: int | None,
    ) -> Self:
        """Enter an activity that took place."""
        activity = cls(
            id=new_id(),
            kind=kind,
            audience=audience,
            title=title,
            held_on=held_on,
            year=year,
            participants=participants,
        )
        activity.record(
            ActivityRecorded(activity.id, kind, audience, title, held_on, year, participants)
        )
        return activity
