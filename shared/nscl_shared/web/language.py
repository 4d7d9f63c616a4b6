"""Which language the caller reads."""

from __future__ import annotations

from werkzeug.wrappers import Request as WerkzeugRequest

from nscl_shared.i18n import DEFAULT_LANGUAGE, LANGUAGES

COOKIE = "lang"


def asked_language(http: WerkzeugRequest) -> str | None:
    """Return the language of ``?lang=``, or None when it is absent or unknown."""
    asked = http.args.get("lang", "")
    return asked if asked in LANGUAGES else None


def negotiate(http: WerkzeugRequest) -> str:
    """Choose by ``?lang=``, then the cookie, then ``Accept-Language``, else Vietnamese."""
    asked = asked_language(http)
    if asked:
        return asked
    remembered = http.cookies.get(COOKIE, "")
    if remembered in LANGUAGES:
        return remembered
    return http.accept_languages.best_match(LANGUAGES, DEFAULT_LANGUAGE) or DEFAULT_LANGUAGE
