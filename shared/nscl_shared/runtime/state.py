"""``run/state.json``: what runs now, for ``status``, ``down`` and the tests."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from nscl_shared.runtime.layout import Layout, write_private
from nscl_shared.runtime.process import kill_group, still_running, wait_gone


@dataclass
class PartState:
    """One process: ``state`` is waiting, starting, ready, crashed or stopped."""

    name: str
    state: str
    pid: int | None = None
    created: float | None = None
    port: int | None = None
    restarts: int = 0
    seconds_to_ready: float | None = None

    def runs(self) -> bool:
        """Tell whether exactly this process still runs."""
        return self.pid is not None and still_running(self.pid, self.created or 0.0)


@dataclass
class PlatformState:
    """The supervisor, its parts and the addresses they answer at."""

    supervisor: PartState
    parts: list[PartState] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    def write(self, layout: Layout) -> None:
        """Replace the file atomically."""
        write_private(state_file(layout), json.dumps(asdict(self), indent=1))

    def kill_leftovers(self) -> list[str]:
        """Kill parts that outlived their supervisor; returns their names."""
        left = [part for part in self.parts if part.runs()]
        for part in left:
            kill_group(part.pid or 0)
        wait_gone([(part.pid or 0, part.created or 0.0) for part in left], 10)
        return [part.name for part in left]


def state_file(layout: Layout) -> Path:
    """Return the path of the file."""
    return layout.run / "state.json"


def read_state(layout: Layout) -> PlatformState | None:
    """Return what was written last, or ``None``; processes may have ended since."""
    try:
        raw = json.loads(state_file(layout).read_text())
    except (OSError, ValueError):
        return None
    parts = [PartState(**part) for part in raw["parts"]]
    return PlatformState(PartState(**raw["supervisor"]), parts, raw["facts"])
