"""Versions of one contract: ``MAJOR.MINOR.PATCH`` and the history in words.

MAJOR is the ``.v<n>`` of the event's type.  MINOR grows when optional members
were added, PATCH when only words changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple, Self

PATTERN = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
FIRST_WORDS = "First published."


class Step(IntEnum):
    """How far a contract moved, the furthest last."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


class Version(NamedTuple):
    """A version; compares as Semantic Versioning says."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``1.2.3``.

        Raises:
            ValueError: the text is not three figures.
        """
        found = PATTERN.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is not MAJOR.MINOR.PATCH, e.g. 1.2.0")
        return cls(*map(int, found.groups()))

    def after(self, step: Step) -> Version:
        """Return the version that ``step`` leads to."""
        return {
            Step.NONE: self,
            Step.PATCH: Version(self.major, self.minor, self.patch + 1),
            Step.MINOR: Version(self.major, self.minor + 1, 0),
            Step.MAJOR: Version(self.major + 1, 0, 0),
        }[step]

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def history(major: int, changes: Mapping[str, str] | None) -> dict[str, str]:
    """Return the changelog of a contract, oldest first; one that never changed has one entry.

    Raises:
        ValueError: it does not begin at MAJOR.0.0, leaves a version out, or has no words.
    """
    told = dict(changes or {f"{major}.0.0": FIRST_WORDS})
    versions = [Version.parse(text) for text in told]
    if not versions or versions[0] != Version(major, 0, 0):
        raise ValueError(f"its changes must begin with {major}.0.0")
    for before, after in pairwise(versions):
        if after not in {before.after(Step.PATCH), before.after(Step.MINOR)}:
            allowed = f"{before.after(Step.PATCH)} or {before.after(Step.MINOR)}"
            raise ValueError(f"after {before} comes {allowed}, not {after}")
    if silent := [text for text, words in told.items() if not words.strip()]:
        raise ValueError(f"its changes do not say what is new in {', '.join(silent)}")
    return told
