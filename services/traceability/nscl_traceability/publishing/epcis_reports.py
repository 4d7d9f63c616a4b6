"""How a report to a subscriber is headed and signed."""

from __future__ import annotations

import base64
import hashlib
import hmac

VERSIONS = {"GS1-EPCIS-Version": "2.0.0", "GS1-CBV-Version": "2.0.0"}


def report_headers(body: bytes, token: bytes | None) -> dict[str, str]:
    """Return the headers of a report; ``GS1-Signature`` where the subscriber gave a token.

    Nothing but the body is signed: it holds the id of the report and when it was made.
    """
    headers = {"Content-Type": "application/json", "User-Agent": "NSCL-EPCIS/1", **VERSIONS}
    return headers if token is None else {**headers, "GS1-Signature": signature(body, token)}


def signature(body: bytes, token: bytes) -> str:
    """Return the base64 of HMAC-SHA256 over the body, with the token as its key."""
    return base64.b64encode(hmac.digest(token, body, hashlib.sha256)).decode()
