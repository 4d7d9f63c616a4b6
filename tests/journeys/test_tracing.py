"""One trace leads from a request through outbox and broker to the handler of another service."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from nscl_shared.testing.stack import Stack
from nscl_shared.testing.waiting import until

pytestmark = pytest.mark.stack

TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


class Collector(ThreadingHTTPServer):
    """What an operator's collector is to us: OTLP over HTTP."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.spans: list[tuple[str, Any]] = []

    def of_trace(self) -> dict[tuple[str, str], Any]:
        wanted = bytes.fromhex(TRACE)
        return {(s, span.name): span for s, span in self.spans if span.trace_id == wanted}


class Receiver(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        sent = ExportTraceServiceRequest.FromString(body)
        for resource in sent.resource_spans:
            names = {a.key: a.value.string_value for a in resource.resource.attributes}
            for scope in resource.scope_spans:
                self.server.spans += [(names["service.name"], span) for span in scope.spans]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_request_is_followed_into_the_handler_of_another_service(tmp_path, collector) -> None:
    environment = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
        "OTEL_BSP_SCHEDULE_DELAY": "200",
    }
    firm = {"name": "HTX Ví dụ", "org_type": "HTX", "products": [{"name": "Na Chi Lăng"}]}
    wanted = [
        ("registration", "POST /api/registration/firms"),
        ("registration", "command RegisterFirm"),
        ("registration", "send vn.nscl.registration.firm-registered.v1"),
        ("certification", "process vn.nscl.registration.firm-registered.v1"),
        ("certification", "command CopyFirm"),
    ]
    services = ("registration", "certification")
    with Stack(tmp_path, services, environment=environment) as stack, stack.client() as web:
        header = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
        assert web.post("/api/registration/firms", json=firm, headers=header).status_code == 201
        until(lambda: set(wanted) <= set(collector.of_trace()), "all spans", 30)
    spans = collector.of_trace()
    request, command, send, process, copy = (spans[name] for name in wanted)
    assert request.parent_span_id == bytes.fromhex(CALLER)
    assert command.parent_span_id == request.span_id
    assert send.parent_span_id == command.span_id
    assert process.parent_span_id == command.span_id
    assert copy.parent_span_id == process.span_id
    assert send.end_time_unix_nano > send.start_time_unix_nano
