"""A body that is too large is refused early and never kept; a connection always ends well."""

from __future__ import annotations

import json
import threading
import time

import psutil
import pytest

MIB = 1024 * 1024
BIG = 50 * MIB
PIECE = b"x" * 65536
JSON = "Content-Type: application/json"
BODY = b'{"name":"a"}'


def head(path: str, *headers: str, method: str = "POST") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept-Language: en", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def answer_on(connection) -> bytes:
    """Read one answer: its head, then as many bytes as it says."""
    stream = connection.makefile("rb")
    lines = list(iter(stream.readline, b"\r\n"))
    named = dict(line.lower().rstrip().split(b": ", 1) for line in lines[1:])
    return b"".join(lines) + b"\r\n" + stream.read(int(named[b"content-length"]))


def problem(answer: bytes) -> dict:
    return dict(json.loads(answer.partition(b"\r\n\r\n")[2]))


class Peak:
    """The most memory a process holds while the block runs, in bytes above the start."""

    def __init__(self, pid: int) -> None:
        self.process, self.done = psutil.Process(pid), threading.Event()
        self.start = self.most = self.process.memory_info().rss
        self.thread = threading.Thread(target=self.watch)

    def watch(self) -> None:
        while not self.done.wait(0.005):
            self.most = max(self.most, self.process.memory_info().rss)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_about) -> None:
        self.done.set()
        self.thread.join()

    @property
    def grown(self) -> int:
        return self.most - self.start


@pytest.mark.parametrize("path", ["/api/probe/open", "/api/probe/deaf", "/probe/form"])
def test_fifty_megabytes_are_refused_before_they_are_sent(probe, path: str) -> None:
    with probe.socket() as connection:
        connection.sendall(head(path, JSON, f"Content-Length: {BIG}") + PIECE)
        answer = answer_on(connection)
    assert status(answer) == 413
    assert b"1,048,576 bytes" in answer


def test_fifty_megabytes_sent_all_the_same_take_no_memory(probe) -> None:
    with Peak(probe.pid) as peak, probe.socket() as connection:
        connection.sendall(head("/api/probe/open", JSON, f"Content-Length: {BIG}"))
        for _piece in range(BIG // len(PIECE)):
            connection.sendall(PIECE)
        assert status(answer_on(connection)) == 413
    assert peak.grown < 10 * MIB


def test_a_body_of_unknown_length_is_refused_at_the_limit(probe) -> None:
    chunk = b"%x\r\n%s\r\n" % (len(PIECE), PIECE)
    with Peak(probe.pid) as peak, probe.socket() as connection:
        connection.sendall(head("/api/probe/open", JSON, "Transfer-Encoding: chunked"))
        for _piece in range(2 * MIB // len(PIECE)):
            connection.sendall(chunk)
        answer = answer_on(connection)
    assert (status(answer), problem(answer)["code"]) == (413, "body-too-large")
    assert peak.grown < 15 * MIB


def test_a_form_of_unknown_length_is_never_cut_short(probe) -> None:
    chunk = b"%x\r\n%s\r\n" % (len(PIECE), PIECE)
    sent = b"5\r\nname=\r\n" + chunk * (2 * MIB // len(PIECE)) + b"0\r\n\r\n"
    with probe.socket() as connection:
        form = "Content-Type: application/x-www-form-urlencoded"
        connection.sendall(head("/probe/form", form, "Transfer-Encoding: chunked") + sent)
        answer = answer_on(connection)
    assert (status(answer), problem(answer)["code"]) == (413, "body-too-large")


def test_a_client_that_asks_first_is_told_not_to_send(probe) -> None:
    expect = (JSON, f"Content-Length: {BIG}", "Expect: 100-continue")
    answer = probe.raw(head("/api/probe/open", *expect))
    assert status(answer) == 413


def test_a_refused_client_that_closes_gets_its_answer(probe) -> None:
    """The answer is not lost by a reset while the body is still coming."""
    started = time.monotonic()
    with probe.socket() as connection:
        headers = (JSON, f"Content-Length: {BIG}", "Connection: close")
        connection.sendall(head("/api/probe/open", *headers) + PIECE * 20)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert status(answer) == 413
    assert time.monotonic() - started < 10


def test_exactly_the_limit_is_taken_and_one_byte_more_is_not(probe) -> None:
    frame = len(b'{"name":"a","extra":""}')
    with probe.client() as client:
        for more, expected in ((0, 200), (1, 413)):
            text = "x" * (MIB - frame + more)
            body = json.dumps({"name": "a", "extra": text}, separators=(",", ":")).encode()
            headers = {"Content-Type": "application/json"}
            response = client.post("/api/probe/open", content=body, headers=headers)
            assert response.status_code == expected


def test_a_route_for_uploads_takes_what_it_says(probe) -> None:
    with probe.client() as client:
        taken = client.post("/probe/upload", files={"paper": b"x" * 2 * MIB})
        refused = client.post("/probe/upload", files={"paper": b"x" * 3 * MIB})
    assert (taken.status_code, taken.json()) == (200, {"paper": 2 * MIB})
    assert (refused.status_code, refused.json()["code"]) == (413, "body-too-large")


def test_a_chunked_body_within_the_limit_is_read(probe) -> None:
    request = head("/api/probe/open", JSON, "Transfer-Encoding: chunked", "Connection: close")
    answer = probe.raw(request + b"c\r\n" + BODY + b"\r\n0\r\n\r\n")
    assert status(answer) == 200


def test_the_next_request_on_a_connection_is_answered(probe) -> None:
    sent = head("/api/probe/deaf", JSON, f"Content-Length: {len(PIECE)}") + PIECE
    with probe.socket() as connection:
        for _request in range(3):
            connection.sendall(sent)
            assert status(answer_on(connection)) == 200


HOSTILE = {
    "cookie that is not UTF-8": head("/probe/open", "Cookie: lang=\xff\xfe; __Host-nscl=\xff"),
    "language that is not UTF-8": head("/probe/open", "Accept-Language: \xff", method="GET"),
    "token that is not ASCII": head("/probe/open", "Authorization: Bearer \xff.\xfe.\xfd"),
    "address that is not UTF-8": head("/probe/\xff", method="GET"),
    "address of half a character": head("/probe/%ED%A0%80?lang=%ED%A0%80", method="GET"),
    "address with a null": head("/probe/%00?lang=%00", method="GET"),
    "address of two slashes": head("//probe//open", method="GET"),
    "address elsewhere": head("//evil.example/probe/open", method="GET"),
    "whole address": head("http://evil.example/probe/open", method="GET"),
    "no path": head("*", method="OPTIONS"),
    "host of nonsense": b"GET /probe/open HTTP/1.1\r\nHost: a b/<c>\r\n\r\n",
    "no host": b"GET /probe/open HTTP/1.0\r\n\r\n",
    "unknown method": head("/probe/open", method="BREW"),
    "negative length": head("/api/probe/open", JSON, "Content-Length: -1"),
    "length in words": head("/api/probe/open", JSON, "Content-Length: ten"),
    "two lengths": head("/api/probe/open", JSON, "Content-Length: 1", "Content-Length: 2") + b"{}",
    "broken chunk": head("/api/probe/open", JSON, "Transfer-Encoding: chunked") + b"zz\r\nabc\r\n",
    "broken chunk of a form": head(
        "/probe/form",
        "Content-Type: application/x-www-form-urlencoded",
        "Transfer-Encoding: chunked",
    )
    + b"zz\r\nabc\r\n",
    "two encodings": head("/api/probe/open", JSON, "Transfer-Encoding: gzip, chunked") + b"0\r\n",
    "broken accept": head("/probe/open", "Accept: ;;;/,*/*;q=x,text/html;q=", method="GET"),
    "broken origin": head("/api/probe/open", JSON, "Origin: http://[", "Content-Length: 2") + b"{}",
    "long id": head("/probe/open", f"X-Request-ID: {'x' * 5000}", method="GET"),
    "id of two lines": head("/probe/open", "X-Request-ID: a%0d%0aSet-Cookie: b", method="GET"),
    "basic login": head("/probe/open", "Authorization: Basic YTpi", method="GET"),
}


@pytest.mark.parametrize("accept", ["*/*", "text/html"])
@pytest.mark.parametrize("request_", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_request_is_the_senders_fault_and_never_ours(
    probe, request_: bytes, accept: str
) -> None:
    closing = f"\r\nConnection: close\r\nAccept: {accept}\r\n\r\n".encode()
    answer = probe.raw(request_.replace(b"\r\n\r\n", closing, 1))
    assert 200 <= status(answer) < 500
    assert b"Traceback" not in answer


def test_a_client_that_leaves_in_the_middle_disturbs_nobody(probe) -> None:
    for _client in range(20):
        with probe.socket() as connection:
            connection.sendall(head("/api/probe/open", JSON, "Content-Length: 1000") + BODY)
    with probe.client() as client:
        assert client.get("/probe/open").status_code == 200
