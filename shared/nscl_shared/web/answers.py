"""What a route method may return.  Rendering happens in the kit, not here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

SEE_OTHER = 303


class Answer:
    """A status and headers; subclasses add the body."""

    def __init__(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.headers = dict(headers or {})


class Page(Answer):
    """A template of the service (or the kit) rendered with ``context``."""

    def __init__(
        self,
        template: str,
        /,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **context: Any,
    ) -> None:
        super().__init__(status, headers)
        self.template = template
        self.context = context


class Json(Answer):
    """``body`` as JSON: dates in ISO 8601, decimals as text, dataclasses as objects."""

    content_type = "application/json"

    def __init__(
        self, body: Any, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, headers)
        self.body = body


class Created(Json):
    """201 with the new thing and where it is."""

    def __init__(
        self, body: Any, *, location: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(body, status=201, headers={"Location": location, **(headers or {})})


class NoContent(Answer):
    """204."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(204, headers)


class Raw(Answer):
    """Text or bytes with their own content type."""

    def __init__(
        self,
        body: str | bytes,
        content_type: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, headers)
        self.body = body
        self.content_type = content_type


class Download(Answer):
    """A file: bytes, a path, or an iterator of bytes that is streamed."""

    def __init__(
        self,
        data: bytes | Path | Iterable[bytes],
        filename: str,
        content_type: str = "application/octet-stream",
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(200, headers)
        self.data = data
        self.filename = filename
        self.content_type = content_type


class Redirect(Answer):
    """See other (303 unless ``status`` says 301, 302, 307 or 308).

    ``notice`` is shown once on the next page.  ``session`` is a token to sign in
    with for ``lifetime`` seconds; the empty string signs out.
    """

    def __init__(
        self,
        location: str,
        *,
        status: int = SEE_OTHER,
        notice: str = "",
        session: str | None = None,
        lifetime: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, headers)
        self.location = location
        self.notice = notice
        self.session = session
        self.lifetime = lifetime
