"""A signal as it is kept: raised once, looked into in at most one case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from nscl_shared.kernel import Aggregate, Conflict
from nscl_traceability.domain.signals import Finding


@dataclass(frozen=True)
class SignalRaised:
    """Something was noticed."""

    signal_id: str
    finding: Finding


@dataclass(frozen=True)
class SignalTaken:
    """A case looks into it; only this service needs to know."""

    signal_id: str


@dataclass(kw_only=True)
class Signal(Aggregate):
    """A finding with its id; ``case_id`` is the case that looks into it."""

    finding: Finding
    case_id: str | None = None

    @classmethod
    def raised(cls, signal_id: str, finding: Finding) -> Self:
        """Return a new one, announced."""
        signal = cls(id=signal_id, finding=finding)
        signal.record(SignalRaised(signal_id, finding))
        return signal

    def take_into(self, case_id: str) -> None:
        """Let a case look into it; again into the same changes nothing.

        Raises:
            Conflict: ``signal-in-case``: another case has it.
        """
        if self.case_id == case_id:
            return
        if self.case_id is not None:
            raise Conflict("signal-in-case", field="signal_ids", id=self.id)
        self.case_id = case_id
        self.record(SignalTaken(self.id))
