"""The consumer's pages: one template each, the style sheet within, no script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from datetime import date
from http import HTTPStatus
from typing import Any

from markupsafe import Markup

from nscl_shared.i18n import LANGUAGES, add_package, use_language
from nscl_shared.kernel import clock
from nscl_shared.settings import settings
from nscl_shared.web.assets import Assets
from nscl_shared.web.navigation import agency, province_name
from nscl_shared.web.templating import build_environment
from nscl_traceability.domain.serials import grouped
from nscl_traceability.domain.verdict import Verdict
from nscl_traceability.entrypoints.labels import REASONS, said
from nscl_traceability.entrypoints.labels_trace import SCHEMES
from nscl_traceability.queries.stamp_facts import ItemFacts
from nscl_traceability.queries.trace_fields import trace_fields
from nscl_traceability.scanner.answering import (
    CONTENT_POLICY,
    NEVER_KEPT,
    PERMISSIONS,
    VARIES,
    Answer,
    Header,
)
from nscl_traceability.scanner.asking import Ask
from nscl_traceability.scanner.journey import journey
from nscl_traceability.scanner.lookup import Stamp, Wanted
from nscl_traceability.scanner.problems import Refusal, tell
from nscl_traceability.scanner.recorder import Seen
from nscl_traceability.scanner.way_map import draw

PACKAGE = "nscl_traceability"
SHEET = "consumer.css"
PAGES = "verify"


class Pages:
    """Renders pages; made once a process."""

    def __init__(self) -> None:
        add_package(PACKAGE)
        self.assets = Assets(PAGES, (PACKAGE, "nscl_shared.web"))
        self._templates = build_environment(PACKAGE, self.assets)
        sheet = self.assets.get(SHEET).body
        digest = base64.b64encode(hashlib.sha256(sheet).digest()).decode()
        self._style = Markup(sheet.decode())  # noqa: S704  # our own file
        policy = CONTENT_POLICY.format(styles=f"'sha256-{digest}'")
        self._headers: tuple[Header, ...] = (
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-security-policy", policy.encode()),
            PERMISSIONS,
            VARIES,
        )

    def stamp(
        self, ask: Ask, stamp: Stamp, seen: Seen, today: date, *, headers: Iterable[Header]
    ) -> Answer:
        """Return the page of an authentic stamp."""
        item = stamp.found.item
        with use_language(ask.language):
            context = {
                **_item(item, stamp.found.serial, today),
                "said": said(seen.judgement.verdict),
                "verdict": seen.judgement.verdict,
                "reasons": [REASONS[reason] for reason in seen.judgement.reasons],
                "seen": seen,
            }
            return self._page(ask, "stamp", context, headers=headers, route="stamp")

    def unknown(self, ask: Ask, wanted: Wanted) -> Answer:
        """Return the page for what is not known: what it may mean, and what to do."""
        with use_language(ask.language):
            context = {
                "said": said(Verdict.UNKNOWN),
                "verdict": Verdict.UNKNOWN,
                "wanted": wanted,
                "groups": grouped(wanted.serial),
                "report_path": wanted.path or wanted.serial,
            }
            return self._page(
                ask,
                "unknown",
                context,
                status=HTTPStatus.NOT_FOUND,
                headers=(NEVER_KEPT,),
                route="stamp",
            )

    def item(self, ask: Ask, item: ItemFacts, *, headers: Iterable[Header]) -> Answer:
        """Return the page of a product or a lot, about no stamp in particular."""
        today = clock.today()
        with use_language(ask.language):
            return self._page(ask, "item", _item(item, "", today), headers=headers, route="item")

    def problem(self, ask: Ask, refusal: Refusal, route: str) -> Answer:
        """Return a page that says what went wrong and what to do."""
        with use_language(ask.language):
            return self._page(
                ask,
                "problem",
                {"told": tell(ask, refusal), "correlation": ask.correlation_id},
                status=refusal.status,
                headers=(NEVER_KEPT, *refusal.headers),
                route=route,
            )

    def plain(self, ask: Ask, name: str, *, status: int = HTTPStatus.OK, **context: Any) -> Answer:
        """Return one of the pages about nothing in particular."""
        with use_language(ask.language):
            return self._page(ask, name, context, status=status, route=name)

    def _page(
        self,
        ask: Ask,
        name: str,
        context: dict[str, Any],
        *,
        status: int = HTTPStatus.OK,
        headers: Iterable[Header] = (),
        route: str,
    ) -> Answer:
        template = self._templates.get_template(f"consumer/{name}.html")
        text = template.render(self._common(ask) | context)
        language = (b"content-language", ask.language.encode())
        return Answer(status, (*self._headers, language, *headers), text.encode(), route)

    def _common(self, ask: Ask) -> dict[str, Any]:
        return {
            "lang": ask.language,
            "languages": [(code, _other(ask, code)) for code in LANGUAGES],
            "province": province_name(),
            "agency": agency().get("name", ""),
            "style": self._style,
            "report_path": "",
            "public_url": settings().public_url,
        }


def _item(item: ItemFacts, serial: str, today: date) -> dict[str, Any]:
    steps = journey(item)
    return {
        "item": item,
        "product": item.product,
        "lot": item.lot,
        "groups": grouped(serial),
        "certificates": item.live_certificates(today),
        "schemes": SCHEMES,
        "fields": trace_fields(item, serial, today),
        "journey": steps,
        "way_map": draw([step.point for step in steps]),
        "report_path": f"{item.path}/21/{serial}" if serial else item.path,
    }


def _other(ask: Ask, language: str) -> str:
    """Return the address of the same page in another language."""
    rest = [member for member in ask.query.split("&") if member and not member.startswith("lang=")]
    return f"{ask.path}?{'&'.join([*rest, f'lang={language}'])}"
