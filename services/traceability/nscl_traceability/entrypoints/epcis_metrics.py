"""Figures of the subscriptions to EPCIS queries for operators."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

SERVICE = "traceability"
REPORTS = Counter(
    "nscl_traceability_epcis_reports_total",
    "Attempts to hand a report to a subscriber of an EPCIS query, by outcome: delivered, failed.",
    ["service", "outcome"],
)
DISABLED = Gauge(
    "nscl_traceability_epcis_subscriptions_disabled",
    "Subscriptions to EPCIS queries that failed for too long and wait for somebody to resume them.",
    ["service"],
)
