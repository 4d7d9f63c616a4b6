"""Repository of appraisals.  Days are stored as ISO 8601 text inside the parts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from enum import Enum
from typing import Any

from nscl_registration.domain.appraisal.council import (
    Appraisal,
    Conclusion,
    Member,
    Score,
    Seat,
)
from nscl_registration.domain.appraisal.criteria import CriteriaSet
from nscl_registration.domain.appraisal.eligibility import Check, Outcome
from nscl_registration.storage.documents_appraisal import AppraisalDocument
from nscl_shared.persistence import AggregateRepository


class AppraisalRepository(AggregateRepository[Appraisal]):
    """Appraisals."""

    document = AppraisalDocument
    missing = "appraisal-not-found"

    def to_domain(self, document: AppraisalDocument) -> Appraisal:
        """Return the appraisal."""
        given = document.to_mongo().to_dict()
        criteria, ended = given["criteria"], given.get("conclusion")
        checks, scores = given.get("checks", []), given.get("scores", {})
        return Appraisal(
            id=document.id,
            version=document.version,
            case_number=document.case_number,
            criteria=CriteriaSet.of({**criteria, "valid_from": _day(criteria["valid_from"])}),
            members=tuple(Member(**{**m, "seat": Seat(m["seat"])}) for m in given["members"]),
            checks=tuple(Check(**{**c, "outcome": Outcome(c["outcome"])}) for c in checks),
            scores={account: Score(**{**s, "on": _day(s["on"])}) for account, s in scores.items()},
            conclusion=Conclusion(**{**ended, "on": _day(ended["on"])}) if ended else None,
        )

    def to_fields(self, aggregate: Appraisal) -> dict[str, Any]:
        """Return the document's fields."""
        ended = aggregate.conclusion
        return {
            "case_number": aggregate.case_number,
            "criteria": _plain(asdict(aggregate.criteria)),
            "members": [_plain(asdict(member)) for member in aggregate.members],
            "checks": [_plain(asdict(check)) for check in aggregate.checks],
            "scores": {key: _plain(asdict(score)) for key, score in aggregate.scores.items()},
            "conclusion": _plain(asdict(ended)) if ended else {},
        }


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
