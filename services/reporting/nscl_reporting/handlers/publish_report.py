"""Publish an edition of a yearly report."""

from __future__ import annotations

from typing import Any

from nscl_reporting.domain.edition import Edition
from nscl_reporting.handlers.commands import PublishReport
from nscl_reporting.handlers.ports import ReportingWork


def publish_report(cmd: PublishReport, uow: ReportingWork) -> dict[str, Any]:
    """Store the next edition of the year; earlier ones stay as they are."""
    number = uow.next_number(f"yearly-{cmd.year}")
    edition = Edition.publish(cmd.year, number, cmd.figures, cmd.document, cmd.by)
    uow.editions.add(edition)
    return {"id": edition.id, "edition": edition.number, "sha256": edition.sha256}
