"""Every change of a unit's entry: who, when, what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nscl_registration.domain.firm_facts import PERSONAL, FirmFacts, described


class ChangeKind(StrEnum):
    """What was done."""

    REGISTERED = "registered"
    UPDATED = "updated"
    CONTACT_ERASED = "contact-erased"
    MERGED = "merged"
    ABSORBED = "absorbed"
    SEPARATED = "separated"
    RELEASED = "released"


@dataclass(frozen=True)
class FieldChange:
    """A group of facts before and after; of personal data only that it changed is kept."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Change:
    """One line of the history; ``version`` is the entry's version after it."""

    version: int
    at: datetime
    by: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()
    note: str | None = None
    other_firm_id: str | None = None


def compare(before: FirmFacts, after: FirmFacts) -> tuple[FieldChange, ...]:
    """Return the groups that differ."""
    old, new = described(before), described(after)
    return tuple(
        FieldChange(name, None, None)
        if name in PERSONAL
        else FieldChange(name, old[name] or None, new[name] or None)
        for name in old
        if old[name] != new[name] or _hidden_change(name, before, after)
    )


def _hidden_change(name: str, before: FirmFacts, after: FirmFacts) -> bool:
    """Tell whether a masked number changed where its visible digits did not."""
    return name == "tax_code" and before.tax_code != after.tax_code
