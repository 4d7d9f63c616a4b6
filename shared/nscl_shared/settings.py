"""Configuration: from the environment, typed, in this one place.

Every variable starts with ``NSCL_``.  Secrets are given as *files*
(``…_FILE``) so that they appear neither in process lists nor in dumps.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from environs import Env


@dataclass(frozen=True)
class Settings:
    """The settings of one service process; see ``from_environment`` for names."""

    instance: str
    province: str
    provinces_path: Path
    services: tuple[str, ...]
    amqp_uri: str
    mongodb_uri: str
    bind_host: str
    bind_port: int
    public_url: str
    jwks_file: Path | None
    signing_key_file: Path | None
    master_key_file: Path | None
    admin_password_file: Path | None
    smtp_uri: str
    mail_from: str
    log_level: str
    log_format: str
    max_workers: int
    max_body_bytes: int
    heartbeat_seconds: int
    retry_ladder_ms: tuple[int, ...]
    relay_poll_seconds: float
    inbox_days: int


def from_environment() -> Settings:
    """Read the settings.

    Raises:
        environs.EnvError: a variable has a value of the wrong type; the
            message names the variable.
    """
    env = Env()
    with env.prefixed("NSCL_"):
        host, _, port = env.str("BIND", "127.0.0.1:8000").rpartition(":")
        return Settings(
            instance=env.str("INSTANCE", f"{platform.node()}:{port}"),
            province=env.str("PROVINCE", "lang-son"),
            provinces_path=env.path("PROVINCES_PATH", Path("provinces").resolve()),
            services=tuple(env.list("SERVICES", [], subcast=str)),
            amqp_uri=env.str("AMQP_URI", "amqp://guest:guest@127.0.0.1:5672/"),
            mongodb_uri=env.str("MONGODB_URI", "mongodb://127.0.0.1:27017/"),
            bind_host=host or "127.0.0.1",
            bind_port=int(port),
            public_url=env.str("PUBLIC_URL", "http://localhost:8322").rstrip("/"),
            jwks_file=env.path("JWKS_FILE", None),
            signing_key_file=env.path("SIGNING_KEY_FILE", None),
            master_key_file=env.path("MASTER_KEY_FILE", None),
            admin_password_file=env.path("ADMIN_PASSWORD_FILE", None),
            smtp_uri=env.str("SMTP_URI", "smtp://127.0.0.1:1025"),
            mail_from=env.str("MAIL_FROM", "nscl@localhost"),
            log_level=env.str("LOG_LEVEL", "INFO"),
            log_format=env.str("LOG_FORMAT", "json"),
            max_workers=env.int("MAX_WORKERS", 50),
            max_body_bytes=env.int("MAX_BODY_BYTES", 1024 * 1024),
            heartbeat_seconds=env.int("HEARTBEAT_SECONDS", 20),
            retry_ladder_ms=tuple(
                env.list("RETRY_LADDER_MS", [1_000, 10_000, 60_000, 600_000], subcast=int)
            ),
            relay_poll_seconds=env.float("RELAY_POLL_SECONDS", 1.0),
            inbox_days=env.int("INBOX_DAYS", 180),
        )


@cache
def settings() -> Settings:
    """Return the process's settings, read once."""
    return from_environment()
