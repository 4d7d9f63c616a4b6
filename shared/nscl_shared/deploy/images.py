"""The images of others, pinned: one place to raise a version."""

from __future__ import annotations

IMAGES = {
    "python": "python:3.11.13-slim-bookworm",
    "broker": "rabbitmq:3.13.7",
    "database": "mongo:7.0.28-jammy",
    "nginx": "nginx:1.28.0-bookworm",
    "prometheus": "prom/prometheus:v2.53.2",
}
