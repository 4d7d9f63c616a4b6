"""The office as people reach it by the web: who acts, and what is answered when it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from amqp import AMQPError
from kombu.exceptions import OperationalError

from nscl_shared.auth.principal import Principal
from nscl_shared.dead_letters.box import InUse
from nscl_shared.dead_letters.letter import DeadLetter, Filter
from nscl_shared.dead_letters.office import CountChanged, DeadLetterOffice
from nscl_shared.kernel.errors import Conflict, DomainError, NotFound
from nscl_shared.messaging.publisher import NotConfirmed
from nscl_shared.messaging.registry import queues_of
from nscl_shared.settings import settings
from nscl_shared.web import roles

READERS = roles("admin", "auditor")
OPERATORS = roles("admin")
PATIENCE_SECONDS = 3.0
OUT_OF_REACH = (AMQPError, OSError, OperationalError, NotConfirmed)


class BrokerAway(DomainError):
    """The broker does not answer."""

    status = 503

    def __init__(self) -> None:
        super().__init__("broker-away")


@contextmanager
def office_of(service: Any) -> Iterator[DeadLetterOffice]:
    """Give the office of a service (its nameko instance); its failures become ``DomainError``.

    Raises:
        Conflict: somebody else has it open for longer than ``PATIENCE_SECONDS``, or
            the letters are not as many as confirmed.
        BrokerAway: the broker is out of reach.
    """
    queues = queues_of(type(service))
    uri = settings().amqp_uri
    try:
        yield DeadLetterOffice(uri, service.name, queues, patience_seconds=PATIENCE_SECONDS)
    except InUse as error:
        raise Conflict("dead-letters-in-use") from error
    except CountChanged as error:
        figures = {"confirmed": error.confirmed, "now": error.now}
        raise Conflict("dead-letters-changed", field="count", **figures) from error
    except OUT_OF_REACH as error:
        raise BrokerAway from error


def found(letters: list[DeadLetter], wanted: Filter) -> list[DeadLetter]:
    """Return ``letters``.

    Raises:
        NotFound: one was named by its id and is not there (any more).
    """
    if wanted.id and not letters:
        raise NotFound("dead-letter-gone", letter=wanted.id)
    return letters


def actor(principal: Principal) -> str:
    """Return how the audit log names a person: what others know and what never changes."""
    return f"{principal.username} ({principal.subject})"
