"""Everything one command of this service may touch."""

from __future__ import annotations

from typing import Any

from nscl_reporting.publishing.announce import announce
from nscl_reporting.storage.documents import ALIAS, FACTS
from nscl_reporting.storage.edition_repository import EditionRepository
from nscl_shared.persistence import UnitOfWork


class KnownFacts:
    """The facts of other services; see ``ReadModel`` for why order is no matter."""

    def absorb(self, kind: str, subject: str, sequence: int, fields: dict[str, Any]) -> None:
        """Write the fields for which ``sequence`` is newer than what they hold."""
        FACTS[kind].absorb(subject, sequence, **fields)


class ReportingUnitOfWork(UnitOfWork):
    """Facts and editions."""

    service = ALIAS

    def __init__(self) -> None:
        super().__init__(announce)
        self.facts = KnownFacts()
        self.editions = self.enlist(EditionRepository())
