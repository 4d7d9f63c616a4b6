"""A generation that is being built: what entries of the history say goes into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nscl_contracts import ContractError, UnknownEventType
from nscl_shared.history.catch_up import is_mark
from nscl_shared.history.claim import Claim, Progress
from nscl_shared.history.reader import HistoryEntry
from nscl_shared.messaging.decoding import decode_fast
from nscl_shared.persistence.generations import Generations, Moved, Pointer, in_generation
from nscl_shared.persistence.read_models import ReadModels, Statement, absorb_all
from nscl_shared.persistence.transaction import in_transaction

Read = tuple[HistoryEntry, Statement]
WRONG = (LookupError, TypeError, ValueError)  # what a reading of valid data may still raise


class Shadow:
    """Builds a generation; every batch and its progress are one transaction."""

    def __init__(self, service: str, read_models: ReadModels, claim: Claim) -> None:
        self._service = service
        self._read_models = read_models
        self._claim = claim
        self._generations = Generations(service)
        self.progress = Progress()

    def open(self, before: Progress, start: str) -> bool:
        """Go on with the shadow that ``before`` is about, or begin one; tell whether it goes on.

        From the moment it is listed, live consumers write it as well.
        """
        pointer = self._generations.pointer()
        if pointer.building == before.generation and before.start == start:
            self.progress = before
            return True
        if pointer.building is not None:
            pointer = self._generations.move(pointer, building=None)
        self._begin(pointer, start)
        return False

    def apply(self, entries: Sequence[HistoryEntry]) -> None:
        """Take what ``entries`` state; all of them and the progress, or nothing.

        Raises:
            Superseded: the shadow is somebody else's by now.
        """
        self.progress = in_transaction(self._service, lambda: self._applied(entries))

    def swap(self) -> Pointer:
        """Let readers see the shadow; the generation they saw so far becomes the former one."""
        pointer = in_transaction(self._service, self._swapped)
        self._generations.sweep(self._read_models.collections)
        return pointer

    def abandon(self) -> None:
        """Take the shadow off the list; its collections go when nobody can be at them."""
        pointer = self._generations.pointer()
        if pointer.building is not None:
            self._generations.move(pointer, building=None)
        self._generations.sweep(self._read_models.collections)

    def _begin(self, pointer: Pointer, start: str) -> None:
        self._generations.sweep(self._read_models.collections)
        number = pointer.last + 1
        for model in self._read_models.models:
            model.make_collection(number)
        self.progress = Progress(generation=number, start=start)
        in_transaction(self._service, lambda: self._begun(pointer, number))

    def _begun(self, pointer: Pointer, number: int) -> None:
        self._claim.note(self.progress)
        self._generations.move(pointer, building=number, last=number)

    def _applied(self, entries: Sequence[HistoryEntry]) -> Progress:
        progress = replace(self.progress, faults=list(self.progress.faults))
        by_model: dict[type, list[Read]] = {}
        for entry in entries:
            if is_mark(entry):
                continue
            progress.entries += 1
            statement = self._read(entry, progress)
            if statement is not None:
                by_model.setdefault(statement.model, []).append((entry, statement))
        with in_generation(progress.generation):
            for read in by_model.values():
                self._absorb(read, progress)
        progress.offset = entries[-1].offset
        self._claim.note(progress)
        return progress

    def _absorb(self, read: Sequence[Read], progress: Progress) -> None:
        offsets = {id(statement): entry.offset for entry, statement in read}
        statements = [statement for _, statement in read]
        refused = absorb_all(statements[0].model, statements)
        for statement, reason in refused:
            progress.note_fault(offsets[id(statement)], reason)
        progress.applied += len(statements) - len(refused)

    def _read(self, entry: HistoryEntry, progress: Progress) -> Statement | None:
        try:
            statement = self._read_models.read(decode_fast(entry.body))
        except UnknownEventType:
            statement = None
        except (ContractError, *WRONG) as error:
            progress.note_fault(entry.offset, f"{type(error).__name__}: {error}")
            return None
        if statement is None:
            progress.ignored += 1
        return statement

    def _swapped(self) -> Pointer:
        self._claim.note(Progress())
        pointer = self._generations.pointer()
        if pointer.building != self.progress.generation:
            raise Moved(f"generation {self.progress.generation} is not being built any more")
        return self._generations.show(pointer, self.progress.generation)
