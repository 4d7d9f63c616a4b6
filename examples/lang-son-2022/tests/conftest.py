"""Fixtures: a small HTTP server that answers what it is told and keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

Answer = tuple[int, dict[str, Any]]


class Asked:
    """What one request said."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length") or 0)
        self.method, self.path = handler.command, handler.path
        self.headers = dict(handler.headers)
        self.body = json.loads(handler.rfile.read(length)) if length else None


@contextmanager
def answering(
    answer: Callable[[Asked], Answer], port: int = 0
) -> Iterator[tuple[str, list[Asked]]]:
    """Serve ``answer`` on a free port inside the block; yield the URL and what was asked."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # header and body are two writes

        def handle_any(self) -> None:
            asked.append(Asked(self))
            status, body = answer(asked[-1])
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = handle_any  # noqa: N815  (names of http.server)

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(name="answering")
def answering_fixture():
    """Return the context manager that serves what a test tells it to."""
    return answering
