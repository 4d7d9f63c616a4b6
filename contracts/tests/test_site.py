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
from nscl_contracts.expectations import expectations
from nscl_contracts.json_schema import data_schema
from nscl_contracts.site import write_site
from nscl_contracts.site.facts import members
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
    assert all(f"{c.service}.events" in text and f"{c.type}.html" in text
               for c in catalogue().values())  # fmt: skip


def test_the_downloads_are_the_committed_files(site) -> None:
    for name in ("asyncapi.yaml", *(f"schemas/{event_type}.json" for event_type in catalogue())):
        assert (site / name).read_bytes() == (ROOM / name).read_bytes()


def of_templates() -> Iterator[str]:
    for template in TEMPLATES.glob("*.html"):
        for found in re.findall(r"""say\(("[^"]*"|'[^']*')""", template.read_text()):
            yield ast.literal_eval(found)


def of_released_contracts() -> Iterator[str]:
    for path in sorted((ROOM / "released").glob("*.json")):
        contract = catalogue()[path.stem]
        yield from (" ".join(str(contract.__doc__).split()), *contract.changes.values())
        for member in members(data_schema(contract)):
            yield from (member.description, member.kind, member.classification)


def test_every_word_of_the_pages_and_of_released_contracts_is_vietnamese() -> None:
    said = {*of_templates(), *of_released_contracts(), *(s.purpose for s in expectations())}
    assert len(said) > 150
    assert sorted(said - set(texts("vi"))) == []


def test_words_without_a_translation_are_marked_as_english() -> None:
    assert Words("vi").quote("A <new> word.") == '<span lang="en">A &lt;new&gt; word.</span>'
    assert Words("en").quote("A <new> word.") == "A &lt;new&gt; word."


def test_the_command_writes_the_site(tmp_path: Path) -> None:
    written = write_site(tmp_path / "deep" / "site")
    assert tmp_path / "deep/site/index.html" in written
