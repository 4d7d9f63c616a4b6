"""Run the server at ``NSCL_BIND`` until SIGTERM."""

from __future__ import annotations

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from nscl_shared.settings import from_environment

# made in the worker; nothing is opened where it is only imported
APPLICATION = "nscl_traceability.scanner.application:Application"
BACKLOG = 1024
GRACE_SECONDS = 8


def main(application: str = APPLICATION) -> None:
    """Serve what ``application`` makes.

    One worker: more of them are more replicas, so that metrics stay simple.
    """
    config = from_environment()
    Server(
        application,
        factory=True,
        address=config.bind_host,
        port=config.bind_port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        backlog=BACKLOG,
        workers_kill_timeout=GRACE_SECONDS,
        log_level=LogLevels.warning,
    ).serve()
