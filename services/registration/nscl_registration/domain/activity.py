"""Training classes and communication activities of a programme year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self

from nscl_registration.domain.codes import ActivityKind
from nscl_registration.domain.events import ActivityRecorded
from nscl_registration.domain.papers import AttachedFile, with_file
from nscl_registration.domain.plan import Plan
from nscl_registration.domain.programme_events import ActivityCorrected, FileAttached
from nscl_registration.domain.project import Project
from nscl_shared.kernel import Aggregate, InvalidInput, RuleViolation, Stale, new_id


class ActivityForm(StrEnum):
    """What was held or published."""

    CLASS = "class"
    LETTER = "letter"
    ARTICLE = "article"
    CONFERENCE = "conference"
    BROADCAST = "broadcast"


class AudienceKind(StrEnum):
    """For whom, as reports count it."""

    FIRMS = "firms"
    STUDENTS = "students"
    OFFICIALS = "officials"
    PUBLIC = "public"


FORMS = {
    ActivityKind.TRAINING: frozenset({ActivityForm.CLASS}),
    ActivityKind.COMMUNICATION: frozenset(ActivityForm) - {ActivityForm.CLASS},
}


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """What is entered; no names of participants, only how many of each kind.

    ``participants`` is ``None`` when not counted; with ``participants_by_kind`` it
    is their sum.  ``count`` says how many letters, articles … the entry stands for.
    It may be carried out under a plan, or under a project and so its plan.
    """

    kind: ActivityKind
    audience: str
    title: str
    held_on: date | None
    year: int
    participants: int | None
    form: ActivityForm | None = None
    audience_kind: AudienceKind | None = None
    held_until: date | None = None
    place: str | None = None
    participants_by_kind: tuple[tuple[AudienceKind, int], ...] = ()
    count: int | None = None
    link: str | None = None
    plan_id: str | None = None
    project_id: str | None = None

    def under(self, plan: Plan, project: Project | None = None) -> ActivityFacts:
        """Return the facts with what they are carried out under.

        Raises:
            InvalidInput: ``activity-plan-differs``, the project is another plan's.
            RuleViolation: ``year-outside-plan`` or ``activity-outside-project``.
        """
        if project and self.plan_id not in (None, project.plan_id):
            raise InvalidInput("activity-plan-differs", field="plan_id", project=project.id)
        if project and self.year != project.year:
            year = project.year
            raise RuleViolation(
                "activity-outside-project", field="year", project=project.id, year=year
            )
        if not plan.covers(self.year):
            number = plan.details.number
            raise RuleViolation("year-outside-plan", field="year", year=self.year, plan=number)
        return replace(self, plan_id=plan.id)

    def announced(self, activity_id: str) -> dict[str, Any]:
        """Return what others are told."""
        left_out = {"participants_by_kind", "link"}
        kept = {name: value for name, value in vars(self).items() if name not in left_out}
        return {"activity_id": activity_id, **kept}


@dataclass(frozen=True)
class Correction:
    """An entry that was corrected: when, by whom, why, and what stood there ``before``."""

    on: date
    by: str
    reason: str
    before: ActivityFacts


@dataclass(kw_only=True)
class Activity(Aggregate):
    """Something held for the public."""

    facts: ActivityFacts
    corrections: tuple[Correction, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()

    @classmethod
    def hold(cls, facts: ActivityFacts) -> Self:
        """Enter an activity that took place.

        Raises:
            InvalidInput, RuleViolation: see ``checked``.
        """
        activity = cls(id=new_id(), facts=checked(facts))
        activity.record(ActivityRecorded(**activity.facts.announced(activity.id)))
        return activity

    def correct(self, facts: ActivityFacts, *, seen: int, reason: str, by: str, on: date) -> None:
        """Replace the entry; ``seen`` is the version the corrector had read.

        Raises:
            Stale: ``changed-meanwhile``.
            InvalidInput, RuleViolation: see ``checked``.
        """
        if seen != self.version:
            raise Stale("changed-meanwhile", id=self.id, read=seen, current=self.version)
        self.corrections = (*self.corrections, Correction(on, by, reason, self.facts))
        self.facts = checked(facts)
        self.record(ActivityCorrected(self.facts.announced(self.id), reason, on))

    def attach(self, file: AttachedFile) -> None:
        """Add a file; the same content again changes nothing.

        Raises:
            RuleViolation: ``too-many-files``.
        """
        joined = with_file(self.attachments, file)
        if joined is not self.attachments:
            self.attachments = joined
            self.record(FileAttached(self.id, file.attachment_id))


def checked(facts: ActivityFacts) -> ActivityFacts:
    """Return the facts with the participants summed.

    Raises:
        InvalidInput: ``activity-form-wrong``, ``audience-doubled``,
            ``participants-differ``.
        RuleViolation: ``dates-reversed``.
    """
    if facts.form is not None and facts.form not in FORMS[facts.kind]:
        raise InvalidInput("activity-form-wrong", field="form", form=facts.form)
    if facts.held_until and facts.held_on and facts.held_until < facts.held_on:
        raise RuleViolation("dates-reversed", field="held_until", first=facts.held_on)
    kinds = [kind for kind, _ in facts.participants_by_kind]
    if len(kinds) != len(set(kinds)):
        raise InvalidInput("audience-doubled", field="participants_by_kind")
    return _summed(facts)


def _summed(facts: ActivityFacts) -> ActivityFacts:
    if not facts.participants_by_kind:
        return facts
    counted = sum(number for _, number in facts.participants_by_kind)
    if facts.participants not in (None, counted):
        raise InvalidInput("participants-differ", field="participants", sum=counted)
    return ActivityFacts(**{**vars(facts), "participants": counted})
