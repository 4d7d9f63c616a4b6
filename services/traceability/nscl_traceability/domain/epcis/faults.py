"""What is wrong with a document and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

_PLAIN = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SHOWN = 80

Step = str | int


@dataclass(frozen=True)
class Fault:
    """A broken rule: its code, figures for the sentence, and the way to the place."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    path: tuple[Step, ...] = ()

    @property
    def json_path(self) -> str:
        """The place as a JSON path (RFC 9535), such as ``$.epcisBody.eventList[0].bizStep``."""
        return "$" + "".join(map(_step, self.path))


Faults = Sequence[Fault]
Check = Callable[[Any], Faults]
NONE: Faults = ()


def fault(code: str, **params: Any) -> Faults:
    """Return one fault of the value itself."""
    return (Fault(code, params),)


def under(step: Step, faults: Iterable[Fault]) -> list[Fault]:
    """Return faults of a member as faults of what holds it."""
    return [Fault(each.code, each.params, (step, *each.path)) for each in faults]


def shown(value: Any) -> str:
    """Return a value short enough for a sentence."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _step(step: Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if _PLAIN.fullmatch(step):
        return f".{step}"
    quoted = step.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{quoted}']"
