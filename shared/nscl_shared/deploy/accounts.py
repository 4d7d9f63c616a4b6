"""Users of broker and database: one per service, allowed only what it needs."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from nscl_shared.deploy.workload import Workload
from nscl_shared.messaging.retention import LOG_STREAM
from nscl_shared.messaging.topology import events_exchange, partner_exchange

VHOST = "nscl"
SALT_BYTES = 4
DEFAULT_EXCHANGE = "amq.default"
OPERATOR = "agencies"  # account of 'nscl agency'


def broker_definitions(
    workloads: Iterable[Workload], passwords: Mapping[str, str]
) -> dict[str, Any]:
    """Return RabbitMQ definitions (``load_definitions``) with the services' users.

    One more may look after agencies; only the tag administrator lets it make users.
    """
    selected = list(workloads)
    operator = _user(OPERATOR, passwords[OPERATOR]) | {"tags": ["administrator"]}
    return {
        "vhosts": [{"name": VHOST}],
        "users": [*(_user(each.name, passwords[each.name]) for each in selected), operator],
        "permissions": [
            *({"user": each.name, "vhost": VHOST, **permissions(each)} for each in selected),
            {"user": OPERATOR, "vhost": VHOST, **operator_permissions()},
        ],
        "topic_permissions": [],
        "parameters": [],
        "policies": [],
        "queues": [],
        "exchanges": [],
        "bindings": [],
    }


def permissions(workload: Workload) -> dict[str, str]:
    """Return the regular expressions of what the service may configure, write and read.

    Writes reach its own exchanges only; the default exchange leads retried and
    dead messages back to its queues.  It may declare, as it may start first, and
    bind to the exchanges it subscribes to.
    """
    name = re.escape(workload.name)
    own = [
        re.escape(events_exchange(workload.name)),
        re.escape(partner_exchange(workload.name)),
        f"{name}--.+",
        rf"{name}\.retry\.[0-9]+",
    ]
    others = [
        *(re.escape(events_exchange(producer)) for producer in workload.producers),
        *(re.escape(partner_exchange(producer)) for producer in workload.partners_of),
    ]
    log = re.escape(LOG_STREAM)
    return {
        "configure": _any([*own, *others, log]),
        "write": _any([*own, log, re.escape(DEFAULT_EXCHANGE)]),
        "read": _any([*own, *others]),
    }


def operator_permissions() -> dict[str, str]:
    """Return what it takes to keep queues of agencies, and to fill them from the history."""
    queues, partners = r"agency\..+", "[a-z]+" + re.escape(partner_exchange(""))
    return {
        "configure": _any([queues, partners]),
        "write": _any([queues, re.escape(DEFAULT_EXCHANGE)]),
        "read": _any([queues, partners, re.escape(LOG_STREAM)]),
    }


def _any(patterns: Iterable[str]) -> str:
    return f"^({'|'.join(patterns)})$"


def _user(name: str, password: str) -> dict[str, Any]:
    return {
        "name": name,
        "password_hash": password_hash(password, secrets.token_bytes(SALT_BYTES)),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": [],
    }


def password_hash(password: str, salt: bytes) -> str:
    """Return RabbitMQ's salted SHA-256 of a password, in base64."""
    digest = hashlib.sha256(salt + password.encode()).digest()
    return base64.b64encode(salt + digest).decode()
