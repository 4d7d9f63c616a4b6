"""Errors that carry a stable code, the field at fault and the figures to explain it.

The words belong to the web layer: one table per service maps a code to a
sentence in the caller's language (``nscl_shared.web.problems``).
"""

from __future__ import annotations


class DomainError(Exception):
    """A rule said no.

    ``code`` is stable and kebab-case (``grant-above-cap``); ``field`` names the
    input to mend, as a JSON path with dots; ``params`` fill the sentence.
    ``details`` are the errors of its parts, each with a field of its own.
    """

    status = 422
    details: tuple[DomainError, ...] = ()

    def __init__(self, code: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(code, field, params)
        self.code = code
        self.field = field
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value!r}" for key, value in self.params.items())
        return f"{self.code}({shown})"


class RuleViolation(DomainError):
    """The input is well formed but a rule of the programme forbids it."""


class InvalidInput(DomainError):
    """One value is not what its field requires."""


class NotFound(DomainError):
    """The named thing does not exist (or the caller may not know that it does)."""

    status = 404


class Conflict(DomainError):
    """The thing is in a state, or already exists, so that this cannot be done now."""

    status = 409


class Stale(Conflict):
    """The caller's copy is not the newest; it must be read again (``If-Match``)."""

    status = 412


class Forbidden(DomainError):
    """The caller is known but may not do this."""

    status = 403


class Unavailable(DomainError):
    """Something that this needs is missing or out of reach now; the same may succeed later."""

    status = 503
