"""All dead letters of one service: find, replay, drop, and note who did it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from nscl_shared.audit import AuditLog
from nscl_shared.dead_letters.box import DeadLetterBox
from nscl_shared.dead_letters.letter import DeadLetter, Filter


class DeadLetterOffice:
    """The dead-letter queues of ``service``, whose subscriptions have ``queues``."""

    def __init__(self, amqp_uri: str, service: str, queues: Sequence[str]) -> None:
        self._uri = amqp_uri
        self._queues = sorted(queues)
        self._audit = AuditLog(service)

    def matching(self, wanted: Filter) -> list[DeadLetter]:
        """Return the letters that fit, queue by queue, oldest death first.

        Raises:
            InUse: somebody else has one of the queues open.
        """
        return [letter for box, tag, letter in self._found(wanted)]

    def replay(self, wanted: Filter, *, actor: str, reason: str = "") -> list[DeadLetter]:
        """Give every letter that fits to its subscription again; return them."""
        return self._each(wanted, "dead-letter-replayed", DeadLetterBox.replay, actor, reason)

    def drop(self, wanted: Filter, *, actor: str, reason: str) -> list[DeadLetter]:
        """Take every letter that fits out of its queue; return them.

        Raises:
            ValueError: no reason is given.
        """
        if not reason.strip():
            raise ValueError("a reason must be given")
        return self._each(wanted, "dead-letter-dropped", DeadLetterBox.drop, actor, reason)

    def _each(
        self,
        wanted: Filter,
        action: str,
        act: Callable[[DeadLetterBox, int], None],
        actor: str,
        reason: str,
    ) -> list[DeadLetter]:
        done = []
        for box, tag, letter in self._found(wanted):
            # noted first: what is done must be in the log, whatever dies in between
            self._audit.append(
                actor=actor,
                action=action,
                target=f"{letter.queue}.dead/{letter.id}",
                reason=reason,
                type=letter.type,
                subject=letter.subject,
                code=letter.code,
                body=letter.body,
            )
            act(box, tag)
            done.append(letter)
        return done

    def _found(self, wanted: Filter) -> Iterator[tuple[DeadLetterBox, int, DeadLetter]]:
        for queue in self._queues:
            with DeadLetterBox(self._uri, queue) as box:
                for tag, letter in box.letters:
                    if wanted.fits(letter):
                        yield box, tag, letter
