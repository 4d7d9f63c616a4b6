"""What a consumer reports of a product or its stamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from nscl_shared.kernel import Aggregate, Conflict, InvalidInput

MOST_WORDS = 2_000
MOST_LINK = 300


class ProblemKind(StrEnum):
    """What is wrong."""

    FORGED = "forged"
    SPOILT = "spoilt"
    MISLABELLED = "mislabelled"
    UNREADABLE = "unreadable"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ProblemFiled:
    """A problem was reported."""

    report_id: str
    kind: ProblemKind
    link: str
    product_id: str | None
    firm_id: str | None
    commune_code: str | None
    at: datetime


@dataclass(frozen=True)
class ReportTaken:
    """A case looks into it; only this service needs to know."""

    report_id: str


@dataclass(frozen=True)
class ReportErased:
    """What was written is no longer kept; only this service ever knew it."""

    report_id: str


@dataclass(kw_only=True)
class ProblemReport(Aggregate):
    """``link`` is the path of what was scanned; nothing tells who reported.

    ``case_id`` is the case that looks into it, ``erased_at`` when its words were deleted.
    """

    kind: ProblemKind
    link: str
    words: str
    product_id: str | None
    firm_id: str | None
    commune_code: str | None
    at: datetime
    case_id: str | None = None
    erased_at: datetime | None = None

    @classmethod
    def file(
        cls,
        report_id: str,
        *,
        kind: ProblemKind,
        link: str,
        words: str,
        about: tuple[str, str] | None,
        commune_code: str | None,
        at: datetime,
    ) -> Self:
        """Return a new report, announced; ``about`` are the ids of product and firm.

        Raises:
            InvalidInput: ``report-link`` or ``report-words``: too long.
        """
        if len(link) > MOST_LINK:
            raise InvalidInput("report-link", field="link")
        if len(words) > MOST_WORDS:
            raise InvalidInput("report-words", field="words", most=MOST_WORDS)
        product_id, firm_id = about or (None, None)
        told: dict[str, Any] = {
            "kind": kind,
            "link": link,
            "product_id": product_id,
            "firm_id": firm_id,
            "commune_code": commune_code,
            "at": at,
        }
        report = cls(id=report_id, words=words, **told)
        report.record(ProblemFiled(report_id=report_id, **told))
        return report

    def take_into(self, case_id: str) -> None:
        """Let a case look into it; again into the same changes nothing.

        Raises:
            Conflict: ``report-in-case``: another case has it.
        """
        if self.case_id == case_id:
            return
        if self.case_id is not None:
            raise Conflict("report-in-case", field="report_ids", id=self.id)
        self.case_id = case_id
        self.record(ReportTaken(self.id))

    def erase(self, at: datetime) -> None:
        """Delete what was written, for ever; again changes nothing."""
        if self.erased_at is not None:
            return
        self.words, self.erased_at = "", at
        self.record(ReportErased(self.id))
