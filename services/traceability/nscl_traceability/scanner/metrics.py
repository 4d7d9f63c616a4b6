"""What this process measures beyond requests."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

from nscl_shared.observability.metrics import HTTP_DURATION, HTTP_REQUESTS

SCANS = Counter(
    "nscl_traceability_scans_total",
    "Scans by verdict, and by how they were kept: recorded, tallied.",
    ["verdict", "kept"],
)
COMMIT_SIZE = Histogram(
    "nscl_traceability_scan_commit_size",
    "Scans written by one transaction.",
    buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500),
)
COMMIT_SECONDS = Histogram(
    "nscl_traceability_scan_commit_duration_seconds",
    "Time of one transaction of scans.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5),
)
UNFOLDED = Gauge(
    "nscl_traceability_scans_unfolded",
    "Scans in the journal of which no row and no counter was made yet.",
)
CHANGES_HEARD = Gauge(
    "nscl_traceability_changes_heard",
    "1 while changes of products, lots and batches are heard; else nothing is kept in memory.",
)
REMEMBERED = Gauge("nscl_traceability_remembered", "Entries kept in memory.", ["what"])

_children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
SERVICE = "traceability"


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; children are kept, as looking them up takes longer."""
    key = (method, route, status)
    child = _children.get(key)
    if child is None:
        child = (
            HTTP_REQUESTS.labels(SERVICE, method, route, str(status)),
            HTTP_DURATION.labels(SERVICE, method, route),
        )
        _children[key] = child
    child[0].inc()
    child[1].observe(seconds)
