"""What can be wrong with a Digital Link; put into words where people read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why something is no Digital Link, or not a sound one."""

    ADDRESS = "address"
    NO_KEY = "no-key"
    ORDER = "order"
    UNKNOWN = "unknown"
    NOT_IN_QUERY = "not-in-query"
    IN_PATH = "in-path"
    TWICE = "twice"
    EMPTY = "empty"
    FORM = "form"
    RULE = "rule"
    TOGETHER = "together"
    APART = "apart"
    START = "start"
    CUT = "cut"
    REST = "rest"
    ENCODING = "encoding"
    FIGURES = "figures"


@dataclass(frozen=True)
class Fault:
    """A reason, and of which element.

    ``code`` is the identifier and ``value`` what stands there; ``rule`` the content rule
    of GS1's dictionary that is broken; ``others`` the identifiers that should be there or
    should not: each row is a group that belongs together.
    """

    reason: Reason
    code: str = ""
    value: str = ""
    rule: str = ""
    others: tuple[tuple[str, ...], ...] = ()


class MalformedDigitalLink(ValueError):
    """A text is no GS1 Digital Link; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault
