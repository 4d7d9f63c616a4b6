"""Watching: which agencies fall behind, and their limits for Prometheus.

The broker's own metrics tell backlog and readers of a queue, but not its limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from prometheus_client import CollectorRegistry, start_http_server

from nscl_shared.agencies.model import Agency
from nscl_shared.observability.metrics import AGENCY_LIMIT
from nscl_shared.runtime.problems import RuntimeProblem


def serve_limits(address: str) -> None:
    """Answer Prometheus at ``host:port`` with the limits of all agencies.

    Raises:
        RuntimeProblem: nothing can listen there.
    """
    host, _, port = address.rpartition(":")
    registry = CollectorRegistry()
    registry.register(AGENCY_LIMIT)
    try:
        start_http_server(int(port), host or "127.0.0.1", registry)
    except (OSError, ValueError, OverflowError) as error:
        raise RuntimeProblem(
            f"cannot listen on {address!r}: {error}", "Write a free one: --metrics 127.0.0.1:9419"
        ) from error


def changes(look: Callable[[], Sequence[Agency]]) -> Iterator[list[tuple[Agency, str]]]:
    """Yield, at every look, the agencies whose state in words is another than before."""
    before: dict[str, str] = {}
    while True:
        agencies = look()
        AGENCY_LIMIT.clear()
        for agency in agencies:
            AGENCY_LIMIT.labels(agency.queue).set(agency.limits.events)
        now = {agency.queue: agency.behind for agency in agencies}
        yield [(a, a.behind) for a in agencies if before.get(a.queue, "") != now[a.queue]]
        before = now
