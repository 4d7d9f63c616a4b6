"""A published edition of a yearly report: figures and document, never changed again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Self

from nscl_reporting.domain.events import ReportPublished
from nscl_shared.kernel import Aggregate


@dataclass(kw_only=True)
class Edition(Aggregate):
    """The ``number``-th edition of ``year``.

    ``figures`` is the JSON text of the report, ``document`` the official document
    drawn from the same facts, ``sha256`` the document's.
    """

    year: int
    number: int
    figures: str
    document: bytes
    sha256: str
    published_by: str

    @classmethod
    def publish(cls, year: int, number: int, figures: str, document: bytes, by: str) -> Self:
        """Make a new edition and record that it is out."""
        edition = cls(
            id=f"yearly-{year}-{number}",
            year=year,
            number=number,
            figures=figures,
            document=document,
            sha256=hashlib.sha256(document).hexdigest(),
            published_by=by,
        )
        edition.record(ReportPublished(edition.id, year, number, edition.sha256))
        return edition
