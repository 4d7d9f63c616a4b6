"""The context of the work at hand: correlation id and W3C trace context.

Each eventlet greenlet has its own context, so entrypoints set these at the
start of a worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import structlog

_correlation_id: ContextVar[str | None] = ContextVar("correlation_id", default=None)
_traceparent: ContextVar[str | None] = ContextVar("traceparent", default=None)


def correlation_id() -> str | None:
    """Return the id that ties together all that one request or event caused."""
    return _correlation_id.get()


def traceparent() -> str | None:
    """Return the W3C ``traceparent`` of the current work, if any."""
    return _traceparent.get()


def enter(correlation: str | None, trace: str | None = None) -> None:
    """Begin work in this greenlet; its log lines and events carry ``correlationid``."""
    _correlation_id.set(correlation)
    _traceparent.set(trace)
    structlog.contextvars.clear_contextvars()
    if correlation is not None:
        structlog.contextvars.bind_contextvars(correlationid=correlation)
    if trace is not None:
        structlog.contextvars.bind_contextvars(trace_id=trace.split("-")[1])


@contextmanager
def tracing_as(trace: str | None) -> Iterator[None]:
    """Let what is announced in the block belong to the span ``trace``."""
    token = _traceparent.set(trace)
    try:
        yield
    finally:
        _traceparent.reset(token)
