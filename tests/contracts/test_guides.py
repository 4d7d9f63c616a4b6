"""What the guides show is what is sent, and every link of the documents leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nscl_contracts import encode
from nscl_contracts.redaction import partner_copy
from nscl_contracts.registration_firms import FirmRegistered
from nscl_shared.testing.producer import example_event

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "services").glob("*/README.md"),
]


@pytest.mark.parametrize("guide", ["agency.md", "agency.vi.md"])
def test_the_event_in_the_agencies_guide_is_as_agencies_get_it(guide: str) -> None:
    text = (ROOT / "docs/guide" / guide).read_text(encoding="utf-8")
    (shown,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL))
    sent = json.loads(str(partner_copy(FirmRegistered.type, encode(example_event(FirmRegistered)))))
    assert shown["data"] == sent["data"]
    assert shown["dataschema"] == sent["dataschema"]
    assert set(shown) <= set(sent)


def links(document: Path) -> Iterator[tuple[str, str]]:
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if "://" not in link:
            target, _, fragment = link.partition("#")
            yield target, fragment


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    broken = []
    for target, fragment in links(document):
        file = document.parent / target if target else document
        if not file.exists() or (fragment and fragment not in anchors(file)):
            broken.append(f"{target}#{fragment}")
    assert broken == []


def test_the_documents_have_links_to_follow() -> None:
    assert sum(len(list(links(document))) for document in DOCUMENTS) > 60
