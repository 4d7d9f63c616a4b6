"""The document of a year, drawn from one reading of the facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from eventlet import tpool

from nscl_reporting.domain.annexes import annexes
from nscl_reporting.domain.published_form import published_form
from nscl_reporting.domain.yearly import yearly_report
from nscl_reporting.handlers.commands import PublishReport
from nscl_reporting.publishing.document import Content, yearly_document
from nscl_reporting.queries.facts import facts_of
from nscl_shared.kernel import NotFound
from nscl_shared.province import current_profile


@dataclass(frozen=True)
class Drawn:
    """Figures (JSON text) and document (.docx) of the same facts."""

    figures: str
    document: bytes


def draw(year: int, dated: date | None = None) -> Drawn:
    """Compute the report and write its document, off the event loop.

    Raises:
        NotFound: ``nothing-reported``.
    """
    profile, facts = current_profile(), facts_of(year)
    report = yearly_report(profile.code, year, facts)
    if report.is_empty:
        raise NotFound("nothing-reported", year=str(year))
    content = Content(
        report=report,
        annexes=annexes(year, facts),
        agency=profile.agency,
        province=profile.name["vi"],
        dated=dated,
    )
    document: bytes = tpool.execute(yearly_document, content)
    return Drawn(json.dumps(published_form(report), ensure_ascii=False, indent=2), document)


def edition_of(year: int, by: str) -> PublishReport:
    """Return the command that publishes ``year`` as it stands now."""
    drawn = draw(year)
    return PublishReport(year=year, figures=drawn.figures, document=drawn.document, by=by)


def filename(year: int, edition: int | None = None) -> str:
    """Return a name that tells a draft from an edition."""
    state = "du-thao" if edition is None else f"lan-{edition}"
    return f"bao-cao-nscl-{year}-{state}.docx"
