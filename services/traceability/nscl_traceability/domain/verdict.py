"""What a scan says, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# A stamp is on one product: this many devices in one day are more than a family.
MANY_DEVICES = 20


class Verdict(StrEnum):
    """The first words of the consumer's page."""

    GENUINE = "genuine"
    EXPIRED = "expired"
    SUSPICIOUS = "suspicious"
    RECALLED = "recalled"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why an authentic stamp is not simply genuine."""

    RECALLED_LOT = "recalled-lot"
    NOT_ACTIVATED = "not-activated"
    VOIDED = "voided"
    SCRAPPED = "scrapped"
    LOST = "lost"
    MANY_DEVICES = "many-devices"
    EXPIRED = "expired"


# The gravest first: the verdict is that of the first reason.
_VERDICTS = {
    Reason.RECALLED_LOT: Verdict.RECALLED,
    Reason.VOIDED: Verdict.SUSPICIOUS,
    Reason.SCRAPPED: Verdict.SUSPICIOUS,
    Reason.LOST: Verdict.SUSPICIOUS,
    Reason.NOT_ACTIVATED: Verdict.SUSPICIOUS,
    Reason.MANY_DEVICES: Verdict.SUSPICIOUS,
    Reason.EXPIRED: Verdict.EXPIRED,
}


@dataclass(frozen=True)
class StampState:
    """What is known of an authentic stamp.

    ``flaws`` are the reasons that its batch gives, ``recalled`` tells of its lot;
    ``devices`` is how many devices scanned it today.
    """

    expires_on: date | None
    flaws: tuple[Reason, ...] = ()
    recalled: bool = False
    devices: int = 0


@dataclass(frozen=True)
class Judgement:
    """A verdict with its reasons, the gravest first."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


FORGED = Judgement(Verdict.UNKNOWN)


def judge(state: StampState, today: date) -> Judgement:
    """Return the verdict on an authentic stamp and why."""
    found = set(_reasons(state, today))
    reasons = tuple(reason for reason in _VERDICTS if reason in found)
    return Judgement(_VERDICTS[reasons[0]] if reasons else Verdict.GENUINE, reasons)


def verdict(*, authentic: bool, expires_on: date | None, today: date) -> Verdict:
    """Return the verdict on a stamp with no flaw whose serial is, or is not, authentic."""
    return (judge(StampState(expires_on), today) if authentic else FORGED).verdict


def _reasons(state: StampState, today: date) -> Iterator[Reason]:
    yield from state.flaws
    if state.recalled:
        yield Reason.RECALLED_LOT
    if state.devices >= MANY_DEVICES:
        yield Reason.MANY_DEVICES
    if state.expires_on is not None and state.expires_on < today:
        yield Reason.EXPIRED
