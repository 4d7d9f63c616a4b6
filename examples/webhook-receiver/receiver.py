"""A receiver of NSCL's events in plain Python: nothing to install.

    WEBHOOK_SECRET=whsec_... python receiver.py --port 8443 --cert cert.pem --key key.pem

It checks who sent an event and when (https://www.standardwebhooks.com), takes each
event once, prints it as one line of JSON, and answers 204.  Without --cert it speaks
plain HTTP on loopback, for a proxy in front that speaks TLS.  Several secrets,
separated by commas, are accepted, which is how a secret is replaced without a gap.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import os
import ssl
import time
from collections import OrderedDict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

TOLERANCE_SECONDS = 300  # an older or later timestamp may be a recording played again
MOST_BYTES = 1_000_000
REMEMBERED = 10_000


def keys_of(secrets: str) -> list[bytes]:
    """Return the keys in ``whsec_<base64>,whsec_<base64>``."""
    return [base64.b64decode(s.strip().removeprefix("whsec_")) for s in secrets.split(",")]


def is_genuine(headers: dict[str, str], body: bytes, keys: list[bytes], now: float) -> bool:
    """Tell whether one of ``keys`` signed id, timestamp and body, lately."""
    event_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{event_id}.{timestamp}.".encode() + body
    expected = [hmac.digest(key, signed, hashlib.sha256) for key in keys]
    given = headers.get("webhook-signature", "").split()
    return any(
        hmac.compare_digest(("v1," + base64.b64encode(one).decode()).encode(), other.encode())
        for one in expected
        for other in given
    )


class Seen:
    """The ids of events taken.  Keep them in your database, in the transaction of the effect."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def take(self, event_id: str) -> bool:
        """Remember the id; tell whether it is new."""
        with self._lock:
            new = event_id not in self._ids
            self._ids[event_id] = None
            if len(self._ids) > REMEMBERED:
                self._ids.popitem(last=False)
            return new


class Receiver(BaseHTTPRequestHandler):
    """Answers the POSTs."""

    keys: list[bytes]
    seen = Seen()
    timeout = 30

    def do_POST(self) -> None:  # the name that http.server calls
        """Take one event."""
        length = int(self.headers.get("content-length") or 0)
        if length > MOST_BYTES:
            self._answer(413)
            return
        body = self.rfile.read(length)
        headers = {name.lower(): value for name, value in self.headers.items()}
        if not is_genuine(headers, body, self.keys, time.time()):
            self._answer(401)
            return
        if self.seen.take(headers["webhook-id"]):
            handle(json.loads(body))
        self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet: what is printed are the events."""


def handle(event: dict[str, object]) -> None:
    """Do here what the event is for; an exception makes the sender try again."""
    print(json.dumps(event, ensure_ascii=False), flush=True)  # noqa: T201  # the program's output


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Receive events of NSCL.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--cert", help="certificate chain (PEM)")
    parser.add_argument("--key", help="private key (PEM)")
    options = parser.parse_args()
    Receiver.keys = keys_of(os.environ["WEBHOOK_SECRET"])
    server = ThreadingHTTPServer((options.host, options.port), Receiver)
    if options.cert:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.cert, options.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
