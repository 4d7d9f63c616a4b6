"""That a change is made to what its author has read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nscl_registration.handlers.ports import RegistrationWork
from nscl_shared.kernel import Aggregate, Stale

Handler = Callable[[Any, Any], dict[str, Any]]
Subject = Callable[[Any, RegistrationWork], Aggregate]


def require_seen(aggregate: Aggregate, seen: int | None) -> None:
    """Refuse a change to another version than the one that was read; ``None`` is any.

    Raises:
        Stale: ``changed-meanwhile``, with both versions.
    """
    if seen is not None and aggregate.version != seen:
        raise Stale("changed-meanwhile", id=aggregate.id, read=seen, current=aggregate.version)


def guarded(subject: Subject, handler: Handler) -> Handler:
    """Return a handler that asks for the version its command ``expects`` and answers the new one.

    ``subject`` gives what the command changes.
    """

    def run(cmd: Any, uow: RegistrationWork) -> dict[str, Any]:
        thing = subject(cmd, uow)
        require_seen(thing, cmd.expects)
        answer = handler(cmd, uow)
        return {**answer, "version": thing.version}

    return run
