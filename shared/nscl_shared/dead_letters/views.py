"""Dead letters and what was done with them, as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nscl_shared.audit import AuditEntry, AuditLog, BrokenChain
from nscl_shared.dead_letters.box import WINDOW, breathing
from nscl_shared.dead_letters.letter import DeadLetter, Filter
from nscl_shared.dead_letters.office import Survey
from nscl_shared.dead_letters.privacy import redacted_reason
from nscl_shared.dead_letters.schemas import SHOWN
from nscl_shared.i18n import N_, _

ACTIONS: Mapping[str, str] = {
    "dead-letter-replayed": N_("Given to the subscription again"),
    "dead-letter-dropped": N_("Dropped"),
    "dead-letter-personal-data-shown": N_("Personal data shown"),
}
CODES: Mapping[str, str] = {
    "unexpected": N_("Unforeseen error"),
    "malformed-event": N_("Breaks its contract"),
    "unknown-event-type": N_("Unknown event type"),
    "predecessor-missing": N_("Its predecessor is missing"),
    "delivery-limit": N_("The service died each time"),
}
ACTS_READ = 300
ACTS_SHOWN = 8
VERIFIED = 1_000  # entries whose chain is checked without being asked


@dataclass(frozen=True)
class Cause:
    """Letters of one fault: how many, from when to when, one reason as an example."""

    cause: str
    code: str
    count: int
    oldest: str
    newest: str
    reason: str


@dataclass(frozen=True)
class Act:
    """What somebody did in one go: ``count`` letters; ``cut`` when there may be more."""

    at: str
    who: str
    what: str
    why: str
    target: str
    count: int
    cut: bool


@dataclass(frozen=True)
class Chain:
    """The check of the audit log: entries ``first`` to ``last``, ``broken`` the first bad one."""

    first: int
    last: int
    broken: int | None


def code_words(code: str) -> str:
    """Return a code in words, if it is one of the kit's."""
    return _(CODES[code]) if code in CODES else code


def by_cause(letters: list[DeadLetter]) -> list[Cause]:
    """Return the faults behind ``letters``, the most frequent first."""
    gathered: dict[str, list[DeadLetter]] = {}
    for letter in letters:
        gathered.setdefault(letter.cause, []).append(letter)
    return sorted((_cause(alike) for alike in gathered.values()), key=lambda c: -c.count)


def _cause(alike: list[DeadLetter]) -> Cause:
    times = sorted(filter(None, (letter.failed_at or letter.time for letter in alike)))
    return Cause(
        alike[0].cause,
        code_words(alike[0].code),
        len(alike),
        times[0] if times else "",
        times[-1] if times else "",
        redacted_reason(alike[0]),
    )


def listing(survey: Survey, wanted: Filter) -> dict[str, Any]:
    """Return what the list shows of the letters that fit ``wanted``."""
    fitting = [letter for letter in breathing(survey.letters) if wanted.fits(letter)]
    codes = sorted({letter.code for letter in survey.letters})
    return {
        "causes": by_cause(fitting),
        "rows": [(letter, redacted_reason(letter)) for letter in fitting[:SHOWN]],
        "total": len(fitting),
        "read": len(survey.letters),
        "waiting": survey.waiting,
        "window": WINDOW if survey.waiting > WINDOW else None,
        "codes": [(code, code_words(code)) for code in codes],
        "code_words": code_words,
    }


def history(service: str, *, whole: bool) -> dict[str, Any]:
    """Return the last acts of the service's audit log and whether its chain holds."""
    log = AuditLog(service)
    return {"acts": acts(log.latest(ACTS_READ)), "chain": chain(log, whole=whole)}


def acts(entries: list[AuditEntry]) -> list[Act]:
    """Gather neighbouring entries of one person, action and reason; the newest first."""
    gathered = [list(alike) for _key, alike in groupby(entries, _alike)]
    last = gathered[-1] if len(entries) == ACTS_READ else None
    return [_act(alike, cut=alike is last) for alike in gathered[:ACTS_SHOWN]]


def _alike(entry: AuditEntry) -> tuple[str, str, str, str]:
    return entry.actor, entry.action, entry.reason, entry.at[: len("2026-01-31T12:00")]


def _act(alike: list[AuditEntry], *, cut: bool) -> Act:
    newest = alike[0]
    return Act(
        at=newest.at,
        who=newest.actor.partition(" (")[0],
        what=_(ACTIONS[newest.action]) if newest.action in ACTIONS else newest.action,
        why=newest.reason,
        target=newest.target,
        count=len(alike),
        cut=cut,
    )


def chain(log: AuditLog, *, whole: bool) -> Chain:
    """Check the chain of the whole log, or of its last ``VERIFIED`` entries."""
    try:
        last = log.verify(None if whole else VERIFIED)
    except BrokenChain as error:
        return Chain(error.number, error.number, error.number)
    return Chain(1 if whole else max(1, last - VERIFIED + 1), last, None)
