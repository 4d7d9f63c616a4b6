"""From what a method returned to an HTTP response."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from nscl_shared.web import session
from nscl_shared.web.answers import (
    Answer,
    Created,
    Download,
    Json,
    NoContent,
    Page,
    Raw,
    Redirect,
)
from nscl_shared.web.request import Request
from nscl_shared.web.templating import page_context


def to_json(body: Any) -> str:
    """Serialise: dates in ISO 8601, decimals and UUIDs as text, dataclasses as objects."""
    return json.dumps(body, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | UUID):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def respond(request: Request, result: Any) -> Response:
    """Render the result of a route method.

    Raises:
        TypeError: the method returned something that is no answer.
    """
    if isinstance(result, Response):
        return result
    if isinstance(result, Mapping):
        result = Json(result)
    renderer = RENDERERS.get(type(result))
    if renderer is None:
        raise TypeError(f"a route returned {type(result).__name__}; return an Answer or a dict")
    response = renderer(request, result)
    response.headers.extend(result.headers)
    return response


def _page(request: Request, page: Page) -> Response:
    template = request.web.templates.get_template(page.template)
    text = template.render(page_context(request) | page.context)
    response = Response(text, page.status, content_type="text/html; charset=utf-8")
    if session.take_notice(request.http):
        session.drop_notice(response)
    return response


def _json(_request: Request, answer: Json) -> Response:
    return Response(to_json(answer.body), answer.status, content_type=answer.content_type)


def _no_content(_request: Request, answer: NoContent) -> Response:
    return Response(status=answer.status)


def _raw(_request: Request, answer: Raw) -> Response:
    return Response(answer.body, answer.status, content_type=answer.content_type)


def _download(_request: Request, answer: Download) -> Response:
    data = answer.data
    if isinstance(data, Path):
        response = Response(FileWrapper(data.open("rb")), direct_passthrough=True)
        response.content_length = data.stat().st_size
    else:
        response = Response(data)
    response.headers["Content-Type"] = answer.content_type
    response.headers["Content-Disposition"] = _attachment(answer.filename)
    return response


def _attachment(name: str) -> str:
    """Return ``Content-Disposition``, a name beyond ASCII as RFC 8187 writes it."""
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    options = {"filename": plain.encode("ascii", "ignore").decode()}
    if not name.isascii():
        options["filename*"] = f"UTF-8''{quote(name, safe='')}"
    return dump_options_header("attachment", options)


def _redirect(_request: Request, answer: Redirect) -> Response:
    response = Response(status=answer.status)
    response.location = answer.location
    response.autocorrect_location_header = False
    if answer.notice:
        session.leave_notice(response, answer.notice)
    if answer.session:
        session.sign_in(response, answer.session, answer.lifetime)
    elif answer.session is not None:
        session.sign_out(response)
    return response


RENDERERS: dict[type[Answer], Callable[[Request, Any], Response]] = {
    Page: _page,
    Json: _json,
    Created: _json,
    NoContent: _no_content,
    Raw: _raw,
    Download: _download,
    Redirect: _redirect,
}
