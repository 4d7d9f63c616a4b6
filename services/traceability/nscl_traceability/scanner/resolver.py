"""The resolver: Digital Links to pages, link sets and redirections (GS1-Conformant Resolver 1.2)."""

from __future__ import annotations

from http import HTTPStatus

from nscl_shared.settings import settings
from nscl_traceability.scanner.answering import Answer, Header, json_answer, redirect
from nscl_traceability.scanner.asking import HTML, LINKSET, Ask
from nscl_traceability.scanner.core import Core
from nscl_traceability.scanner.links import (
    ALL,
    CONTEXT,
    DEFAULT,
    Found,
    choose,
    linkset,
    relation_of,
    with_query,
)
from nscl_traceability.scanner.lookup import Wanted, find, wanted_of
from nscl_traceability.scanner.problems import Refusal
from nscl_traceability.scanner.rendering import Pages
from nscl_traceability.scanner.stamp_page import scan

LINKSET_TYPE = "application/linkset+json"
CONTEXT_LINK = (
    f'<{CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
)


class Resolver:
    """Answers Digital Links."""

    def __init__(self, core: Core, pages: Pages) -> None:
        self._core = core
        self._pages = pages

    async def resolve(self, ask: Ask) -> Answer:
        """Answer a Digital Link in the way that is asked for.

        A link set; a redirection to the link of a type; without a type the page of a
        stamp itself, as a second trip would only cost time, or else the default link.

        Raises:
            Refusal: 400 no Digital Link; 404 nothing known, or no link of the type.
        """
        wanted = wanted_of(ask, ask.path)
        link_type = ask.members.get("linkType", "") if "linkType=" in ask.query else ""
        if link_type in ALL or (not link_type and ask.kind == LINKSET):
            return self._linkset(wanted, await self._find(wanted))
        if wanted.serial and not link_type:
            return await scan(self._core, self._pages, ask, wanted, link_header(wanted))
        found = await self._find_or_page(ask, wanted, link_type)
        if isinstance(found, Answer):
            return found
        return _redirected(ask, wanted, found, link_type)

    async def page(self, ask: Ask, path: str) -> Answer:
        """Answer the page that a Digital Link leads to; ``path`` is the link's.

        Raises:
            Refusal: 400 no Digital Link; 404 nothing known.
        """
        wanted = wanted_of(ask, path)
        if wanted.serial:
            return await scan(self._core, self._pages, ask, wanted, link_header(wanted))
        found = await find(wanted, self._core.keys, self._core.memory)
        if found is None:
            return self._nothing(ask, wanted)
        return self._pages.item(ask, found.item, headers=(link_header(wanted),))

    async def _find_or_page(self, ask: Ask, wanted: Wanted, link_type: str) -> Found | Answer:
        found = await find(wanted, self._core.keys, self._core.memory)
        if found is not None:
            return found
        if link_type:
            raise _nothing_known(wanted)
        return self._nothing(ask, wanted)

    async def _find(self, wanted: Wanted) -> Found:
        found = await find(wanted, self._core.keys, self._core.memory)
        if found is None:
            raise _nothing_known(wanted)
        return found

    def _nothing(self, ask: Ask, wanted: Wanted) -> Answer:
        if ask.kind == HTML:
            return self._pages.unknown(ask, wanted)
        raise _nothing_known(wanted)

    def _linkset(self, wanted: Wanted, found: Found) -> Answer:
        headers = ((b"link", CONTEXT_LINK.encode()), link_header(wanted))
        return json_answer(linkset(found), kind=LINKSET_TYPE, headers=headers, route="linkset")


def _redirected(ask: Ask, wanted: Wanted, found: Found, link_type: str) -> Answer:
    relation = relation_of(link_type) if link_type else DEFAULT
    asked = b"accept-language" in ask.headers or "lang=" in ask.query
    location = choose(found, relation, ask.language, asked=asked)
    if location is None:
        raise Refusal(HTTPStatus.NOT_FOUND, "link-type-unknown", link_type=link_type)
    headers = (link_header(wanted),)
    return redirect(with_query(location, ask.query), headers=headers, route="redirect")


def link_header(wanted: Wanted) -> Header:
    """Return the header that leads to the link set, and to the canonical form."""
    address = f"{settings().public_url}{wanted.path}"
    told = (
        f'<{address}?linkType=linkset>; rel="linkset"; type="{LINKSET_TYPE}", '
        f'<{address}>; rel="canonical"'
    )
    if wanted.compressed:
        told += f', <{address}>; rel="owl:sameAs"'
    return (b"link", told.encode("latin-1"))


def _nothing_known(wanted: Wanted) -> Refusal:
    return Refusal(HTTPStatus.NOT_FOUND, "nothing-known", link=wanted.path)
