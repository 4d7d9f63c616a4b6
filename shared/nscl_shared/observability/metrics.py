"""Metrics: names, labels and units in one place (Prometheus conventions).

Durations in seconds, sizes in bytes, counts of things otherwise.
"""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

HTTP_REQUESTS = Counter(
    "nscl_http_requests_total",
    "HTTP requests answered.",
    ["service", "method", "route", "status"],
)
HTTP_DURATION = Histogram(
    "nscl_http_request_duration_seconds",
    "Time from request to answer.",
    ["service", "method", "route"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
COMMANDS = Counter(
    "nscl_commands_total",
    "Commands by outcome: done, repeated, refused, failed.",
    ["service", "command", "outcome"],
)
COMMAND_DURATION = Histogram(
    "nscl_command_duration_seconds",
    "Time of a command including its transaction.",
    ["service", "command"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
SUBSCRIPTION_EVENTS = Counter(
    "nscl_subscription_events_total",
    "Events by outcome: handled, duplicate, retried, dead.",
    ["service", "subscription", "outcome"],
)
READY = Gauge("nscl_ready", "1 if the last readiness probe was answered with 200.", ["service"])
OUTBOX_PENDING = Gauge(
    "nscl_outbox_pending", "Events committed and not yet confirmed by the broker.", ["service"]
)
OUTBOX_OLDEST = Gauge(
    "nscl_outbox_oldest_pending_seconds", "Age of the oldest pending event.", ["service"]
)
RELAY_PUBLISHED = Counter(
    "nscl_relay_published_total", "Events confirmed by the broker.", ["service"]
)
RELAY_BLOCKED = Gauge(
    "nscl_relay_blocked",
    "1 while the broker refuses publishers (memory or disk alarm).",
    ["service"],
)
AGENCY_LIMIT = Gauge(
    "nscl_agency_limit_events",
    "Events that an agency's queue keeps at most; told by 'nscl agency watch'.",
    ["queue"],
)
DEAD_LETTERS = Gauge("nscl_dead_letters", "Messages in a dead-letter queue.", ["service", "queue"])
QUEUE_READY = Gauge("nscl_queue_ready", "Messages waiting in a queue.", ["service", "queue"])


def observe_http(service: str, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; ``route`` is the template, never the raw path."""
    HTTP_REQUESTS.labels(service, method, route, str(status)).inc()
    HTTP_DURATION.labels(service, method, route).observe(seconds)
