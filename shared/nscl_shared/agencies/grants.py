"""What an agency is granted: short patterns become topic patterns of one service each.

An AMQP topic's ``*`` stands for a whole word, never for a part of one: a pattern
such as ``traceability.stamps-*`` is expanded against the catalogue instead, and
covers the types that exist now.
"""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nscl_contracts import catalogue, type_matches
from nscl_shared.runtime.problems import RuntimeProblem

ROOT = "vn.nscl."
NEAREST = 3
SHORT_WORDS = 2  # service.name
LETTERS = re.compile(r"[a-z0-9.*#-]+").fullmatch


@dataclass(frozen=True)
class Grant:
    """One binding: ``pattern`` of AMQP, and the known event types that it covers."""

    service: str
    pattern: str
    types: tuple[str, ...]

    @property
    def grows(self) -> bool:
        """Whether event types of a later version of the service are covered as well."""
        return "#" in self.pattern or "*" in self.pattern


def granted(asked: str) -> list[Grant]:
    """Return the bindings for comma-separated patterns, without what another one covers.

    Raises:
        RuntimeProblem: a pattern covers no known event; the nearest names are told.
    """
    patterns = [word.strip() for word in asked.split(",") if word.strip()]
    if not patterns:
        raise RuntimeProblem(
            "no events are named", f"For example --events '{_service_names()[0]}.*'"
        )
    return _without_repeats(grant for pattern in patterns for grant in _expanded(pattern))


def _expanded(asked: str) -> list[Grant]:
    full = asked if asked.startswith(ROOT) else ROOT + asked
    words = full.split(".")
    service = words[2]
    if service not in _service_names() or len(words) == SHORT_WORDS + 1 or not LETTERS(full):
        raise _unknown(asked, full)
    if words[3:] in (["*"], ["#"]):
        return [_grant(f"{ROOT}{service}.#")]
    if _inside_a_word(words) or not {"*", "#"} & set(words):
        return [_grant(known) for known in _known(full)] or _refuse(asked, full)
    grant = _grant(full)
    return [grant] if grant.types else _refuse(asked, full)


def _known(full: str) -> list[str]:
    """Return the types that ``full`` names, with or without their version."""
    shape = full.replace("#", "*")
    return [
        name
        for name in catalogue()
        if fnmatch.fnmatchcase(name, shape) or fnmatch.fnmatchcase(name.rpartition(".")[0], shape)
    ]


def _inside_a_word(words: Sequence[str]) -> bool:
    return any(len(word) > 1 and set(word) & set("*#") for word in words)


def _grant(pattern: str) -> Grant:
    types = tuple(name for name in catalogue() if type_matches(pattern, name))
    return Grant(pattern.split(".")[2], pattern, types)


def _without_repeats(grants: Iterable[Grant]) -> list[Grant]:
    """One queue gets an event once, whatever binds it; fewer bindings read easier."""
    kept: dict[str, Grant] = {grant.pattern: grant for grant in grants}
    wide = [grant for grant in kept.values() if grant.grows]
    return [
        grant
        for grant in kept.values()
        if not any(
            other.pattern != grant.pattern and type_matches(other.pattern, grant.pattern)
            for other in wide
        )
    ]


def _refuse(asked: str, full: str) -> list[Grant]:
    raise _unknown(asked, full)


def _unknown(asked: str, full: str) -> RuntimeProblem:
    services = _service_names()
    service = full.removeprefix(ROOT).split(".")[0]
    names = [_short(name) for name in catalogue()]
    near = difflib.get_close_matches(full.removeprefix(ROOT), names, NEAREST, cutoff=0.4)
    if service not in services:
        close = difflib.get_close_matches(service, services, NEAREST, cutoff=0.4)
        near = [f"{name}.*" for name in close or services]
    elif full.count(".") == SHORT_WORDS:
        near = [f"{service}.*"]
    elif not near:
        near = [name for name in names if name.startswith(f"{service}.")]
    return RuntimeProblem(
        f"{asked!r} covers no known event",
        f"Nearest: {', '.join(near)}; all are in contracts/schemas/partner",
    )


def _short(event_type: str) -> str:
    return event_type.removeprefix(ROOT).rpartition(".")[0]


def _service_names() -> Sequence[str]:
    return sorted({contract.service for contract in catalogue().values()})
