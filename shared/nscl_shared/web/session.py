"""The cookies of the shell: session, language, one-time notice."""

from __future__ import annotations

from urllib.parse import quote, unquote

from werkzeug.wrappers import Request as HttpRequest
from werkzeug.wrappers import Response

from nscl_shared.auth.tokens import DEFAULT_LIFETIME
from nscl_shared.settings import settings
from nscl_shared.web.language import COOKIE as LANGUAGE_COOKIE
from nscl_shared.web.language import asked_language

COOKIE = "__Host-nscl"
NOTICE_COOKIE = "nscl-notice"
YEAR = 365 * 24 * 3600
NOTICE_SECONDS = 60
NOTICE_LENGTH = 500


def sign_in(response: Response, token: str, lifetime: int | None) -> None:
    """Set the session cookie."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=lifetime or DEFAULT_LIFETIME,
        secure=True,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def sign_out(response: Response) -> None:
    """Remove the session cookie."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Lax", path="/")


def remember_language(http: HttpRequest, response: Response) -> None:
    """Keep the language that ``?lang=`` asked for."""
    asked = asked_language(http)
    if asked:
        response.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=YEAR, secure=_by_tls(), httponly=True, samesite="Lax"
        )


def leave_notice(response: Response, notice: str) -> None:
    """Keep a sentence for the next page."""
    response.set_cookie(
        NOTICE_COOKIE,
        quote(notice[:NOTICE_LENGTH]),
        max_age=NOTICE_SECONDS,
        secure=_by_tls(),
        httponly=True,
        samesite="Lax",
    )


def take_notice(http: HttpRequest) -> str:
    """Return the sentence the previous page left, or nothing."""
    return unquote(http.cookies.get(NOTICE_COOKIE, ""))


def drop_notice(response: Response) -> None:
    """Forget the sentence: it was shown."""
    response.delete_cookie(NOTICE_COOKIE, secure=_by_tls(), httponly=True, samesite="Lax")


def _by_tls() -> bool:
    """Whether browsers reach us by TLS; the session cookie asks for it always."""
    return settings().public_url.startswith("https:")
