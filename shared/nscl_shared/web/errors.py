"""Why the kit refuses a request; ``problems.py`` holds the words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from marshmallow import ValidationError

from nscl_shared.kernel.errors import DomainError, Forbidden


class NotAuthenticated(DomainError):
    """Nobody is logged in, or the bearer token is not valid."""

    status = 401

    def __init__(self, code: str = "not-authenticated") -> None:
        super().__init__(code)


class NotAllowed(Forbidden):
    """The caller's role is not among those of the route."""

    def __init__(self, role: str, allowed: Collection[str]) -> None:
        super().__init__("not-allowed", role=role, roles=", ".join(sorted(allowed)))


class CsrfRefused(Forbidden):
    """A browser sent an unsafe request that one of our own pages did not cause."""

    def __init__(self) -> None:
        super().__init__("csrf-refused")


class BodyTooLarge(DomainError):
    """The body is longer than the route takes."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__("body-too-large", limit=limit)


class MalformedBody(DomainError):
    """The body is not what its content type says."""

    status = 400

    def __init__(self, reason: str) -> None:
        super().__init__("malformed-body", reason=reason)


class BadRequest(DomainError):
    """A header or the request line is wrong."""

    status = 400


class UnsupportedType(DomainError):
    """The content type is not one that the route reads."""

    status = 415

    def __init__(self, expected: str, got: str) -> None:
        super().__init__("unsupported-content-type", expected=expected, got=got or "—")


class FormErrors(ValidationError):
    """A form was refused: the messages per field, and what was typed."""

    def __init__(self, messages: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        super().__init__(dict(messages))
        self.values = values
