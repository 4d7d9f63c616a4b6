"""Write the site."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from nscl_contracts.asyncapi import asyncapi_document
from nscl_contracts.catalogue import PLATFORM
from nscl_contracts.expectations import CONSUMERS, expectations
from nscl_contracts.export import rendered
from nscl_contracts.site.facts import Event, channel_words
from nscl_contracts.site.words import LANGUAGES, Words

PACKAGE = "nscl_contracts.site"
STATIC = ("site.css", "site.js")


def write_site(folder: Path, consumers: Path = CONSUMERS) -> list[Path]:
    """Write the site of the platform's contracts below ``folder``; return what was written."""
    written = []
    for name, content in site_files(consumers):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return written


def site_files(consumers: Path = CONSUMERS) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the site."""
    yield from rendered().items()
    for name in STATIC:
        yield name, files(PACKAGE).joinpath(f"static/{name}").read_text(encoding="utf-8")
    events = _events(consumers)
    facts = {"events": events, "document": asyncapi_document(version("nscl-contracts"))}
    yield "index.html", _templates("vi").get_template("start.html").render(facts)
    for language in LANGUAGES:
        yield from _pages(language, facts)


def _pages(language: str, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    templates = _templates(language)
    for page in ("index", "asyncapi"):
        template = templates.get_template(f"{page}.html")
        yield f"{language}/{page}.html", template.render(facts, page=f"{page}.html")
    template = templates.get_template("event.html")
    for event in facts["events"]:
        page = f"{event.type}.html"
        yield f"{language}/{page}", template.render(facts, page=page, event=event)


def _events(consumers: Path) -> list[Event]:
    stated = expectations(consumers)
    return [
        Event(contract, [each for each in stated if each.event_type == event_type])
        for event_type, contract in PLATFORM.all().items()
    ]


def _templates(language: str) -> Environment:
    words = Words(language)
    environment = Environment(
        loader=PackageLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=words.say,
        quote=words.quote,
        language=language,
        languages=LANGUAGES,
        channel_words=channel_words,
    )
    return environment
