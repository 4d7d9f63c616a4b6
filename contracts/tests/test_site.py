"""The registry's site is complete, holds together and asks nobody else for anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from nscl_contracts import catalogue
from nscl_contracts.asyncapi import asyncapi_document
from nscl_contracts.catalogue import EventSchema
from nscl_contracts.expectations import expectations
from nscl_contracts.json_schema import data_schema
from nscl_contracts.site import write_site
from nscl_contracts.site.facts import Event, channel_words, members
from nscl_contracts.site.words import LANGUAGES, Words, texts

ROOM = Path(__file__).parents[1]
TEMPLATES = ROOM / "nscl_contracts/site/templates"


class Page(HTMLParser):
    """What a page refers to, its ids and its language."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.links += [str(found[name]) for name in ("href", "src") if name in found]
        self.ids += [str(found["id"])] if "id" in found else []

    @property
    def language(self) -> str | None:
        return next(attributes.get("lang") for tag, attributes in self.tags if tag == "html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder)
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_link_leads_to_a_file_of_the_site(site, pages) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links:
            target, fragment = urldefrag(unquote(link))
            file = (path.parent / target).resolve() if target else path
            if link == "data:,":
                continue
            if (
                not file.is_relative_to(site)
                or not file.is_file()
                or (fragment and fragment not in pages[file].ids)
            ):
                broken.append((path.name, link))
    assert broken == []
    assert sum(len(page.links) for page in pages.values()) > 20 * len(LANGUAGES)


def test_nothing_is_asked_of_other_sites(site) -> None:
    for path in (*site.rglob("*.html"), *site.rglob("*.css"), *site.rglob("*.js")):
        assert not re.search(r"(href|src)=\"(https?:)?//|@import|url\(", path.read_text()), path


def test_every_page_says_its_language(site, pages) -> None:
    for path, page in pages.items():
        folder = path.parent.name
        assert page.language == (folder if folder in LANGUAGES else "vi"), path


def test_ids_are_unique_and_images_of_meaning_are_absent(pages) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        assert "img" not in {tag for tag, _ in page.tags}
        assert [tag for tag, _ in page.tags].count("h1") == 1, path


def test_styles_and_scripts_obey_a_strict_policy(pages) -> None:
    for path, page in pages.items():
        for tag, attributes in page.tags:
            assert "style" not in attributes, path
            assert not any(name.startswith("on") for name in attributes), path
            assert tag != "style"
            assert tag != "script" or attributes.get("src"), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_lists_every_event_without_a_script(site, language) -> None:
    index = (site / language / "index.html").read_text()
    assert all(f'href="{event_type}.html"' in index for event_type in catalogue())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("contract", catalogue().values(), ids=lambda c: c.type)
def test_an_event_page_tells_all_of_its_contract(site, contract, language) -> None:
    text = (site / language / f"{contract.type}.html").read_text()
    told = [contract.type, contract.version, f"{contract.service}.events"]
    told += [f"{contract.service}.partner", contract.subject_field, "specversion"]
    told += [member.path for member in members(data_schema(contract))]
    told += [f"schemas/{contract.type}.json", f"schemas/partner/{contract.type}.json"]
    told += [s.consumer for s in expectations() if s.event_type == contract.type]
    assert [fact for fact in told if fact not in text] == []


def test_the_asyncapi_page_shows_every_channel_and_message(site) -> None:
    text = (site / "en/asyncapi.html").read_text()
    assert all(
        fact in text
        for c in catalogue().values()
        for fact in (f"{c.service}.events", f"{c.service}.partner", f"{c.type}.html")
    )


def test_the_downloads_are_the_committed_files(site) -> None:
    for name in ("asyncapi.yaml", *(f"schemas/{event_type}.json" for event_type in catalogue())):
        assert (site / name).read_bytes() == (ROOM / name).read_bytes()


def of_templates() -> Iterator[str]:
    for template in TEMPLATES.glob("*.html"):
        for found in re.findall(r"""say\(("[^"]*"|'[^']*')""", template.read_text()):
            yield ast.literal_eval(found)


def of_contract(contract: type[EventSchema]) -> Iterator[str]:
    shown = Event(contract, [each for each in expectations() if each.event_type == contract.type])
    yield from (shown.title, shown.purpose, *contract.changes.values())
    yield from (stated.purpose for stated in shown.consumers)
    of_service = contract.owner == f"{contract.service} maintainers"
    yield "maintainers of {service}" if of_service else contract.owner
    for member in shown.members:
        yield from (member.description, member.kind, member.classification)


def of_the_document() -> Iterator[str]:
    document = asyncapi_document("1.0.0")
    yield document["info"]["description"]
    yield from (channel_words(each["address"])[0] for each in document["channels"].values())
    yield from (server["description"] for server in document["servers"].values())
    envelope = next(iter(document["components"]["messages"].values()))["payload"]["properties"]
    yield from (
        member["description"]
        for name, member in envelope.items()
        if "description" in member and name != "subject"
    )


def test_every_word_of_the_pages_is_vietnamese() -> None:
    said = {*of_templates(), *of_the_document()}
    assert len(said) > 60
    assert sorted(said - set(texts("vi"))) == []


@pytest.mark.parametrize("contract", catalogue().values(), ids=lambda c: c.type)
def test_every_word_of_a_contract_is_vietnamese(contract) -> None:
    assert sorted(set(of_contract(contract)) - set(texts("vi"))) == []


def test_no_vietnamese_page_marks_a_passage_as_english(pages) -> None:
    marked = {
        (path.name, tag)
        for path, page in pages.items()
        for tag, attributes in page.tags
        if path.parent.name == "vi" and attributes.get("lang") == "en" and tag not in ("a", "h2")
    }
    assert marked == set()


def test_words_without_a_translation_are_marked_as_english() -> None:
    assert Words("vi").quote("A <new> word.") == '<span lang="en">A &lt;new&gt; word.</span>'
    assert Words("en").quote("A <new> word.") == "A &lt;new&gt; word."


def test_the_command_writes_the_site(tmp_path: Path) -> None:
    written = write_site(tmp_path / "deep" / "site")
    assert tmp_path / "deep/site/index.html" in written
