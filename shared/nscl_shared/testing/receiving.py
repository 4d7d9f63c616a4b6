"""A real HTTP server that takes POSTs and can dawdle, answer something else, or be away."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST_HOLD = 30.0
Answer = tuple[int, Mapping[str, str]]


def free_port() -> int:
    """Return a port of loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class HttpReceiver:
    """Listens at loopback, by TLS where a context is given.

    ``answering`` returns status and headers for headers (names in lower case) and body
    of a POST; ``seen`` are headers, body and time of all that came, ``answered`` the
    statuses; while ``hold`` is set to an event, answers wait for it.
    """

    def __init__(
        self,
        answering: Callable[[Mapping[str, str], bytes], Answer],
        *,
        port: int | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.port = port or free_port()
        self.hold: threading.Event | None = None
        self.seen: list[tuple[dict[str, str], bytes, float]] = []
        self.answered: list[int] = []
        self.tls = tls
        self._answering = answering
        self._server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._server = _Server(("127.0.0.1", self.port), self._handler())
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Be away; ``start`` comes back at the same port."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()

    def end(self) -> None:
        """Let go of all that waits, and stop."""
        if self.hold is not None:
            self.hold.set()
        self.stop()

    def _take(self, headers: dict[str, str], body: bytes) -> Answer:
        self.seen.append((headers, body, time.time()))
        if self.hold is not None:
            self.hold.wait(LONGEST_HOLD)
        status, extra = self._answering(headers, body)
        self.answered.append(status)
        return status, extra

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        take = self._take

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                """Take one."""
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, extra = take({**headers, ":path": self.path}, body)
                self.send_response(status)
                for name, value in extra.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that went away."""
