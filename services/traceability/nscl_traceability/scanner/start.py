"""The start page of the installed application, and what makes it one."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from nscl_shared.i18n import _, use_language
from nscl_traceability.domain.gs1 import parse
from nscl_traceability.domain.gs1.element_string import written_link
from nscl_traceability.domain.serials import typed_serial
from nscl_traceability.scanner.answering import Answer, json_answer, see_other
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.core import Core
from nscl_traceability.scanner.lookup import Wanted, find_serial
from nscl_traceability.scanner.problems import nowhere
from nscl_traceability.scanner.rendering import Pages
from nscl_traceability.scanner.stamp_page import none_of_ours

MANIFEST_TYPE = "application/manifest+json"
WORKER = "consumer-worker.js"


class Start:
    """Pages about nothing in particular."""

    def __init__(self, core: Core, pages: Pages) -> None:
        self._core = core
        self._pages = pages

    async def answer(self, ask: Ask, rest: str) -> Answer:
        """Answer what lies below ``/verify``.

        Raises:
            Refusal: there is nothing there.
        """
        if rest in ("", "/"):
            return await self._start(ask)
        if rest in ("/privacy", "/thanks"):
            return self._pages.plain(ask, rest[1:])
        if rest == "/manifest.webmanifest":
            return self._manifest(ask)
        if rest == "/worker.js":
            return self._worker()
        raise nowhere()

    async def _start(self, ask: Ask) -> Answer:
        code = ask.members.get("code", "")
        if serial := typed_serial(code):
            return await self._stamp(ask, serial)
        path = path_of(code) if code.strip() else None
        if path is not None:
            return see_other(path, route="start")
        status = HTTPStatus.BAD_REQUEST if code.strip() else HTTPStatus.OK
        return self._pages.plain(ask, "start", status=status, code=code.strip()[:300])

    async def _stamp(self, ask: Ask, serial: str) -> Answer:
        """Lead to the page of the stamp with a serial."""
        stamp = await find_serial(serial, self._core.keys, self._core.memory)
        if stamp is None:
            return none_of_ours(self._core, self._pages, ask, Wanted("", serial=serial))
        return see_other(stamp.found.path, route="start")

    def _manifest(self, ask: Ask) -> Answer:
        icon = self._pages.assets.url("mark.svg")
        with use_language(ask.language):
            name = _("Product verification")
        manifest = {
            "name": name,
            "short_name": name,
            "lang": ask.language,
            "start_url": "/verify/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#f3f6f4",
            "theme_color": "#0b5d4e",
            "icons": [{"src": icon, "sizes": "any", "type": "image/svg+xml"}],
        }
        return json_answer(manifest, kind=MANIFEST_TYPE, route="manifest")

    def _worker(self) -> Answer:
        headers = (
            (b"content-type", b"text/javascript; charset=utf-8"),
            (b"cache-control", b"no-cache"),
        )
        return Answer(HTTPStatus.OK, headers, self._pages.assets.get(WORKER).body, "static")


def path_of(code: str) -> str | None:
    """Return the path of what somebody typed: an address or GS1 elements; None for neither."""
    try:
        if written := written_link(code):
            return written.path
        address = code.strip()
        # what stands before the key does not matter
        host = "" if address.startswith("/") else "/"
        path = urlsplit(address).path if "://" in address else f"{host}{address}"
        return parse(f"https://x{path}", zero_suppressed=True).path
    except ValueError:  # no address, or no Digital Link
        return None
