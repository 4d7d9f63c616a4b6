"""Settings of everything that is sent to addresses of others."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from environs import Env

from nscl_shared.webhooks.perseverance import Perseverance

MINUTE, HOUR = 60.0, 3600.0
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# The schedule that the Standard Webhooks specification recommends.
WAITS = [5.0, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]
# The broker closes a connection that is silent for two heartbeats (20 s each by default).
LONGEST_TIMEOUT = 30.0


@dataclass(frozen=True)
class PostSettings:
    """How long attempts take and go on, and who may be reached."""

    timeout_seconds: float
    perseverance: Perseverance
    allowed_networks: tuple[Network, ...]
    http_to_loopback: bool
    ca_file: Path | None


@cache
def post_settings() -> PostSettings:
    """Return the settings, read once from ``NSCL_WEBHOOK_…``.

    Raises:
        environs.EnvError, ValueError: a variable has a value of the wrong type.
    """
    env = Env()
    with env.prefixed("NSCL_WEBHOOK_"):
        return PostSettings(
            timeout_seconds=min(env.float("TIMEOUT_SECONDS", 15.0), LONGEST_TIMEOUT),
            perseverance=Perseverance(
                waits=tuple(env.list("RETRY_SECONDS", WAITS, subcast=float)),
                give_up_after=timedelta(days=env.float("GIVE_UP_DAYS", 5.0)),
            ),
            allowed_networks=tuple(
                ipaddress.ip_network(text) for text in env.list("ALLOW_NETWORKS", [], subcast=str)
            ),
            http_to_loopback=env.bool("HTTP_TO_LOOPBACK", False),  # the default
            ca_file=env.path("CA_FILE", None),
        )
