"""The life of one part: start, become ready, crash, start again, end."""

from __future__ import annotations

import time
from collections.abc import Container
from concurrent.futures import Executor, Future
from enum import StrEnum

import psutil

from nscl_shared.runtime.part import Part
from nscl_shared.runtime.process import Child, kill_group
from nscl_shared.runtime.state import PartState

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 10.0
STEADY_SECONDS = 30.0
ASK_EVERY = 0.2
HOPELESS_AFTER = 4


class Stage(StrEnum):
    """Where a part is in its life."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    CRASHED = "crashed"
    STOPPED = "stopped"


class Slot:
    """A part and, while it runs, its process.  Used by one thread only."""

    def __init__(self, part: Part, executor: Executor) -> None:
        """Hold ``part``; nothing is started yet.  ``executor`` asks whether it is ready."""
        self.part = part
        self._executor = executor
        self._answer: Future[bool] | None = None
        self.child: Child | None = None
        self.stage = Stage.WAITING
        self.restarts = 0
        self.exit_code: int | None = None
        self.created: float | None = None
        self.seconds_to_ready: float | None = None
        self._failures = 0
        self._not_before = 0.0
        self._ask_again = 0.0
        self._asked_to_end = 0.0

    def step(self, ready: Container[str]) -> bool:
        """Do what is due; tell whether the stage changed.

        Raises:
            RuntimeProblem: the part cannot be started at all.
        """
        before = (self.stage, self.restarts)
        if self.child is None:
            self._start_when_due(ready)
        elif self.child.exit_code() is not None:
            self._crashed(self.child)
        elif self.stage is Stage.STARTING and self._answers_ready():
            self.stage = Stage.READY
            self.seconds_to_ready = time.monotonic() - self.child.started
        return before != (self.stage, self.restarts)

    def end(self) -> None:
        """Ask the process to end, kill it after its grace; call until ``child`` is gone."""
        if self.child is None:
            return
        now = time.monotonic()
        if not self._asked_to_end:
            self._asked_to_end = now
            self.child.terminate()
        overdue = now - self._asked_to_end > self.part.grace
        if overdue or self.child.exit_code() is not None:
            self.child.sweep()
            self.child = None
            self.stage = Stage.STOPPED

    def report(self) -> PartState:
        """Return what ``state.json`` says of this part."""
        return PartState(
            name=self.part.name,
            state=self.stage.value,
            port=self.part.port,
            pid=self.child.pid if self.child else None,
            created=self.created,
            restarts=self.restarts,
            seconds_to_ready=self.seconds_to_ready,
        )

    @property
    def hopeless(self) -> bool:
        """Tell whether it ended several times without ever being ready."""
        return self._failures >= HOPELESS_AFTER and self.seconds_to_ready is None

    def _answers_ready(self) -> bool:
        if self._answer is None:
            if (now := time.monotonic()) < self._ask_again:
                return False
            self._ask_again = now + ASK_EVERY
            self._answer = self._executor.submit(self.part.ready)
        if not self._answer.done():
            return False
        answer, self._answer = self._answer, None
        return answer.result()

    def _start_when_due(self, ready: Container[str]) -> None:
        due = time.monotonic() >= self._not_before
        if due and all(name in ready for name in self.part.after):
            self.child = Child(self.part)
            self.created = _created(self.child.pid)
            self.stage = Stage.STARTING

    def _crashed(self, child: Child) -> None:
        self.exit_code = child.exit_code()
        kill_group(child.pid)
        steady = self.stage is Stage.READY and time.monotonic() - child.started > STEADY_SECONDS
        self._failures = 1 if steady else self._failures + 1
        self._not_before = time.monotonic() + min(
            LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self._failures - 1)
        )
        self.child = self._answer = None
        self.restarts += 1
        self.stage = Stage.CRASHED


def _created(pid: int) -> float | None:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return None
