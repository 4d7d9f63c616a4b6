"""What protects browsers: who is asking, cross-site refusal, headers on every answer."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from werkzeug.wrappers import Response

from nscl_shared.auth.tokens import InvalidToken, TokenVerifier
from nscl_shared.settings import settings
from nscl_shared.web.errors import CsrfRefused, NotAuthenticated
from nscl_shared.web.request import Request
from nscl_shared.web.session import COOKIE

CONTENT_POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "font-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "manifest-src 'self'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HSTS = "max-age=31536000; includeSubDomains"


def authenticate(request: Request, verifier: TokenVerifier) -> None:
    """Set the request's principal from the bearer token or the session cookie.

    A cookie that is no longer valid is the same as none; a bearer token that is not
    valid is refused, because a program wants to know.

    Raises:
        NotAuthenticated: the bearer token is not valid.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        try:
            request.principal = verifier.verify(token.strip())
        except InvalidToken as error:
            raise NotAuthenticated("token-invalid") from error
        return
    cookie = request.http.cookies.get(COOKIE)
    if cookie:
        try:
            request.principal = verifier.verify(cookie)
            request.by_cookie = True
        except InvalidToken:
            request.principal = None


def check_cross_site(request: Request) -> None:
    """Refuse unsafe requests that a foreign page made a browser send.

    Cookie sessions must repeat their secret; anonymous requests must not come from
    another origin; bearer tokens are not sent by browsers on their own.

    Raises:
        CsrfRefused: it may be forged.
    """
    if request.is_safe:
        return
    if request.by_cookie:
        _check_secret(request)
    elif request.principal is None:
        _check_origin(request)


def _check_secret(request: Request) -> None:
    sent = request.headers.get("X-CSRF-Token", "")
    if not sent and request.is_form:
        sent = request.fields.get("csrf_token", "")
    expected = request.csrf_token
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise CsrfRefused


def _check_origin(request: Request) -> None:
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        raise CsrfRefused
    ours = {request.http.host, urlsplit(settings().public_url).netloc}
    if site is None and origin is not None and origin.partition("://")[2] not in ours:
        raise CsrfRefused


def harden(request: Request, response: Response) -> None:
    """Put the security, language and caching headers on an answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if settings().public_url.startswith("https:"):
        response.headers.setdefault("Strict-Transport-Security", HSTS)
    response.headers.setdefault("Content-Language", request.language)
    response.headers.setdefault("X-Request-ID", request.correlation_id)
    if "immutable" not in response.headers.get("Cache-Control", ""):
        response.vary.update(["Accept", "Accept-Language", "Cookie"])
    if request.principal is not None:
        response.headers["Cache-Control"] = "no-store"
    else:
        response.headers.setdefault("Cache-Control", "no-cache")
