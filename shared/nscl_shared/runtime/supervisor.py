"""Start every part, keep it running, stop all of it, leave nothing behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import psutil

from nscl_shared.runtime.layout import Layout
from nscl_shared.runtime.part import Part
from nscl_shared.runtime.problems import RuntimeProblem
from nscl_shared.runtime.slot import Slot, Stage
from nscl_shared.runtime.state import PartState, PlatformState

PAUSE = 0.05
Observer = Callable[[PlatformState], None]


class Supervisor:
    """Runs ``parts`` in one thread, from which all of them descend.

    That thread ends last, so the kernel ends every child when the thread, or
    the whole process, dies in whatever way.
    """

    def __init__(
        self,
        layout: Layout,
        parts: Iterable[Part],
        facts: dict[str, str],
        on_change: Observer = lambda _: None,
    ) -> None:
        """Prepare to run ``parts``; ``facts`` are published in ``state.json``.

        ``on_change`` is called by the supervising thread after every change.
        """
        self.layout = layout
        self._executor = ThreadPoolExecutor(4, "nscl-ready")
        self.slots = [Slot(part, self._executor) for part in parts]
        self.facts = facts
        self.on_change = on_change
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nscl-supervisor", daemon=True)
        self._problem: BaseException | None = None

    def start(self) -> None:
        """Start; the caller must own the state directory (``owned``)."""
        self._thread.start()

    def wait_ready(self, seconds: float = 120.0) -> None:
        """Return once every part is ready.

        Raises:
            RuntimeProblem: a part does not start; with the end of its log.
        """
        deadline = time.monotonic() + seconds
        while not all(slot.stage is Stage.READY for slot in self.slots):
            self._raise_problem()
            late = time.monotonic() > deadline
            for slot in self.slots:
                if slot.hopeless or (late and slot.stage is not Stage.READY):
                    raise RuntimeProblem(*explain(slot))
            time.sleep(PAUSE)

    def stop(self) -> None:
        """Stop all parts in reverse order of need; returns when nothing is left."""
        self._stopping.set()
        if self._thread.ident:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._publish()
            while not self._stopping.is_set():
                self._step()
                self._stopping.wait(PAUSE)
        except Exception as error:  # noqa: BLE001  (told to the waiting thread)
            self._problem = error
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._end_all()
        self._publish()

    def _step(self) -> None:
        ready = {slot.part.name for slot in self.slots if slot.stage is Stage.READY}
        changed = [slot for slot in self.slots if slot.step(ready)]
        if changed:
            self._publish()

    def _end_all(self) -> None:
        while running := [slot for slot in self.slots if slot.child]:
            needed = {name for slot in running for name in slot.part.needs}
            for slot in running:
                if slot.part.name not in needed:
                    slot.end()
            time.sleep(PAUSE)

    def _publish(self) -> None:
        stage = "stopping" if self._stopping.is_set() else "running"
        created = psutil.Process().create_time()
        itself = PartState("supervisor", stage, pid=os.getpid(), created=created)
        parts = [slot.report() for slot in self.slots]
        state = PlatformState(itself, parts, self.facts)
        state.write(self.layout)
        self.on_change(state)

    def _raise_problem(self) -> None:
        if self._problem:
            raise self._problem


def explain(slot: Slot) -> tuple[str, str]:
    """Return problem and remedy for a part that does not get ready."""
    log = slot.part.log
    lines = log.read_text(errors="replace").splitlines()[-12:] if log.exists() else []
    ended = f" (it ended with {slot.exit_code})" if slot.exit_code is not None else ""
    tail = "\n".join(f"  {line}" for line in lines)
    return f"{slot.part.name} does not start{ended}; the end of {log}:\n{tail}", (
        "Run 'nscl doctor' to see what is missing or occupied"
    )
