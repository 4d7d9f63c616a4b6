"""Bodies that are read no further than a route takes."""

from __future__ import annotations

from typing import IO, Any

from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wsgi import LimitedStream

from nscl_shared.web.errors import BodyTooLarge

TERMINATED = "wsgi.input_terminated"


class Bounded(LimitedStream):
    """A body of unknown length, refused where it passes ``bound`` bytes.

    werkzeug's own limit hands over the beginning as if it were the whole.
    """

    def __init__(self, stream: IO[bytes], bound: int) -> None:
        super().__init__(stream, bound + 1, is_max=True)
        self._bound = bound

    def readinto(self, buffer: bytearray) -> int | None:  # type: ignore[override]
        """Read on.

        Raises:
            BodyTooLarge: there is more than the bound.
            werkzeug.exceptions.ClientDisconnected: a chunk is broken or missing.
        """
        size = super().readinto(buffer)
        if self.is_exhausted:
            raise BodyTooLarge(self._bound)
        return size


def opened(environ: dict[str, Any]) -> HttpRequest:
    """Wrap the environment; a chunked body ends where its last chunk does."""
    if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
        environ[TERMINATED] = True
    return HttpRequest(environ)


def bound(http: HttpRequest, limit: int) -> None:
    """Let a body be read up to ``limit`` bytes.

    Raises:
        BodyTooLarge: it says that it is longer; nothing was read of it.
    """
    if (http.content_length or 0) > limit:
        raise BodyTooLarge(limit)
    http.max_form_memory_size = limit
    if TERMINATED in http.environ:
        http.environ["wsgi.input"] = Bounded(http.environ["wsgi.input"], limit)
    else:
        http.max_content_length = limit
