"""Forms as browsers send them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.problems import Refusal

Receive = Callable[[], Awaitable[dict[str, Any]]]
MOST_BYTES = 16 * 1024
MOST_FIELDS = 20
FORM = b"application/x-www-form-urlencoded"


async def form_of(ask: Ask, receive: Receive) -> dict[str, str]:
    """Return the fields of a form; a page of another site may not send one.

    Raises:
        Refusal: 403 sent by another site, 413 too large, 415 no form.
    """
    if ask.headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
        raise Refusal(HTTPStatus.FORBIDDEN, "csrf-refused")
    kind = ask.headers.get(b"content-type", b"").partition(b";")[0].strip()
    if kind != FORM:
        got = kind.decode("latin-1") or "-"
        expected = FORM.decode()
        status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        raise Refusal(status, "unsupported-content-type", got=got, expected=expected)
    text = (await _body(receive)).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "bad-request") from error


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MOST_BYTES:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            raise Refusal(status, "body-too-large", limit=MOST_BYTES)
    return body
