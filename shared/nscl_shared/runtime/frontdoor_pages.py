"""The front door's own pages: home, and what it says when a service cannot answer.

Rendered once per start, in each language; the words come from the catalogue
beside this module (``locales/vi.po``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from nscl_contracts.site import write_site
from nscl_shared.i18n import LANGUAGES, translate, use_language
from nscl_shared.plugins import ServiceManifest
from nscl_shared.province import Profile
from nscl_shared.runtime.layout import write_private
from nscl_shared.runtime.state import PlatformState

PACKAGE = "nscl_shared.runtime"
BODY_LIMIT_MIB = 1
# Status: code, title, detail; msgids of the catalogue beside this module.
PROBLEMS: dict[int, tuple[str, str, str]] = {
    404: (
        "page-not-found",
        "There is no such page",
        "Check the address, or start from the home page.",
    ),
    413: (
        "body-too-large",
        "What was sent is too large",
        "Send less than {limit} MB at once: a smaller file, or the data in several parts.",
    ),
    503: (
        "service-unavailable",
        "This service is starting or interrupted",
        (
            "Nothing is lost. Try again in a few seconds; if it stays like this, "
            "tell the administrator."
        ),
    ),
}


def say(msgid: str) -> str:
    """Translate ``msgid`` from the runtime's own catalogue."""
    return translate(msgid, package=PACKAGE)


def write_pages(folder: Path, profile: Profile, manifests: Iterable[ServiceManifest]) -> None:
    """Write home and problem pages in every language, the style sheet, and the contracts."""
    for name in ("problem", "health"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    style = files(PACKAGE).joinpath("templates/page.css").read_text(encoding="utf-8")
    write_private(folder / "page.css", style)
    write_site(folder / "contracts")
    services = list(manifests)
    for language in LANGUAGES:
        with use_language(language):
            for path, text in _pages(language, profile, services):
                write_private(folder / path, text)


def write_health(folder: Path, state: PlatformState) -> None:
    """Publish the combined health: ``ok.json`` or ``unwell.json``, never both."""
    parts = {part.name: part.state for part in state.parts}
    well = all(stage == "ready" for stage in parts.values())
    (folder / "health").mkdir(parents=True, exist_ok=True)
    chosen, other = ("ok", "unwell") if well else ("unwell", "ok")
    body = json.dumps({"status": chosen, "parts": parts})
    write_private(folder / "health" / f"{chosen}.json", body)
    (folder / "health" / f"{other}.json").unlink(missing_ok=True)


def _pages(
    language: str, profile: Profile, services: list[ServiceManifest]
) -> Iterator[tuple[str, str]]:
    environment = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals.update(say=say, language=language, agency=profile.agency)
    cards = [_card(service, language) for service in services]
    province = profile.name.get(language, profile.code)
    home = environment.get_template("home.html")
    letters = next((f"/{one.name}/_dead-letters" for one in services if one.subscribes), "")
    words_of_home = {"services": cards, "province": province, "dead_letters": letters}
    yield f"home.{language}.html", home.render(words_of_home)
    page = environment.get_template("problem.html")
    for status, (code, title, detail) in PROBLEMS.items():
        words = {"title": say(title), "detail": say(detail).format(limit=BODY_LIMIT_MIB)}
        document = {"type": f"urn:nscl:problem:{code}", "status": status, "code": code, **words}
        yield f"problem/{status}.{language}.html", page.render(words)
        text = json.dumps(document, ensure_ascii=False)
        yield f"problem/{status}.{language}.problem", text


def _card(manifest: ServiceManifest, language: str) -> dict[str, Any]:
    links = [
        {"path": item.path, "label": translate(item.label, package=manifest.package)}
        for item in manifest.navigation
    ]
    start = {"path": manifest.prefixes[0], "label": say("Open")}
    return {"title": manifest.title.get(language, manifest.name), "links": links or [start]}
