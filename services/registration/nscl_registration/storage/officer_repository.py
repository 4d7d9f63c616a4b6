"""The repository of officers."""

from __future__ import annotations

from typing import Any

from nscl_registration.domain.assignment import Officer
from nscl_registration.storage.documents_work import OfficerDocument
from nscl_shared.persistence import AggregateRepository


class OfficerRepository(AggregateRepository[Officer]):
    """Officers by account."""

    document = OfficerDocument
    missing = "officer-unknown"

    def to_domain(self, document: OfficerDocument) -> Officer:
        """Return the officer."""
        return Officer(id=document.id, version=document.version, name=document.name)

    def to_fields(self, aggregate: Officer) -> dict[str, Any]:
        """Return the document's fields."""
        return {"name": aggregate.name}
