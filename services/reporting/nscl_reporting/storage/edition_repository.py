"""Editions in and out of the database."""

from __future__ import annotations

from typing import Any

from nscl_reporting.domain.edition import Edition
from nscl_reporting.storage.documents import EditionDocument
from nscl_shared.persistence import AggregateRepository


class EditionRepository(AggregateRepository[Edition]):
    """The published editions."""

    document = EditionDocument
    missing = "edition-not-found"

    def to_domain(self, document: EditionDocument) -> Edition:
        """Return the stored edition."""
        return Edition(
            id=document.id,
            version=document.version,
            year=document.year,
            number=document.number,
            figures=document.figures,
            document=bytes(document.document),
            sha256=document.sha256,
            published_by=document.published_by,
        )

    def to_fields(self, aggregate: Edition) -> dict[str, Any]:
        """Return the fields of ``aggregate``."""
        return {
            "year": aggregate.year,
            "number": aggregate.number,
            "figures": aggregate.figures,
            "document": aggregate.document,
            "sha256": aggregate.sha256,
            "published_by": aggregate.published_by,
        }
