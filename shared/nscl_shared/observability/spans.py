"""Spans recorded by OpenTelemetry and sent by OTLP over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from nscl_shared.observability.tracing import Kind, Span, Tracer

_propagator = TraceContextTextMapPropagator()
NANOSECONDS = 1_000_000_000


class RecordedSpan(Span):
    """A span of OpenTelemetry."""

    def __init__(self, span: trace.Span) -> None:
        carrier: dict[str, str] = {}
        _propagator.inject(carrier, trace.set_span_in_context(span))
        super().__init__(carrier.get("traceparent"))
        self._span = span

    def end(self, error: BaseException | None = None, **attributes: Any) -> None:
        """End the span; ``name`` among the attributes renames it."""
        if name := attributes.pop("name", None):
            self._span.update_name(name)
        self._span.set_attributes({key.replace("__", "."): v for key, v in attributes.items()})
        if error is not None:
            self._span.set_status(trace.StatusCode.ERROR, str(error))
            self._span.record_exception(error)
        self._span.end()


class RecordingTracer(Tracer):
    """Makes spans and sends them in batches, from a thread of its own."""

    recording = True

    def __init__(self, service: str, instance: str) -> None:
        resource = Resource.create(
            {"service.namespace": "nscl", "service.name": service, "service.instance.id": instance}
        )
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("nscl")

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
        """Begin a span; see :class:`Tracer`."""
        related = [trace.Link(_context_of(link)) for link in links if link]
        return RecordedSpan(
            self._tracer.start_span(
                name,
                _propagator.extract({"traceparent": parent}) if parent else None,
                kind=trace.SpanKind[kind],
                attributes=attributes,
                links=related,
                start_time=int(since.timestamp() * NANOSECONDS) if since else None,
            )
        )

    def stop(self) -> None:
        """Send what is not sent yet and end."""
        self._provider.shutdown()


def _context_of(traceparent: str) -> trace.SpanContext:
    context = _propagator.extract({"traceparent": traceparent})
    return trace.get_current_span(context).get_span_context()
