"""What can be asked about units of the register beyond entering them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from nscl_registration.domain.duplicate import PairState
from nscl_registration.domain.firm_facts import FirmInput
from nscl_registration.domain.steps import Actor
from nscl_registration.handlers.commands import Edit
from nscl_shared.kernel.clock import now


@dataclass(frozen=True, kw_only=True)
class UpdateFirm(FirmInput):
    """Replace the facts of the entry whose version the editor saw."""

    by: Actor
    firm_id: str
    version: int
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, kw_only=True)
class MergeFirms(Edit):
    """Make one entry a part of another that is about the same unit."""

    by: Actor
    firm_id: str
    into: str
    reason: str
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, kw_only=True)
class SeparateFirms(Edit):
    """Take a merger back."""

    by: Actor
    firm_id: str
    reason: str
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, kw_only=True)
class EraseContact(Edit):
    """Erase everything about a contact person."""

    by: Actor
    firm_id: str
    contact_id: str
    reason: str
    at: datetime = field(default_factory=now)


@dataclass(frozen=True, kw_only=True)
class JudgePair(Edit):
    """Say that two entries are two units, or that this is open again."""

    by: Actor
    pair_id: str
    state: PairState
    note: str | None = None
    at: datetime = field(default_factory=now)
