"""Starting, healing and ending real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.ownership import is_owned, owned
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.slot import Stage
from nscl_shared.runtime.state import read_state
from nscl_shared.runtime.supervisor import Supervisor

from .conftest import Start, eventually

STUBBORN = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
PARENT = "import subprocess,time; subprocess.Popen(['sleep', '600']); time.sleep(600)"


def sleeper(
    layout: Layout,
    name: str = "sleeper",
    code: str = "import time; time.sleep(600)",
    **changes: object,
) -> Part:
    """A process that just runs."""
    part = Part(name, (sys.executable, "-c", code), layout.log_of(name), ready=lambda: True)
    return replace(part, **changes)


def running(layout: Layout) -> list[psutil.Process]:
    """Return the processes of the parts, with all they started."""
    state = read_state(layout)
    assert state
    leaders = [psutil.Process(part.pid) for part in state.parts if part.runs()]
    return [p for leader in leaders for p in (leader, *leader.children(recursive=True))]


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Return those that still run."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


def test_a_killed_part_is_started_again(layout: Layout, start: Start) -> None:
    supervisor = start(sleeper(layout))
    supervisor.wait_ready(20)
    (slot,) = supervisor.slots
    first = slot.report().pid
    assert first
    os.kill(first, signal.SIGKILL)
    eventually(lambda: slot.restarts == 1 and slot.stage is Stage.READY)
    assert slot.report().pid != first


def test_a_part_that_cannot_start_is_explained_with_its_log(layout: Layout, start: Start) -> None:
    code = "import sys; sys.exit('port 1 is taken by a goat')"
    supervisor = start(sleeper(layout, code=code, ready=lambda: False))
    with pytest.raises(RuntimeProblem, match="goat"):
        supervisor.wait_ready(30)


def test_a_missing_program_is_explained(layout: Layout, start: Start) -> None:
    def prepare() -> None:
        raise RuntimeProblem("no goat installed", "apt-get install goat")

    supervisor = start(sleeper(layout, prepare=prepare))
    with pytest.raises(RuntimeProblem, match="apt-get install goat"):
        supervisor.wait_ready(20)


def test_what_others_need_is_stopped_last(layout: Layout, start: Start) -> None:
    end = f"import pathlib,time; p = pathlib.Path({str(layout.home / 'order')!r})\n"
    code = end + (
        "import signal,sys\n"
        "def end(*_):\n"
        "    time.sleep(0.3); p.open('a').write(sys.argv[1] + '\\n'); sys.exit()\n"
        "signal.signal(signal.SIGTERM, end); p.with_name(sys.argv[1]).touch(); time.sleep(600)\n"
    )
    above, below = (
        Part(
            name,
            (sys.executable, "-c", code, name),
            layout.log_of(name),
            ready=(layout.home / name).exists,
            needs=needs,
        )
        for name, needs in (("above", ("below",)), ("below", ()))
    )
    supervisor = start(below, above)
    supervisor.wait_ready(20)
    supervisor.stop()
    assert (layout.home / "order").read_text().split() == ["above", "below"]


def test_stopping_leaves_nothing_even_of_the_stubborn(layout: Layout, start: Start) -> None:
    supervisor = start(
        sleeper(layout, "stubborn", STUBBORN, grace=0.5), sleeper(layout, "parent", PARENT)
    )
    supervisor.wait_ready(20)
    eventually(lambda: len(running(layout)) == 3)
    processes = running(layout)
    supervisor.stop()
    eventually(lambda: not alive(processes), 5)


def test_a_killed_supervisor_leaves_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path\n"
        "from nscl_shared.runtime.layout import Layout\n"
        "from nscl_shared.runtime.ownership import owned\n"
        "from nscl_shared.runtime.part import Part\n"
        "from nscl_shared.runtime.supervisor import Supervisor\n"
        "layout = Layout(Path(sys.argv[1])).create()\n"
        "part = Part('s', ('sleep', '600'), layout.log_of('s'), ready=lambda: True)\n"
        "with owned(layout):\n"
        "    s = Supervisor(layout, [part], {}); s.start(); s.wait_ready(20); time.sleep(600)\n"
    )
    layout = Layout(tmp_path)
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])

    def ready() -> bool:
        state = read_state(layout)
        return bool(state and state.parts[0].state == "ready")

    eventually(ready)
    processes = running(layout)
    process.kill()
    process.wait()
    eventually(lambda: not alive(processes), 5)
    assert not is_owned(layout)


def test_a_second_supervisor_is_refused(layout: Layout) -> None:
    with owned(layout, base=0):
        assert is_owned(layout)
        with pytest.raises(RuntimeProblem, match="already runs"), owned(layout):
            pass
    assert not is_owned(layout)


def test_leftovers_of_a_killed_supervisor_are_ended_before_ports_are_chosen(
    layout: Layout,
) -> None:
    supervisor = Supervisor(layout, [sleeper(layout)], {})
    supervisor.start()
    supervisor.wait_ready(20)
    processes = running(layout)
    with owned(layout, base=0):
        assert not alive(processes)
    supervisor.stop()
