"""From domain event to contract message."""

from __future__ import annotations

from nscl_contracts import Message, reporting
from nscl_reporting.domain.events import ReportPublished


def announce(event: object) -> Message | None:
    """Return the message for ``event``, None where no contract exists."""
    if not isinstance(event, ReportPublished):
        return None
    data = {
        "report_id": event.edition_id,
        "kind": "yearly",
        "year": event.year,
        "edition": event.number,
        "sha256": event.sha256,
    }
    return Message(reporting.ReportPublished, data)
