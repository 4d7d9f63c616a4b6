"""Building a service's read models again, beside the live ones, and changing over to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from nscl_shared.audit import AuditLog
from nscl_shared.history.catch_up import CatchUp, oldest
from nscl_shared.history.claim import Claim, Progress
from nscl_shared.history.comparison import Difference, differences
from nscl_shared.history.reader import Start
from nscl_shared.history.shadow import Shadow
from nscl_shared.persistence.generations import Generations, Pointer
from nscl_shared.persistence.read_models import ReadModels
from nscl_shared.persistence.sessions import act_as, end_sessions_of_predecessor

ROUNDS = 5
SHOWN = 50


class Watcher(Protocol):
    """What sees a replay go on."""

    def stage(self, what: str) -> None:
        """Hear what is being done or waited for."""

    def reading(self, done: int, total: int) -> None:
        """Hear how many of about ``total`` entries are done."""


@dataclass
class Outcome:
    """What a replay has done; ``swapped`` is false when it only compared or was refused.

    ``reaches_back_to`` is the time of the oldest entry that the history still has.
    """

    service: str
    generation: int
    swapped: bool = False
    resumed: bool = False
    entries: int = 0
    applied: int = 0
    ignored: int = 0
    skipped: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    first_offset: int = 0
    reaches_back_to: datetime | None = None
    differing: int = 0
    lost: int = 0
    differences: list[Difference] = field(default_factory=list)


class Replay:
    """Replays of one service.  ``actor`` is who does it, for the audit log."""

    def __init__(
        self, service: str, read_models: ReadModels, amqp_uri: str, actor: str, watcher: Watcher
    ) -> None:
        self._service = service
        self._read_models = read_models
        self._actor = actor
        self._watcher = watcher
        self._claim = Claim(service, actor)
        self._generations = Generations(service)
        self._shadow = Shadow(service, read_models, self._claim)
        self._history = CatchUp(amqp_uri, watcher.stage)

    def rebuild(self, start: Start, *, dry_run: bool = False, accept_loss: bool = False) -> Outcome:
        """Build a generation from the history and let readers see it.

        With ``dry_run`` it is compared with the live one and thrown away.  One
        that lacks what the live one knows is shown only with ``accept_loss``.

        Raises:
            Busy: another replay of the service runs.
            NoHistory, HistoryLost: there is nothing to read, or not to the end.
        """
        with self._claimed() as before:
            first_offset, since = oldest(self._history.first("first"))
            resumed = self._shadow.open(before, str(start))
            self._read_history(start)
            found = self._settled_differences(start, every=dry_run)
            outcome = self._outcome(found, resumed=resumed)
            outcome.first_offset, outcome.reaches_back_to = first_offset, since
            if dry_run or (outcome.lost and not accept_loss):
                self._shadow.abandon()
            else:
                self._note("read-models-rebuilt", outcome)
                self._shadow.swap()
                outcome.swapped = True
        return outcome

    def back(self, *, accept_loss: bool = False) -> Outcome | None:
        """Let readers see the former generation again; None when there is none.

        Raises:
            Busy: a replay of the service runs.
        """
        with self._claimed():
            pointer = self._generations.pointer()
            if pointer.former is None:
                return None
            outcome = self._compared(pointer, pointer.former)
            if not outcome.lost or accept_loss:
                self._note("read-models-swapped-back", outcome)
                self._generations.show(pointer, pointer.former)
                outcome.swapped = True
        return outcome

    def discard(self) -> list[int]:
        """Give up the former generation and one half built; return their numbers.

        Raises:
            Busy: a replay of the service runs.
        """
        with self._claimed():
            pointer = self._generations.pointer()
            gone = list(pointer.written[1:])
            if gone:
                AuditLog(self._service).append(
                    actor=self._actor,
                    action="read-models-discarded",
                    target=self._service,
                    generations=gone,
                )
                self._generations.move(pointer, former=None, building=None)
        return gone

    def sweep(self) -> list[str]:
        """Drop collections that are given up, when nobody can be at them; return the names."""
        return self._generations.sweep(self._read_models.collections)

    @contextmanager
    def _claimed(self) -> Iterator[Progress]:
        act_as(f"replay:{self._service}")
        before = self._claim.take(self._watcher.stage)
        with self._claim.kept():
            end_sessions_of_predecessor(self._service)
            yield before

    def _read_history(self, start: Start) -> None:
        mark = self._history.mark()
        last = self._history.first("last")
        total = last.offset + 1 if last else 0
        first = None
        progress = self._shadow.progress
        for batch in self._history.until(mark, start, progress.offset):
            first = batch[0].offset if first is None else first
            self._shadow.apply(batch)
            done = batch[-1].offset + 1 - first
            if len(batch) > 1:  # a mark alone is no news
                self._watcher.reading(done, max(total - first, done))

    def _settled_differences(self, start: Start, *, every: bool) -> list[Difference]:
        """Return the differences that remain when the history is read to its end again.

        What live consumers wrote just before the shadow was listed may stand in
        the history a moment later; and they may be behind the history.
        """
        pointer = self._generations.pointer()
        found: list[Difference] = []
        for _ in range(ROUNDS):
            found = self._differences(pointer, self._shadow.progress.generation)
            if not any(every or difference.loss for difference in found):
                break
            self._read_history(start)
        return found

    def _differences(self, pointer: Pointer, other: int) -> list[Difference]:
        self._watcher.stage("comparing with the live generation")
        return list(differences(self._service, self._read_models, pointer.current, other))

    def _outcome(self, found: Sequence[Difference], *, resumed: bool) -> Outcome:
        progress = self._shadow.progress
        return Outcome(
            self._service,
            progress.generation,
            resumed=resumed,
            entries=progress.entries,
            applied=progress.applied,
            ignored=progress.ignored,
            skipped=progress.skipped,
            faults=progress.faults,
            **_told(found),
        )

    def _compared(self, pointer: Pointer, other: int) -> Outcome:
        return Outcome(self._service, other, **_told(self._differences(pointer, other)))

    def _note(self, action: str, outcome: Outcome) -> None:
        # noted first: what is done must be in the log, whatever dies in between
        AuditLog(self._service).append(
            actor=self._actor,
            action=action,
            target=f"{self._service}/generation-{outcome.generation}",
            entries=outcome.entries,
            skipped=outcome.skipped,
            differing=outcome.differing,
            lost=outcome.lost,
        )


def _told(found: Sequence[Difference]) -> dict[str, Any]:
    return {
        "differing": len(found),
        "lost": sum(difference.loss for difference in found),
        "differences": list(islice(found, SHOWN)),
    }
