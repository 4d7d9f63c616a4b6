"""Words of official documents: Vietnamese, whatever the caller reads."""

from __future__ import annotations

from collections.abc import Callable

from nscl_shared import formats
from nscl_shared.i18n import SHARED, translate, use_language

LANGUAGE = "vi"


def words_of(package: str) -> Callable[..., str]:
    """Return a ``_`` that translates msgids of ``package`` into Vietnamese and fills them."""

    def _(msgid: str, /, **params: object) -> str:
        with use_language(LANGUAGE):
            return formats.fill(translate(msgid, package=package), params, LANGUAGE)

    return _


_ = words_of(SHARED)
