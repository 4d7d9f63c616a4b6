"""What a consumer reports of a product or its stamp."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from nscl_shared.kernel import Aggregate, InvalidInput

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


@dataclass(kw_only=True)
class ProblemReport(Aggregate):
    """``link`` is the path of what was scanned; nothing tells who reported."""

    kind: ProblemKind
    link: str
    words: str
    product_id: str | None
    firm_id: str | None
    commune_code: str | None
    at: datetime

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
