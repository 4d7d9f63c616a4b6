"""Signatures by the Standard Webhooks specification (symmetric, version 1)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from nscl_contracts import CONTENT_TYPE


def signed_headers(
    event_id: str, body: bytes, keys: Sequence[bytes], now: datetime
) -> dict[str, str]:
    """Return the headers of a delivery; one signature for each of ``keys``.

    The receiver knows a repeated event by ``webhook-id``, which is the event's id.
    """
    timestamp = str(int(now.timestamp()))
    signatures = [signature(event_id, timestamp, body, key) for key in keys]
    return {
        "content-type": CONTENT_TYPE,
        "user-agent": "NSCL-Webhooks/1",
        "webhook-id": event_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def signature(event_id: str, timestamp: str, body: bytes, key: bytes) -> str:
    """Return ``v1,`` and the base64 of HMAC-SHA256 over ``id.timestamp.body``."""
    signed = f"{event_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
