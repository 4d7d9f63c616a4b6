"""All dead letters of one service: find, replay, drop, and note who did it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter

from nscl_shared.audit import AuditLog, Draft
from nscl_shared.dead_letters.box import DeadLetterBox
from nscl_shared.dead_letters.letter import DeadLetter, Filter

EVERYTHING = Filter()
AT_ONCE = 100  # letters noted, published and acknowledged together
Found = tuple[DeadLetterBox, int, DeadLetter]


class CountChanged(RuntimeError):
    """Not as many letters fit as the operator confirmed; nothing was done."""

    def __init__(self, confirmed: int, now: int) -> None:
        super().__init__(f"{now} letters fit now, {confirmed} were confirmed")
        self.confirmed = confirmed
        self.now = now


@dataclass(frozen=True)
class Survey:
    """What was read of a service's dead letters; ``waiting`` are all that were there."""

    letters: list[DeadLetter]
    waiting: int


class DeadLetterOffice:
    """The dead-letter queues of ``service``, whose subscriptions have ``queues``.

    ``patience_seconds`` is how long to wait for a queue that somebody else has open.
    Every method raises ``InUse`` when that was not enough, and ``OSError`` or
    ``amqp.AMQPError`` when the broker is out of reach.
    """

    def __init__(
        self, amqp_uri: str, service: str, queues: Sequence[str], *, patience_seconds: float = 0.0
    ) -> None:
        self._uri = amqp_uri
        self._queues = sorted(queues)
        self._audit = AuditLog(service)
        self._patience = patience_seconds

    def survey(self) -> Survey:
        """Return all letters that one look shows, queue by queue, oldest death first."""
        with self._open(EVERYTHING) as (boxes, found):
            return Survey([letter for *_, letter in found], sum(box.waiting for box in boxes))

    def matching(self, wanted: Filter) -> list[DeadLetter]:
        """Return the letters that fit, queue by queue, oldest death first."""
        with self._open(wanted) as (_boxes, found):
            return [letter for *_, letter in found]

    def replay(self, wanted: Filter, *, actor: str, reason: str = "") -> list[DeadLetter]:
        """Give every letter that fits to its subscription again; return them."""
        act = DeadLetterBox.replay
        return self._each(wanted, "dead-letter-replayed", act, actor, reason, None)

    def drop(
        self, wanted: Filter, *, actor: str, reason: str, count: int | None = None
    ) -> list[DeadLetter]:
        """Take every letter that fits out of its queue; return them.

        Raises:
            ValueError: no reason is given.
            CountChanged: letters fit, but not ``count``.
        """
        if not reason.strip():
            raise ValueError("a reason must be given")
        act = DeadLetterBox.drop
        return self._each(wanted, "dead-letter-dropped", act, actor, reason, count)

    def reveal(self, wanted: Filter, *, actor: str) -> list[DeadLetter]:
        """Return the letters that fit, after noting that ``actor`` saw their personal data."""
        letters = self.matching(wanted)
        action = "dead-letter-personal-data-shown"
        self._audit.append_all([_draft(letter, action, actor, "") for letter in letters])
        return letters

    def _each(
        self,
        wanted: Filter,
        action: str,
        act: Callable[..., None],
        actor: str,
        reason: str,
        count: int | None,
    ) -> list[DeadLetter]:
        with self._open(wanted) as (_boxes, found):
            if found and count not in (None, len(found)):
                raise CountChanged(count or 0, len(found))
            for box, alike in groupby(found, itemgetter(0)):
                for some in batches(alike, AT_ONCE):
                    # noted first: what is done must be in the log, whatever dies in between
                    self._audit.append_all(
                        [_draft(one, action, actor, reason, body=one.body) for *_, one in some]
                    )
                    act(box, *(tag for _box, tag, _letter in some))
            return [letter for *_, letter in found]

    @contextmanager
    def _open(self, wanted: Filter) -> Iterator[tuple[list[DeadLetterBox], list[Found]]]:
        """Hold all queues in question open, so that nobody changes them meanwhile."""
        queues = [queue for queue in self._queues if wanted.queue in ("", queue)]
        with ExitStack() as stack:
            boxes = [
                stack.enter_context(DeadLetterBox(self._uri, q, patience_seconds=self._patience))
                for q in queues
            ]
            yield (
                boxes,
                [
                    (box, tag, letter)
                    for box in boxes
                    for tag, letter in box.letters
                    if wanted.fits(letter)
                ],
            )


def _draft(letter: DeadLetter, action: str, actor: str, reason: str, **more: str) -> Draft:
    about = {"type": letter.type, "subject": letter.subject, "code": letter.code}
    target = f"{letter.queue}.dead/{letter.id}"
    return Draft(actor, action, target, reason, {**about, **more})


def batches(items: Iterable[Found], size: int) -> Iterator[list[Found]]:
    """Yield ``items`` in lists of ``size``, the last of the rest."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
