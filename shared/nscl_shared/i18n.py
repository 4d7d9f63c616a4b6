"""Words in the caller's language: translation, catalogues, formats.

Msgids are English; ``vi.po`` catalogues lie in ``<package>/locales`` and are read
as they are (no compilation step).  The language lives in a ``ContextVar``: every
greenlet has its own context, so it is set inside the greenlet that does the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from gettext import c2py
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from nscl_shared import formats
from nscl_shared.formats import fill

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
SHARED = "nscl_shared"

_language: ContextVar[str] = ContextVar("nscl_language", default=DEFAULT_LANGUAGE)
_packages: list[str] = [SHARED]

# What marks a msgid: functions, and the positions of msgids in their arguments.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "NavigationItem": (1,),
}
SOURCES = [
    ("templates/**.html", "jinja2"),
    ("web/templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
    ("**.py", "python"),
]
# as the templates are rendered; a template that cannot be read is an error, not empty
_AS_RENDERED = {"extensions": "jinja2.ext.do", "silent": "false"}
OPTIONS = {"templates/**.html": _AS_RENDERED, "web/templates/**.html": _AS_RENDERED}


@dataclass(frozen=True)
class Words:
    """One catalogue: msgid to its translations (one per plural form)."""

    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = field(default=lambda n: int(n != 1))


def current_language() -> str:
    """Return the language of the running context, ``vi`` unless set."""
    return _language.get()


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Translate and format in ``language`` (``vi`` or ``en``) inside the block."""
    token = _language.set(language if language in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def add_package(package: str) -> None:
    """Let ``_`` look into ``<package>/locales`` before the kit's own catalogue."""
    if package not in _packages:
        _packages.insert(0, package)


def _(msgid: str, /, **params: object) -> str:
    """Translate ``msgid`` now and fill ``{name}`` or ``{name:money}`` from ``params``."""
    return fill(translate(msgid), params, current_language()) if params else translate(msgid)


gettext = _


def N_(msgid: str, /) -> str:  # noqa: N802 - gettext's customary name
    """Mark ``msgid`` for extraction; translate it later with ``_``."""
    return msgid


def ngettext(singular: str, plural: str, n: int, /, **params: object) -> str:
    """Translate by number: ``ngettext("{n} firm", "{n} firms", 3, n=3)``."""
    forms = _find(singular, _packages)
    if forms is None:
        text = singular if n == 1 else plural
    else:
        text = forms.texts[singular][min(forms.plural(n), len(forms.texts[singular]) - 1)]
    return fill(text, params, current_language())


def translate(msgid: str, *, package: str | None = None) -> str:
    """Return ``msgid`` in the current language, from ``package`` first when given.

    An unknown msgid is returned as it is.
    """
    packages = [package, *_packages] if package else _packages
    words = _find(msgid, packages)
    return words.texts[msgid][0] if words else msgid


def _find(msgid: str, packages: list[str]) -> Words | None:
    language = current_language()
    found = (catalogue(package, language) for package in packages)
    return next((words for words in found if msgid in words.texts), None)


@cache
def catalogue(package: str, language: str) -> Words:
    """Return the catalogue of ``package``; empty when it has none for ``language``."""
    source = _po_file(package, language)
    if source is None:
        return Words()
    parsed = read_po(BytesIO(source.read_bytes()), locale=language)
    return Words(dict(_texts(parsed)), c2py(parsed.plural_expr))


def _po_file(package: str, language: str) -> Traversable | None:
    try:
        source = files(package) / "locales" / f"{language}.po"
    except ModuleNotFoundError:
        return None
    return source if source.is_file() else None


def _texts(parsed: Catalog) -> Iterator[tuple[str, tuple[str, ...]]]:
    for message in parsed:
        if not message.id or message.fuzzy:
            continue
        singular = message.id if isinstance(message.id, str) else message.id[0]
        found = [message.string] if isinstance(message.string, str) else message.string or []
        if all(found):
            yield singular, tuple(found)


def msgids(package: str) -> set[str]:
    """Collect the msgids marked in the modules and templates of ``package``."""
    found = extract_from_dir(str(files(package)), SOURCES, OPTIONS, KEYWORDS)
    return {text for _file, _line, ids, *_rest in found for text in _first(ids)}


def _first(ids: str | tuple[str, ...]) -> tuple[str, ...]:
    return (ids,) if isinstance(ids, str) else ids[:1]


def missing_translations(package: str, language: str = DEFAULT_LANGUAGE) -> list[str]:
    """List the msgids of ``package`` that neither its catalogue nor the kit's translates."""
    known = catalogue(package, language).texts.keys() | catalogue(SHARED, language).texts.keys()
    return sorted(msgids(package) - known)


def money(value: float | Decimal | None) -> str:
    """Whole VND in the current language: ``50.000.000 đồng``."""
    return formats.money(value, current_language())


def number(value: float | Decimal | None) -> str:
    """A number with grouped thousands in the current language."""
    return formats.number(value, current_language())


def percent(value: float | Decimal | None) -> str:
    """A percentage (``50`` means 50 %)."""
    return formats.percent(value, current_language())


def date_(value: date | str | None) -> str:
    """A date as ``dd/mm/yyyy``."""
    return formats.day(value, current_language())


def moment(value: datetime | str | None) -> str:
    """A moment as ``dd/mm/yyyy HH:MM``, Vietnam time."""
    return formats.moment(value, current_language())
