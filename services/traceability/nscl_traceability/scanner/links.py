"""The links of a product, a lot and a stamp: linkset (RFC 9264) and choice of one.

Relations are those of the GS1 Web Vocabulary.  Each level of a Digital Link has its
own page; a link in a language differs from the one that leaves the language open by
its query alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nscl_shared.i18n import LANGUAGES, N_, _, use_language
from nscl_shared.settings import settings
from nscl_traceability.queries.stamp_facts import ItemFacts

VOCABULARY = "https://ref.gs1.org/voc/"
NAMES = ("gs1:", VOCABULARY, "https://gs1.org/voc/", "https://www.gs1.org/voc/")
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
DEFAULT = "defaultLink"
ALL = ("linkset", "all")
PAGES = "/verify"


@dataclass(frozen=True)
class Kind:
    """A relation, the level whose page it leads to, the place in that page, and its title."""

    relation: str
    level: str
    fragment: str
    title: str


KINDS = (
    Kind("pip", "01", "", N_("Product information")),
    Kind("certificationInfo", "01", "#certificates", N_("Certificates in force")),
    Kind("pip", "10", "", N_("Product information")),
    Kind("traceability", "10", "#journey", N_("Where it comes from")),
    Kind("recallStatus", "10", "#recall", N_("Recall of this lot")),
    Kind("verificationService", "21", "", N_("Is this stamp genuine?")),
)
RELATIONS = (*(kind.relation for kind in KINDS), DEFAULT)


@dataclass(frozen=True)
class Found:
    """What a Digital Link led to: an item, and the serial of an authentic stamp on it."""

    item: ItemFacts
    serial: str = ""

    def levels(self) -> Iterator[tuple[str, str]]:
        """Yield identifier and path of each level, the most granular first."""
        if self.serial:
            yield "21", f"{self.item.path}/21/{self.serial}"
        if self.item.lot:
            yield "10", self.item.path
        yield "01", f"/01/{self.item.product['gtin']}"

    @property
    def path(self) -> str:
        """The canonical path."""
        return next(self.levels())[1]

    def kinds(self, level: str) -> list[Kind]:
        """Return the kinds of links there are at a level, as far as they say something."""
        empty = {
            "certificationInfo": not self.item.certificates,
            "recallStatus": self.item.recall is None,
        }
        return [k for k in KINDS if k.level == level and not empty.get(k.relation)]


def target(path: str, fragment: str = "", language: str = "") -> str:
    """Return the address of the page of a Digital Link."""
    query = f"?lang={language}" if language else ""
    return f"{settings().public_url}{PAGES}{path}{query}{fragment}"


def relation_of(link_type: str) -> str:
    """Return the relation that ``linkType`` names, in whatever form, without namespace."""
    return next(
        (link_type.removeprefix(name) for name in NAMES if link_type.startswith(name)), link_type
    )


def choose(found: Found, relation: str, language: str, *, asked: bool) -> str | None:
    """Return where a relation leads, in a language when one was ``asked`` for; None: nowhere."""
    wanted = language if asked else ""
    if relation == DEFAULT:
        return target(found.path, "", wanted)
    for level, path in found.levels():
        for kind in found.kinds(level):
            if kind.relation == relation:
                return target(path, kind.fragment, wanted)
    return None


def linkset(found: Found) -> dict[str, Any]:
    """Return the links of every level up to the product."""
    levels = [_context(found, level, path) for level, path in found.levels()]
    return {"linkset": levels}


def _context(found: Found, level: str, path: str) -> dict[str, Any]:
    kinds = found.kinds(level)
    return {
        "anchor": f"{settings().public_url}{path}",
        "itemDescription": found.item.product["name"],
        **{VOCABULARY + kind.relation: _links(path, kind) for kind in kinds},
        VOCABULARY + DEFAULT: [{"href": target(path), "title": found.item.product["name"]}],
        VOCABULARY + "defaultLinkMulti": _by_language(path, kinds[0]),
    }


def _links(path: str, kind: Kind) -> list[dict[str, Any]]:
    with use_language(LANGUAGES[0]):
        title = _(kind.title)
    any_language = {"href": target(path, kind.fragment), "title": title, "type": "text/html"}
    return [{**any_language, "hreflang": list(LANGUAGES)}, *_by_language(path, kind)]


def _by_language(path: str, kind: Kind) -> list[dict[str, Any]]:
    return [_one(path, kind, language) for language in LANGUAGES]


def _one(path: str, kind: Kind, language: str) -> dict[str, Any]:
    with use_language(language):
        title = _(kind.title)
    href = target(path, kind.fragment, language)
    return {"href": href, "title": title, "type": "text/html", "hreflang": [language]}


def with_query(location: str, query: str) -> str:
    """Return ``location`` with the members of ``query`` it does not have itself."""
    if not query:
        return location
    address, mark, fragment = location.partition("#")
    base, question, own = address.partition("?")
    names = {member.partition("=")[0] for member in own.split("&")} if question else set()
    rest = [m for m in query.split("&") if m and m.partition("=")[0] not in names]
    return base + _joined("?", [*filter(None, [own]), *rest]) + mark + fragment


def _joined(mark: str, members: Sequence[str]) -> str:
    return mark + "&".join(members) if members else ""
