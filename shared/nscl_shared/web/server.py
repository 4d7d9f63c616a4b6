"""The HTTP server of a service process: eventlet's, with limits and a quiet end."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Iterable
from typing import Any, cast

import eventlet
from eventlet import wsgi
from nameko.constants import WEB_SERVER_CONFIG_KEY
from nameko.web.server import BindAddress, HttpOnlyProtocol, WebServer, parse_address

from nscl_shared.settings import settings
from nscl_shared.web.application import Application
from nscl_shared.web.service import ServiceWeb

IDLE_SECONDS = 75
LINGER_SECONDS = 3.0
DRAIN_SECONDS = 10.0
CHUNK = 1 << 16

log = logging.getLogger("nscl.web")


class Protocol(HttpOnlyProtocol):
    """Closes so that a client still sending its body can read why it was refused."""

    def finish(self) -> None:
        """Say that no more will come, swallow what does for a moment, then close."""
        if self._unread():
            self._linger()
        super().finish()

    def _unread(self) -> bool:
        body = getattr(self, "environ", {}).get("eventlet.input")
        if body is None:
            return False
        return bool(body.chunked_input or body.position < (body.content_length or 0))

    def _linger(self) -> None:
        deadline = time.monotonic() + LINGER_SECONDS
        try:
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            while (left := deadline - time.monotonic()) > 0:
                self.connection.settimeout(left)
                if not self.connection.recv(CHUNK):
                    break
        except (OSError, ValueError):
            return


class Server(WebServer):
    """One listening socket per service; the kit's application behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.application: Application | None = None
        self.web: ServiceWeb | None = None

    def setup(self) -> None:
        """Put the service's web parts together; refuses undeclared routes."""
        if self.web is None:
            self.web = ServiceWeb(self.container.service_cls)

    @property
    def bind_addr(self) -> BindAddress:
        """Where to listen: nameko's ``WEB_SERVER_ADDRESS``, else ``NSCL_BIND``."""
        configured = self.container.config.get(WEB_SERVER_CONFIG_KEY)
        if configured:
            return parse_address(configured)
        return BindAddress(settings().bind_host, settings().bind_port)

    def get_wsgi_app(self) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
        """Return the kit's application."""
        self.setup()
        self.application = Application(cast("ServiceWeb", self.web), self.make_url_map())
        return self.application

    def get_wsgi_server(
        self,
        sock: socket.socket,
        wsgi_app: Any,
        protocol: type = Protocol,
        debug: bool = False,  # noqa: FBT001, FBT002 - nameko's signature
    ) -> wsgi.Server:
        """Return eventlet's server without its access log: the application writes one."""
        return wsgi.Server(
            sock,
            sock.getsockname(),
            wsgi_app,
            protocol=protocol,
            debug=debug,
            log=log,
            log_output=False,
            socket_timeout=IDLE_SECONDS,
            url_length_limit=8192,
        )

    def stop(self) -> None:
        """Stop listening and let the answers under way be written."""
        self.wait_for_providers()
        self._is_accepting = False
        self._gt.kill()
        self._sock.close()
        deadline = time.monotonic() + DRAIN_SECONDS
        while self.application and self.application.in_flight and time.monotonic() < deadline:
            eventlet.sleep(0.01)
