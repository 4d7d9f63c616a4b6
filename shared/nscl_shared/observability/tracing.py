"""Traces across HTTP, outbox, broker and handlers (W3C Trace Context).

``traceparent`` travels in every event whether or not this process records
spans.  Spans are recorded, and OpenTelemetry is loaded, only when
``OTEL_EXPORTER_OTLP_ENDPOINT`` names a collector; its other settings are
OpenTelemetry's own (``OTEL_TRACES_SAMPLER``, ``OTEL_EXPORTER_OTLP_HEADERS``, …).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any, Literal

from nscl_shared.observability.context import traceparent, tracing_as

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")

Kind = Literal["INTERNAL", "SERVER", "PRODUCER", "CONSUMER"]


class Span:
    """A piece of work that is not recorded: it hands on the trace it is part of."""

    def __init__(self, parent: str | None) -> None:
        self.traceparent = parent

    def end(self, error: BaseException | None = None, **attributes: Any) -> None:
        """Note that the work is over, how it ended, and what is known by now."""


class Tracer:
    """Makes spans of one process; this one records nothing."""

    recording = False

    def start(
        self,
        name: str,
        kind: Kind,
        parent: str | None,
        *,
        attributes: Mapping[str, Any] | None = None,
        links: Sequence[str | None] = (),
        since: datetime | None = None,
    ) -> Span:
        """Begin a span: a child of ``parent``, related to ``links`` (``traceparent`` each)."""
        del name, kind, attributes, links, since
        return Span(parent)

    def stop(self) -> None:
        """Send what is not sent yet."""


_tracer = Tracer()


def tracer() -> Tracer:
    """Return the tracer of this process."""
    return _tracer


def configure_tracing(service: str, instance: str) -> None:
    """Record spans from now on if a collector is named in the environment."""
    global _tracer  # noqa: PLW0603  # one tracer a process, chosen once at its start
    if os.environ.get(ENDPOINT):
        recording = import_module("nscl_shared.observability.spans")
        _tracer = recording.RecordingTracer(service, instance)


def valid_traceparent(header: str | None) -> str | None:
    """Return a ``traceparent`` header if it is one (W3C Trace Context, version 00)."""
    return header if header and TRACEPARENT.fullmatch(header) else None


@contextmanager
def traced(name: str, **attributes: Any) -> Iterator[None]:
    """Make the block a child of the current span; events announced in it belong to it."""
    if not _tracer.recording:
        yield
        return
    span = _tracer.start(name, "INTERNAL", traceparent(), attributes=attributes)
    try:
        with tracing_as(span.traceparent):
            yield
    except BaseException as error:
        span.end(error)
        raise
    span.end()
