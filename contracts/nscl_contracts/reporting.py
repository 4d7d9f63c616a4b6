"""Events of the reporting service."""

from __future__ import annotations

from nscl_contracts.catalogue import EventSchema, event
from nscl_contracts.fields import count, identifier, public, text, year


@event(
    "vn.nscl.reporting.report-published.v1",
    subject="report_id",
    example={
        "report_id": "yearly-2022-1",
        "kind": "yearly",
        "year": 2022,
        "edition": 1,
        "sha256": "0" * 64,
    },
)
class ReportPublished(EventSchema):
    """An official report was published; editions are never overwritten."""

    report_id = public(identifier(), "Kind, year and edition.")
    kind = public(text(max_length=40), "Kind of report.")
    year = public(year(), "Programme year.")
    edition = public(count(), "Edition, from 1.")
    sha256 = public(text(max_length=64), "SHA-256 of the document, hexadecimal.")
