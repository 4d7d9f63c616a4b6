"""The council of one application: members, conflicts of interest, scores, result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Self

from nscl_registration.domain.appraisal.criteria import CriteriaSet
from nscl_registration.domain.appraisal.eligibility import Check
from nscl_shared.kernel import Aggregate, Conflict, Forbidden, InvalidInput, NotFound, RuleViolation

FEWEST = 3


class Seat(StrEnum):
    """What a member is in the council."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


@dataclass(frozen=True)
class Member:
    """A member; one with a ``conflict`` of interest takes no part in this case."""

    account_id: str
    name: str
    seat: Seat
    conflict: str | None = None


@dataclass(frozen=True)
class Score:
    """What one member gave: points by criterion."""

    points: dict[str, int]
    on: date
    comment: str | None = None

    @property
    def total(self) -> int:
        """Return the sum."""
        return sum(self.points.values())


@dataclass(frozen=True)
class Conclusion:
    """The result: the mean of the totals, in hundredths of a point, and whether it passes."""

    on: date
    by: str
    mean_hundredths: int
    passed: bool


@dataclass(frozen=True)
class AppraisalChanged:
    """Council, scores or checks changed; internal."""

    application_id: str


@dataclass(kw_only=True)
class Appraisal(Aggregate):
    """The appraisal of one application; its id is the application's."""

    case_number: str
    criteria: CriteriaSet
    members: tuple[Member, ...]
    checks: tuple[Check, ...]
    scores: dict[str, Score] = field(default_factory=dict)
    conclusion: Conclusion | None = None

    @classmethod
    def convene(
        cls,
        application_id: str,
        case_number: str,
        criteria: CriteriaSet,
        members: Sequence[Member],
        checks: Sequence[Check],
    ) -> Self:
        """Call the council together.

        Raises:
            InvalidInput: fewer than three members, one twice, or not one chair
                and one secretary.
        """
        _require_council(members)
        appraisal = cls(
            id=application_id,
            case_number=case_number,
            criteria=criteria,
            members=tuple(members),
            checks=tuple(checks),
        )
        appraisal._changed()
        return appraisal

    @property
    def voters(self) -> tuple[Member, ...]:
        """Return the members without a conflict of interest."""
        return tuple(member for member in self.members if member.conflict is None)

    @property
    def quorum(self) -> int:
        """Return how many voters must have scored."""
        return self.criteria.needed(len(self.voters))

    def declare_conflict(self, account_id: str, reason: str) -> None:
        """Exclude a member from this case; a score already given is dropped.

        Raises:
            Conflict: it is concluded.  Forbidden: not a member.
        """
        self._require_open()
        self._member(account_id)
        self.members = tuple(
            replace(m, conflict=reason) if m.account_id == account_id else m for m in self.members
        )
        self.scores.pop(account_id, None)
        self._changed()

    def score(self, account_id: str, score: Score) -> None:
        """Take a member's score, instead of an earlier one.

        Raises:
            Conflict: it is concluded.
            Forbidden: not a member, or excluded by a conflict of interest.
            InvalidInput: points missing, unknown or out of range.
        """
        self._require_open()
        if self._member(account_id).conflict is not None:
            raise Forbidden("conflict-declared", case_number=self.case_number)
        self._require_points(score.points)
        self.scores[account_id] = score
        self._changed()

    def override(self, rule: str, reason: str, by: str) -> None:
        """Let the appraisal go on although a rule does not hold.

        Raises:
            NotFound: there is no such rule.
        """
        self._require_open()
        if rule not in {check.rule for check in self.checks}:
            raise NotFound("check-not-found", field="rule", rule=rule)
        self.checks = tuple(
            replace(check, override=reason, override_by=by) if check.rule == rule else check
            for check in self.checks
        )
        self._changed()

    def conclude(self, on: date, by: str) -> Conclusion:
        """Compute the result.

        Raises:
            RuleViolation: ``eligibility-open`` or ``no-quorum``.
        """
        self._require_open()
        open_ = [check.rule for check in self.checks if not check.holds]
        if open_:
            raise RuleViolation("eligibility-open", rules=", ".join(open_))
        if len(self.scores) < self.quorum:
            raise RuleViolation(
                "no-quorum", scored=len(self.scores), quorum=self.quorum, voters=len(self.voters)
            )
        mean = sum(score.total for score in self.scores.values()) * 100 // len(self.scores)
        self.conclusion = Conclusion(on, by, mean, mean >= self.criteria.pass_points * 100)
        self._changed()
        return self.conclusion

    def reopen(self) -> None:
        """Take the conclusion back, when the step that it led to is taken back."""
        if self.conclusion is not None:
            self.conclusion = None
            self._changed()

    def _member(self, account_id: str) -> Member:
        found = next((m for m in self.members if m.account_id == account_id), None)
        if found is None:
            raise Forbidden("not-on-council", case_number=self.case_number)
        return found

    def _require_open(self) -> None:
        if self.conclusion is not None:
            raise Conflict("council-concluded", case_number=self.case_number)

    def _require_points(self, points: Mapping[str, int]) -> None:
        known = {criterion.code: criterion for criterion in self.criteria.criteria}
        if set(points) != set(known):
            raise InvalidInput("criteria-incomplete", field="scores")
        for place, criterion in enumerate(self.criteria.criteria):
            if not 0 <= points[criterion.code] <= criterion.points:
                raise InvalidInput(
                    "points-out-of-range",
                    field=f"scores.{place}.points",
                    criterion=criterion.name,
                    most=criterion.points,
                )

    def _changed(self) -> None:
        self.record(AppraisalChanged(self.id))


def _require_council(members: Sequence[Member]) -> None:
    seats = Counter(member.seat for member in members)
    if len({member.account_id for member in members}) != len(members):
        raise InvalidInput("member-doubled", field="members")
    if len(members) < FEWEST or seats[Seat.CHAIR] != 1 or seats[Seat.SECRETARY] != 1:
        raise InvalidInput("council-incomplete", field="members", fewest=FEWEST)
