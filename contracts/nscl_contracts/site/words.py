"""The words of the site: English msgids, other languages by the catalogues beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po
from markupsafe import Markup, escape

LANGUAGES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}
SOURCE = "en"


@dataclass(frozen=True)
class Words:
    """Translates into one language."""

    language: str

    def say(self, msgid: str, **facts: str) -> str:
        """Return the translation with ``facts`` filled in, or the msgid where there is none."""
        return texts(self.language).get(msgid, msgid).format(**facts)

    def quote(self, msgid: str) -> Markup:
        """Return words of a contract; marked as English where nobody has translated them."""
        found = texts(self.language).get(msgid)
        if found is not None or self.language == SOURCE:
            return escape(found or msgid)
        return Markup('<span lang="en">{}</span>').format(msgid)


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return all translations into ``language`` by msgid; none into English."""
    if language == SOURCE:
        return {}
    source = files("nscl_contracts.site").joinpath(f"locales/{language}.po")
    with source.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}
