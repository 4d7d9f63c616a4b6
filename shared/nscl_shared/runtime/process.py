"""Child processes that cannot outlive us.

Each child leads its own session, so that a Ctrl-C in the terminal reaches only
the supervisor and a child can be ended with all it started.  ``setpriv
--pdeathsig`` makes the kernel signal the child when the *thread* that started
it ends: start children only from a thread that lives as long as they should.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from nscl_shared.runtime.part import Part
from nscl_shared.runtime.problems import RuntimeProblem

LOG_LIMIT = 10 * 1024 * 1024


def require_program(name: str, package: str, *folders: str) -> str:
    """Return the path of a program.

    Raises:
        RuntimeProblem: it is not installed; the remedy names the Debian package.
    """
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin", *folders])
    if found := shutil.which(name, path=path):
        return found
    raise RuntimeProblem(
        f"{name} is not installed",
        f"Run ./scripts/bootstrap.sh, or ask an administrator for: apt-get install {package}",
    )


class Child:
    """A started part."""

    def __init__(self, part: Part) -> None:
        """Start ``part`` now, its output appended to its log.

        Raises:
            RuntimeProblem: its program is missing or cannot be executed.
        """
        part.prepare()
        self.part = part
        self.started = time.monotonic()
        self.process = _spawn(part)

    @property
    def pid(self) -> int:
        """The process id, which is also its session and group id."""
        return self.process.pid

    def exit_code(self) -> int | None:
        """Return how it ended, negative for a signal, or ``None`` while it runs."""
        return self.process.poll()

    def terminate(self) -> None:
        """Ask it to end (SIGTERM to the leader only)."""
        if self.exit_code() is None:
            self.process.terminate()

    def sweep(self) -> None:
        """Kill what is left of its session."""
        kill_group(self.pid)
        self.process.wait()


def _spawn(part: Part) -> subprocess.Popen[bytes]:
    setpriv = require_program("setpriv", "util-linux")
    death = part.on_orphaned.name.removeprefix("SIG")
    _rotate(part.log)
    with part.log.open("ab") as log:
        return subprocess.Popen(
            [setpriv, "--pdeathsig", death, "--", *part.command],
            env=inherited(part.environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def inherited(extra: Mapping[str, str]) -> dict[str, str]:
    """Return our environment without foreign broker settings, plus ``extra``.

    Where Python may not write bytecode beside its sources, children keep it in
    the virtual environment: six services compile the same libraries otherwise,
    at every start.
    """
    foreign = ("RABBITMQ_", "ERL_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):
        kept.setdefault("PYTHONPYCACHEPREFIX", str(Path(sys.prefix) / "bytecode"))
    return {**kept, **extra}


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))


def kill_group(pid: int) -> None:
    """Kill every process of the group ``pid``, if there is any."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def still_running(pid: int, created: float) -> bool:
    """Tell whether ``pid`` is still the process that was started at ``created``."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - created) < 1.0
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_gone(pids: Iterable[tuple[int, float]], seconds: float) -> bool:
    """Wait until none of the ``(pid, created)`` runs any more; tell whether so."""
    deadline = time.monotonic() + seconds
    while any(still_running(pid, created) for pid, created in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
