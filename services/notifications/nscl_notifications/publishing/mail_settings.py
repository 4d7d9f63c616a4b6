"""The settings that only this service has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from environs import Env

MINUTE, HOUR = 60.0, 3600.0

# RFC 5321 section 4.5.4.1: first retries soon, then at least half an hour apart, and
# give up after four to five days.
WAITS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, *[24 * HOUR] * 4]


@dataclass(frozen=True)
class MailSettings:
    """How long one attempt may take, how long to wait after each, where answers go."""

    timeout_seconds: float
    retry_seconds: tuple[float, ...]
    reply_to: str

    @property
    def lease(self) -> timedelta:
        """Return how long a claim holds: longer than any attempt can take."""
        return timedelta(seconds=2 * self.timeout_seconds)


@cache
def mail_settings() -> MailSettings:
    """Return the settings, read once from ``NSCL_MAIL_…``.

    Raises:
        environs.EnvError: a variable has a value of the wrong type.
    """
    env = Env()
    with env.prefixed("NSCL_MAIL_"):
        return MailSettings(
            timeout_seconds=env.float("TIMEOUT_SECONDS", MINUTE),
            retry_seconds=tuple(env.list("RETRY_SECONDS", WAITS, subcast=float)),
            reply_to=env.str("REPLY_TO", ""),
        )
